/** How an integration's status last changed, as the API tells it. */

import { answerOf } from './code-artifact.ts';
import type { Asker } from './organization.ts';

export interface StatusChange {
  kind: string;
  since: string;
  reportBefore: { id: string; status: string };
  firstReport: { id: string; startedAt: string };
  turned: {
    code: string;
    repositoryUrl: string | null;
    before: string | null;
    after: string;
    diagnosis: object | null;
  }[];
  changes: {
    at: string;
    actor: string;
    requestId: string | null;
    setting: string;
    repositoryUrl: string | null;
    before: string | null;
    after: string | null;
    isPossibleCause: boolean;
  }[];
  nothingChangedHere: boolean | null;
  concurrentFailures: { integrationId: string; name: string; accountId: string }[];
}

export const WHAT_CHANGED = `query ($id: ID!) { integration(id: $id) { status statusChange {
  kind since reportBefore { id status } firstReport { id startedAt }
  turned { code repositoryUrl before after diagnosis { summary } }
  changes { at actor requestId setting repositoryUrl before after isPossibleCause }
  nothingChangedHere concurrentFailures { integrationId name accountId since } } } }`;

/** Null where the status never changed. */
export async function readStatusChange(asker: Asker, id: string): Promise<StatusChange | null> {
  const reply = await asker.graphql(WHAT_CHANGED, { id });
  return answerOf<{ statusChange: StatusChange | null }>(reply).statusChange;
}
