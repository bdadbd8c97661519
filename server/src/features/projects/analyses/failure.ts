/** Why an analysis failed, as a diagnosis: one that says what happened and claims no cause. */

import type { Diagnosis } from '../../../lib/diagnosis.ts';
import type { AppError } from '../../../lib/errors.ts';

/** What the analysis was refused for says itself what to do. */
export function diagnosisOf({ message }: AppError): Diagnosis {
  return { category: 'UNKNOWN', summary: message, causes: [] };
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
    'It was begun several times and never came to its end, most likely because the servers that worked on it stopped. Analyse a part of the project; if that fails as well, ask whoever runs the server what its log says.';
  return { category: 'UNKNOWN', summary, causes: [] };
}
