// [begin quickstart]
import { createClient } from './auditledge/client/index.js';
import { createEvent, exportEventsCsv, listEvents } from './auditledge/index.js';

const client = createClient({
  baseUrl: process.env['AUDITLEDGE_BASE_URL'] ?? 'https://api.auditledge.com/v1',
  auth: () => process.env['AUDITLEDGE_API_KEY'],
});

const created = await createEvent({
  client,
  body: {
    actor: { id: 'user_123', name: 'Alice' },
    action: 'invoice.deleted',
    resource: { type: 'invoice', id: 'inv_456' },
    metadata: { ip: '192.168.1.1' },
  },
});
if (created.error !== undefined) {
  throw new Error(`${created.response?.status} ${created.error.code}: ${created.error.error}`);
}
console.log(`stored ${created.data.event.id}`);

const page = await listEvents({ client, query: { actor_id: 'user_123', limit: 100 } });
for (const event of page.data?.events ?? []) {
  console.log(`${event.timestamp} ${event.action} ${event.resource.id}`);
}

const csv = await exportEventsCsv({ client });
console.log(String(csv.data).split('\r\n')[0]);
// [end quickstart]
