/** How GraphiQL asks: with the session's cookie, subscriptions as event streams. */

import { getOperationAST, OperationTypeNode, parse, type ExecutionResult } from 'graphql';
import { createClient } from 'graphql-sse';
import type { GraphiQLProps } from 'graphiql';
import { signInAddress } from '../features/identity/session.ts';

type Fetcher = GraphiQLProps['fetcher'];
type Parameters = globalThis.Parameters<Fetcher>[0];

type Answer = ExecutionResult<Record<string, unknown>, Record<string, unknown>>;

const streams = createClient({ url: '/graphql/stream' });

export const fetcher: Fetcher = ({ query, variables, operationName }) => {
  const operation = { query, variables: asRecord(variables), operationName: operationName ?? undefined };
  if (isSubscription(query, operationName)) return streams.iterate(operation);
  return ask(operation);
};

async function ask(operation: object): Promise<Answer> {
  const response = await fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(operation),
  });
  const answer = (await response.json()) as Answer;
  if (answer.errors?.some(({ extensions }) => extensions?.['code'] === 'UNAUTHENTICATED')) {
    // The session ended while the page was open.
    location.assign(signInAddress(location));
  }
  return answer;
}

function isSubscription(query: string, operationName: Parameters['operationName']): boolean {
  try {
    return getOperationAST(parse(query), operationName)?.operation === OperationTypeNode.SUBSCRIPTION;
  } catch {
    // The server says what is wrong with the document.
    return false;
  }
}

function asRecord(variables: unknown): Record<string, unknown> | undefined {
  return typeof variables === 'object' && variables !== null ? (variables as Record<string, unknown>) : undefined;
}
