/**
 * Runs conformance cases. Reads a request from each line of standard input and writes its outcome to a line of
 * standard output.
 *
 * A request is either an operation, called with the generated client, or plain HTTP, sent with `fetch`.
 */
import { createInterface } from 'node:readline';

import { createClient, type Client } from './auditledge/client/index.js';
import {
  countEvents,
  countFacets,
  createEvent,
  createEventBatch,
  exportEvents,
  exportEventsCsv,
  getEvent,
  getHealth,
  getLiveness,
  getReadiness,
  getUsage,
  listEvents,
} from './auditledge/index.js';
import type {
  CountEventsData,
  CountFacetsData,
  CreateEventBatchData,
  EventBatchInput,
  EventInput,
  ExportEventsCsvData,
  ExportEventsData,
  ListEventsData,
} from './auditledge/index.js';

interface Call {
  operation: string;
  base_url: string;
  key: string | null;
  parameters: Record<string, unknown>;
  body: unknown;
}

interface PlainRequest {
  method: string;
  url: string;
  headers: Record<string, string>;
  content: string | null; // base64
}

interface Outcome {
  how: 'typed' | 'raw';
  status: number;
  headers: Record<string, string>;
  body: unknown;
}

interface Result {
  data?: unknown;
  error?: unknown;
  response?: Response;
}

type Perform = (client: Client, call: Call) => Promise<Result>;

const OPERATIONS: Record<string, Perform> = {
  createEvent: (client, call) => createEvent({ client, body: call.body as EventInput }),
  createEventBatch: (client, call) =>
    createEventBatch({
      client,
      body: call.body as EventBatchInput,
      headers: call.parameters as CreateEventBatchData['headers'],
    }),
  listEvents: (client, call) => listEvents({ client, query: call.parameters as ListEventsData['query'] }),
  exportEvents: (client, call) => exportEvents({ client, query: call.parameters as ExportEventsData['query'] }),
  countEvents: (client, call) => countEvents({ client, query: call.parameters as CountEventsData['query'] }),
  countFacets: (client, call) => countFacets({ client, query: call.parameters as CountFacetsData['query'] }),
  exportEventsCsv: (client, call) =>
    exportEventsCsv({ client, query: call.parameters as ExportEventsCsvData['query'] }),
  getEvent: (client, call) => getEvent({ client, path: { event_id: String(call.parameters['event_id']) } }),
  getUsage: (client) => getUsage({ client }),
  getHealth: (client) => getHealth({ client }),
  getLiveness: (client) => getLiveness({ client }),
  getReadiness: (client) => getReadiness({ client }),
};

async function perform(call: Call): Promise<Outcome> {
  const client = createClient({ baseUrl: call.base_url, auth: () => call.key ?? undefined });
  const operation = OPERATIONS[call.operation];
  if (operation === undefined) {
    throw new Error(`unknown operation ${call.operation}`);
  }
  const { data, error, response } = await operation(client, call);
  if (response === undefined) {
    throw error;
  }
  return { how: 'typed', ...head(response), body: response.ok ? data : error };
}

async function send(request: PlainRequest): Promise<Outcome> {
  const body = request.content === null ? null : Buffer.from(request.content, 'base64');
  const response = await fetch(request.url, { method: request.method, headers: request.headers, body });
  // The text is passed on unchanged: JSON.parse would round large integers.
  return { how: 'raw', ...head(response), body: await response.text() };
}

function head(response: Response): { status: number; headers: Record<string, string> } {
  return { status: response.status, headers: Object.fromEntries(response.headers) };
}

async function handle(line: string): Promise<unknown> {
  try {
    const request = JSON.parse(line) as { call?: Call; http?: PlainRequest };
    return request.call !== undefined ? await perform(request.call) : await send(request.http as PlainRequest);
  } catch (error) {
    return { failure: error instanceof Error ? `${error.stack} ${String(error.cause ?? '')}` : String(error) };
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(await handle(line))}\n`);
}
