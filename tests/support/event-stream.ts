/** Subscriptions as a program reads them: POST /graphql/stream, answered with server-sent events. */

import type { Check, PlannedCheck } from '../../server/src/connectors/connector.ts';
import { STREAM, type Details, type ReportAnswer, type UserErrorAnswer } from './code-artifact.ts';
import type { Product } from './product.ts';

export interface TestEvent {
  planned: PlannedCheck[] | null;
  check: Check | null;
  report: ReportAnswer | null;
  userErrors: UserErrorAnswer[];
}

export interface StreamResult<Data = { codeArtifactConnectionTest: TestEvent }> {
  data?: Data | null;
  errors?: { message: string; extensions: Record<string, unknown> }[];
}

export interface StreamOptions {
  apiKey?: string | null;
  signal?: AbortSignal;
  headers?: Record<string, string>;
  body?: unknown;
}

/** The answer as it begins; its body is still to come. */
export function openStream(product: Product, details: Details | null, options: StreamOptions = {}): Promise<Response> {
  const { apiKey = product.apiKey, signal, headers = {} } = options;
  const { body = { query: STREAM, variables: { input: details } } } = options;
  return fetch(`${product.address}/graphql/stream`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'text/event-stream',
      ...(apiKey !== null && { authorization: `Bearer ${apiKey}` }),
      ...headers,
    },
    body: typeof body === 'string' ? body : JSON.stringify(body),
    ...(signal && { signal }),
  });
}

/** The results of an event stream, one by one as they come; ends with the event "complete". */
export async function* readResults<Data = { codeArtifactConnectionTest: TestEvent }>(
  response: Response,
): AsyncGenerator<StreamResult<Data>> {
  let text = '';
  const decoder = new TextDecoder();
  for await (const bytes of response.body ?? []) {
    text += decoder.decode(bytes as Uint8Array, { stream: true });
    const messages = text.split('\n\n');
    text = messages.pop() ?? '';
    for (const message of messages) {
      const event = /^event: (.*)$/m.exec(message)?.[1];
      const data = /^data: (.*)$/m.exec(message)?.[1];
      if (event === 'complete') return;
      if (event === 'next' && data) yield JSON.parse(data) as StreamResult<Data>;
    }
  }
  throw new Error('The stream broke off.');
}

/** All results of one test. */
export async function streamTest(product: Product, details: Details, options?: StreamOptions): Promise<StreamResult[]> {
  return collect(readResults(await openStream(product, details, options)));
}

export async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const collected: Item[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}
