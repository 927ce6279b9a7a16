// [begin quickstart]
import { createClient } from './auditledge/client/index.js';
import { countEvents, createEvent, exportEventsCsv, listEvents } from './auditledge/index.js';

const client = createClient({
  baseUrl: process.env['AUDITLEDGE_BASE_URL'] ?? 'https://api.auditledge.com/v1',
  auth: () => process.env['AUDITLEDGE_API_KEY'],
});

const created = await createEvent({
  client,
  body: {
    actor: { id: 'user_123', name: 'Alice' },
    action: 'invoice.updated',
    resource: { type: 'invoice', id: 'inv_456' },
    outcome: 'success',
    context: { ip: '203.0.113.7' },
    changes: { status: { before: 'open', after: 'paid' } },
    metadata: { invoice_total: 1200 },
  },
});
if (created.error !== undefined) {
  throw new Error(`${created.response?.status} ${created.error.code}: ${created.error.error}`);
}
console.log(`stored ${created.data.event.id}`);

const q = 'actor:user_123 outcome:success changes.status.after:paid';
const page = await listEvents({ client, query: { q, limit: 100 } });
for (const event of page.data?.events ?? []) {
  console.log(`${event.timestamp} ${event.action} ${event.resource.id}`);
}

const counts = await countEvents({ client, query: { by: 'outcome' } });
for (const group of counts.data?.groups ?? []) {
  console.log(`${group.value}: ${group.count}`);
}

const csv = await exportEventsCsv({ client });
console.log(String(csv.data).split('\r\n')[0]);
// [end quickstart]
