/** Why an analysis failed: what the integration's last test found, where that is why; else what happened, without claiming a cause. */

import type { Explained } from '../../../connectors/connector.ts';
import type { Diagnosis, Evidence } from '../../../lib/diagnosis.ts';
import type { AppError } from '../../../lib/errors.ts';

export interface AnalysisFailure {
  diagnosis: Diagnosis;
  /** What AWS answered, word for word; null where it was not asked. */
  evidence: Evidence | null;
}

/** `explained` is why the integration is not used; null where the refusal has nothing to do with it. */
export function refusal(
  { message }: AppError,
  { explained, analysisId }: { explained: Explained | null; analysisId: string },
): AnalysisFailure {
  if (!explained) return unexplained(`${message} ${supportFinds('the analysis', analysisId)}`);
  const { diagnosis, evidence } = explained;
  return { diagnosis: { ...diagnosis, summary: message }, evidence };
}

/** A defect of our own; the log says more. */
export function defect(errorId: string): AnalysisFailure {
  return unexplained(
    `Something went wrong on our side, at every try. ${supportFinds('it', errorId)} Analyse the project again once it is mended.`,
  );
}

export function tooLong(minutes: number, analysisId: string): AnalysisFailure {
  return unexplained(
    `It was not done after ${minutes} minutes and was stopped. Test the connection of the integration, as repositories that answer slowly are the usual reason, or analyse a part of the project. ${supportFinds('the analysis', analysisId)}`,
  );
}

export function givenUp(analysisId: string): AnalysisFailure {
  return unexplained(
    `It was begun several times and never came to its end, most likely because the servers that worked on it stopped. Analyse a part of the project; if that fails as well, ask whoever runs the server what its log says. ${supportFinds('the analysis', analysisId)}`,
  );
}

function unexplained(summary: string): AnalysisFailure {
  return { diagnosis: { category: 'UNKNOWN', summary, causes: [] }, evidence: null };
}

function supportFinds(what: string, id: string): string {
  return `Support finds ${what} by the id ${id}.`;
}
