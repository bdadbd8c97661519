/** Explains a failure by its text alone. Nothing of the text is kept; the work is linear in its length. */

import type { Diagnosis, FailureReading } from '../../../lib/diagnosis.ts';
import { maskSecrets } from '../../../lib/redact.ts';
import { diagnose, rank } from '../explain.ts';
import type { Failure } from '../failure.ts';
import { factsOf } from './facts.ts';
import { readText, type TextHints } from './read.ts';
import type { TextReading } from './reading.ts';
import { summarise } from './summary.ts';
import { toTextFailure } from './to-failure.ts';

export type { TextHints } from './read.ts';

/** UNKNOWN and no cause where the text is no failure of CodeArtifact or of the way there. */
export function explainText(text: string, hints: TextHints): Diagnosis {
  const masked = maskSecrets(text);
  const reading = readText(masked.text, hints);
  const { failure, origins } = toTextFailure(reading);
  const facts = factsOf(reading, failure);
  const shown = shownReading(reading, failure, masked.secrets);
  const ranking = rank(origins, failure, facts);
  if (ranking[0]?.[0] === 'unknown_failure') {
    return {
      category: 'UNKNOWN',
      summary: summarise(reading, failure, facts, false, masked.secrets),
      causes: [],
      reading: shown,
    };
  }
  const summary = summarise(reading, failure, facts, true, masked.secrets);
  return { ...diagnose(summary, ranking, facts, failure), reading: shown };
}

function shownReading(reading: TextReading, failure: Failure, maskedSecrets: number): FailureReading {
  const { lines, repository, address, packageName, version, httpStatus, awsRequestId, hosts } = reading;
  return {
    lines,
    action: failure.denial?.action ?? null,
    resource: failure.denial?.resource ?? null,
    host: repository?.host ?? address?.host ?? hosts[0] ?? null,
    package: packageName,
    version,
    httpStatus,
    errorCode: failure.errorCode,
    awsRequestId,
    maskedSecrets,
  };
}
