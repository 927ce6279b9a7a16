/** Plays one round of requests against a ledger and prints what the client has parsed, a line for each. */
import createClient from 'openapi-fetch';

import type { components, operations, paths } from './auditledge.js';

type Schemas = components['schemas'];
type Filters = operations['listEvents']['parameters']['query'];

const client = createClient<paths>({
  baseUrl: process.env['AUDITLEDGE_BASE_URL'] ?? '',
  headers: { Authorization: `Bearer ${process.env['AUDITLEDGE_API_KEY']}` },
});

const PAID: Schemas['EventInput'] = {
  id: 'evt_019ab0c4-5d10-7c3a-9e21-4f5a6b7c8d9e',
  actor: { id: 'support_7', type: 'user' },
  on_behalf_of: { id: 'user_123' },
  action: 'invoice.updated',
  resource: { type: 'invoice', id: 'inv_456' },
  targets: [{ type: 'customer', id: 'cus_789' }],
  outcome: 'success',
  context: { ip: '203.0.113.7' },
  changes: { status: { before: null, after: 'paid' } },
};
const ARCHIVED: Schemas['EventInput'] = {
  actor: { id: 'archiver', type: 'service' },
  action: 'invoice.archived',
  resource: { type: 'invoice', id: 'inv_457' },
  outcome: 'success',
};
const DELETED: Schemas['EventInput'] = {
  actor: { id: 'user_123', type: 'user' },
  action: 'invoice.deleted',
  resource: { type: 'invoice', id: 'inv_458' },
  outcome: 'denied',
};

async function record(): Promise<void> {
  const { event } = given((await client.POST('/events', { body: PAID })).data);
  console.log('logged:', event.outcome, event.on_behalf_of?.id, event.context?.ip, event.targets?.[0]?.id);
  console.log('changes:', JSON.stringify(event.changes));

  const again = await client.POST('/events', { body: PAID });
  console.log('replayed:', again.response.headers.get('Idempotent-Replayed'));

  const batch = await client.POST('/events/batch', { body: { events: [PAID, ARCHIVED, DELETED] } });
  const { succeeded, results } = given(batch.data);
  console.log('batch:', succeeded, results[0]?.replayed, results[1]?.replayed !== undefined);
}

async function search(): Promise<void> {
  const find = async (query: Filters) => given((await client.GET('/events', { params: { query } })).data);
  const ids = (page: Schemas['EventPage']) => page.events.map((event) => event.resource.id).join();

  const q = 'action:invoice.* -outcome:success (actor.type:user OR actor.type:agent)';
  console.log('expression:', ids(await find({ q })));
  const filters: Filters = { outcome: 'success', ip: '203.0.113.7', changed: 'status', target_id: 'cus_789' };
  console.log('filters:', ids(await find(filters)));

  const first = await find({ limit: 2 });
  const second = await find({ limit: 2, cursor: given(first.next_cursor) });
  const back = await find({ limit: 2, cursor: given(second.prev_cursor) });
  console.log('pages:', ids(first), ids(second), ids(back));
}

async function count(): Promise<void> {
  const groups = (counts?: Schemas['EventCounts']) => counts?.groups.map((g) => `${g.value}=${g.count}`).join();

  const counts = await client.GET('/events/counts', { params: { query: { by: 'outcome' } } });
  console.log('counts:', groups(counts.data));
  const facets = await client.GET('/events/facets', { params: { query: { by: 'outcome,actor_type' } } });
  console.log('facets:', facets.data?.total, ...given(facets.data).facets.map(groups));
}

async function exportAll(): Promise<void> {
  const exported = given((await client.GET('/events/export')).data);
  const events = typeof exported === 'string' ? [] : exported; // it would be a text with format=csv
  console.log('export:', events.length, events[2]?.id);
  const csv = given((await client.GET('/events/export.csv', { parseAs: 'text' })).data);
  console.log('csv:', csv.split('\r\n').length - 1, csv.split(',')[0]);
}

async function fail(): Promise<void> {
  const { error, response } = await client.GET('/events', { params: { query: { q: 'outcom:denied' } } });
  const problem = error?.problems?.[0];
  console.log('error:', response.status, error?.code, problem?.field, problem?.code, problem?.hint);
}

function given<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) {
    throw new Error('the ledger returned an error, or no cursor');
  }
  return value;
}

await record();
await search();
await count();
await exportAll();
await fail();
