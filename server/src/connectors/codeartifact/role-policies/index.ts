/** What a role's pasted policies allow, found without asking AWS: verdicts, findings, causes and repaired policies. */

import { judgeDocument, type JudgedDocument } from './judged-document.ts';
import { needsOf, type Needs } from './needs.ts';
import { otherFindings } from './other-findings.ts';
import { judgePermissions, type PermissionsPart } from './permissions-part.ts';
import { readPaste, type PolicySource, type Reading } from './reading/index.ts';
import { Reporter } from './reporter.ts';
import type { RolePoliciesQuestion, RolePoliciesReport } from './report-types.ts';
import { judgeTrustPart, type TrustPart } from './trust-part.ts';

export { FINDING_SEVERITIES, type FindingSeverity } from './finding.ts';
export type { PolicySource } from './reading/index.ts';
export type { RepairedPolicy, RolePoliciesQuestion, RolePoliciesReport } from './report-types.ts';

export interface Platform {
  platformRoleArn: string;
  /** Where STS is called. */
  homeRegion: string;
  now: Date;
}

const ABOVE =
  'What stands above the role and is not in its policies: service control and resource control policies of your AWS organization, and a permissions boundary.';

/** Judges what was pasted. The account, role ARN and External ID have been checked for their form. */
export function checkRolePolicies(question: RolePoliciesQuestion, platform: Platform): RolePoliciesReport {
  const { accountId } = question;
  const readings = readBoth(question);
  const documents = readings.flatMap(({ documents }) => documents).map((found) => judgeDocument(found));
  const roleArn =
    question.roleArn ??
    readings.map((reading) => reading.roleArn).find((arn) => arn !== null) ??
    `arn:aws:iam::${accountId}:role/(your role)`;
  const needs = needsOf(question.repositoryUrls, accountId);
  const deployment = { accountId };
  const shared = { roleArn, pastes: pastesOf(question), deployment, now: platform.now };
  const trust = judgeTrustPart(
    documents.filter(({ found }) => found.kind === 'trust'),
    { ...question, ...platform, ...shared },
  );
  const hasMore = readings.some(({ notJudged }) => notJudged.length > 0);
  const permissions = judgePermissions(documents, needs.needs, { ...shared, hasMore });
  const reporter = new Reporter(shared.pastes, {
    platformRoleArn: platform.platformRoleArn,
    homeRegion: platform.homeRegion,
    accountId,
    externalId: trust?.sent ?? question.externalId ?? '',
    roleArn,
    workedBefore: false,
  });
  const report = reporter.report({
    trust,
    permissions,
    others: otherFindings(documents, readings, permissions, question.roleArn),
    notJudged: notJudged(question, readings, documents, needs, trust, permissions),
  });
  return { ...report, ok: report.ok && needs.unreadable.length === 0 };
}

function readBoth(question: RolePoliciesQuestion): (Reading & { source: PolicySource })[] {
  const { accountId, roleArn } = question;
  return Object.entries(pastesOf(question)).map(([source, paste]) => {
    const slot = source === 'TRUST_POLICY' ? 'TRUST_POLICY' : 'PERMISSIONS_POLICY';
    return { source: slot, ...readPaste(paste, slot, { accountId }, roleArn) };
  });
}

function pastesOf({ trustPolicy, permissionsPolicy }: RolePoliciesQuestion): Partial<Record<PolicySource, string>> {
  return {
    ...(trustPolicy?.trim() && { TRUST_POLICY: trustPolicy }),
    ...(permissionsPolicy?.trim() && { PERMISSIONS_POLICY: permissionsPolicy }),
  };
}

function notJudged(
  question: RolePoliciesQuestion,
  readings: readonly Reading[],
  documents: readonly JudgedDocument[],
  { foreignDomains, unreadable }: Needs,
  trust: TrustPart | null,
  permissions: PermissionsPart | null,
): string[] {
  const isAlone = permissions !== null && !documents.some(({ found }) => found.kind === 'permissions-boundary');
  return [
    ...(trust ? [] : ['The trust policy, for none was found: who may assume the role is not known.']),
    ...(permissions ? [] : ['The permissions policies, for none was found: what the role may do is not known.']),
    ...(trust && question.externalId === null
      ? ["Whether the External ID is the integration's: none was given to compare the policy with."]
      : []),
    ...(permissions && question.repositoryUrls.length === 0
      ? ['Single repositories: no repository URL was given, so the permissions are judged for all of the account.']
      : []),
    ...(permissions?.notJudged ?? []),
    ...readings.flatMap((reading) => reading.notJudged),
    ...foreignDomains.map(
      ({ domain, owner, region }) =>
        `The policy of domain ${domain} in ${region}: account ${owner} owns it, and its domain policy must allow the role too.`,
    ),
    ...unreadable,
    ...(isAlone || trust ? [ABOVE] : []),
  ];
}
