/** A failure's text, as people have it, to its cause. */

import type { PackageType } from '@backline/shared';
import type { Diagnosis } from '../../../lib/diagnosis.ts';
import { redact } from '../../../lib/redact.ts';
import { explain } from '../explain.ts';
import { readDenial } from '../failure.ts';

export interface TextHints {
  packageType: PackageType | null;
  httpStatus: number | null;
}

export function explainText(
  text: string,
  hints: TextHints,
  platform: { platformRoleArn: string; homeRegion: string },
): Diagnosis {
  const message = redact(text);
  const denial = readDenial(message);
  const reading = {
    lines: [],
    action: denial?.action ?? null,
    resource: denial?.resource ?? null,
    host: null,
    package: null,
    version: null,
    httpStatus: hints.httpStatus,
    errorCode: null,
    awsRequestId: null,
    maskedSecrets: 0,
  };
  if (!denial)
    return { category: 'UNKNOWN', summary: 'The text fits no failure that Backline knows.', causes: [], reading };
  const facts = {
    ...platform,
    accountId: '<account id>',
    externalId: '<External ID>',
    roleArn: 'arn:aws:iam::<account id>:role/<role name>',
    workedBefore: false,
  };
  const failure = {
    kind: 'refused' as const,
    httpStatus: 403,
    errorCode: 'AccessDenied',
    message,
    awsRequestId: null,
    denial,
    resourceType: null,
    reason: null,
  };
  return {
    ...explain(denial.action.startsWith('sts:Assume') ? 'ASSUME_ROLE' : 'AUTHORIZATION_TOKEN', failure, facts),
    reading,
  };
}
