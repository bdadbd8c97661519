import type { ApolloClient } from '@apollo/client';
import { useApolloClient } from '@apollo/client/react';
import { useSyncExternalStore } from 'react';
import { describeError } from '../../../../../graphql/client.ts';
import { checkBuildMutation, type BuildCheck } from './queries.ts';

export type BuildCheckState =
  | { kind: 'running'; startedAt: number }
  | { kind: 'done'; check: BuildCheck }
  | { kind: 'problem'; title: string; text: string };

/** What this page load has asked for, so that it can be left and come back to. Nobody keeps it for longer. */
const states = new Map<string, BuildCheckState>();
const listeners = new Set<() => void>();

/** The build check of a proposal, null for the combined one; undefined where none was asked for. */
export function useBuildCheck(
  analysisId: string,
  proposalId: string | null,
): { state: BuildCheckState | undefined; start: () => void } {
  const client = useApolloClient();
  const key = `${analysisId} ${proposalId ?? ''}`;
  const state = useSyncExternalStore(subscribe, () => states.get(key));
  return { state, start: () => void run(client, key, analysisId, proposalId) };
}

async function run(client: ApolloClient, key: string, analysisId: string, proposalId: string | null): Promise<void> {
  set(key, { kind: 'running', startedAt: Date.now() });
  try {
    const variables = { analysisId, proposalId };
    const { data } = await client.mutate({ mutation: checkBuildMutation, variables, fetchPolicy: 'no-cache' });
    const { check, userErrors } = data?.checkBuild ?? {};
    const text = userErrors?.[0]?.message ?? 'The answer carried no reason.';
    set(key, check ? { kind: 'done', check } : { kind: 'problem', title: 'Not checked', text });
  } catch (error) {
    const { title, text } = describeError(error);
    set(key, { kind: 'problem', title, text });
  }
}

function set(key: string, state: BuildCheckState): void {
  states.set(key, state);
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
