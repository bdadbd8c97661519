/** Why an analysis failed, as a diagnosis. */

import type { Diagnosis } from '../../../lib/diagnosis.ts';
import { RateLimited, Upstream, type AppError } from '../../../lib/errors.ts';

/** What the analysis was refused for says itself what to do. */
export function diagnosisOf(error: AppError): Diagnosis {
  return { category: categoryOf(error), summary: error.message, causes: [] };
}

/** A defect of our own; the log says more. */
export function defectDiagnosis(errorId: string): Diagnosis {
  const summary = `Something went wrong on our side, at every try. Support finds it by the id ${errorId}. Analyse the project again once it is mended.`;
  return { category: 'UNKNOWN', summary, causes: [] };
}

export function tooLongDiagnosis(minutes: number): Diagnosis {
  const summary = `It was not done after ${minutes} minutes and was stopped. Test the connection of the integration, as repositories that answer slowly are the usual reason, or analyse a part of the project.`;
  return { category: 'NETWORK', summary, causes: [] };
}

export function givenUpDiagnosis(): Diagnosis {
  const summary =
    'It was begun several times, and each time the server that worked on it stopped before the end. Analyse a part of the project; if that fails as well, ask whoever runs the server what its log says.';
  return { category: 'SERVICE', summary, causes: [] };
}

function categoryOf(error: AppError): Diagnosis['category'] {
  if (error instanceof RateLimited) return 'RATE_LIMITED';
  return error instanceof Upstream ? 'SERVICE' : 'UNKNOWN';
}
