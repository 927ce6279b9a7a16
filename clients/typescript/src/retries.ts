// [begin retries]
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

import { createClient, type Client } from './auditledge/client/index.js';
import { createEvent, type EventCreated, type EventInput } from './auditledge/index.js';

const RETRIED = new Set([408, 429, 500, 502, 503, 504]);

/** An event id: `evt_` and a UUIDv7. Generated once per event, it makes retries safe. */
export function newEventId(): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(Date.now(), 0, 6);
  bytes[6] = (bytes[6]! & 0x0f) | 0x70;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return `evt_${bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')}`;
}

/** Record an event, with retries. */
export async function record(client: Client, event: EventInput, attempts = 3): Promise<EventCreated> {
  const body = { ...event, id: event.id ?? newEventId() };
  for (let attempt = 1; ; attempt += 1) {
    const { data, error, response } = await createEvent({ client, body, signal: AbortSignal.timeout(10_000) });
    if (data !== undefined) {
      return data;
    }
    const isRetryable = response === undefined || (RETRIED.has(response.status) && error?.code !== 'quota_exceeded');
    if (!isRetryable || attempt === attempts) {
      throw new Error(`not recorded: ${response?.status} ${error?.code}`, { cause: error });
    }
    const retryAfter = Number(response?.headers.get('Retry-After') ?? 0);
    await sleep(1000 * Math.max(retryAfter, Math.random() * Math.min(8, 0.5 * 2 ** attempt)));
  }
}
// [end retries]

const client = createClient({
  baseUrl: process.env['AUDITLEDGE_BASE_URL'] ?? '',
  auth: () => process.env['AUDITLEDGE_API_KEY'],
});
const { event } = await record(client, {
  actor: { id: 'user_123' },
  action: 'invoice.deleted',
  resource: { type: 'invoice', id: 'inv_456' },
});
console.log(event.id);
