import { draftOf } from './draft-document.ts';
import type { PolicyFinding } from './finding.ts';
import type { JudgedDocument } from './judged-document.ts';
import type { PolicySource } from './reading/index.ts';
import type { Deployment } from './reading/intrinsics.ts';
import { repairTrust } from './repair-trust.ts';
import { judgeTrust, type TrustQuestion } from './trust.ts';
import { trustFindings } from './trust-findings.ts';
import type { CauseDraft, Verdict } from './verdict.ts';

export interface RepairDraft {
  source: PolicySource;
  name: string;
  before: string;
  text: string;
  sufficient: boolean;
}

export interface TrustPart {
  assume: Verdict;
  refusals: Verdict[];
  causes: CauseDraft[];
  findings: PolicyFinding[];
  repaired: RepairDraft[];
  sent: string | null;
}

export interface TrustPartQuestion {
  platformRoleArn: string;
  homeRegion: string;
  accountId: string;
  externalId: string | null;
  roleArn: string;
  pastes: Partial<Record<PolicySource, string>>;
  deployment: Deployment;
  now: Date;
}

/** Everything about who may assume the role; null where no trust policy was found. */
export function judgeTrustPart(documents: readonly JudgedDocument[], input: TrustPartQuestion): TrustPart | null {
  const [judged, ...others] = documents;
  if (!judged) return null;
  const { platformRoleArn, accountId, externalId, roleArn, homeRegion: region, now } = input;
  const question: TrustQuestion = { platformRoleArn, accountId, externalId, roleArn, region, now };
  const { assume, refusals, causes, sent } = judgeTrust(judged, question);
  const draft = draftOf(judged, input.pastes[judged.found.source] ?? '', input.deployment);
  const mended = draft && repairTrust(draft, question, sent, input.deployment);
  const repaired: RepairDraft[] = [];
  if (mended && mended.text !== mended.before) {
    const after = judgeTrust(mended.judged, question);
    repaired.push({
      source: judged.found.source,
      name: judged.label,
      before: mended.before,
      text: mended.text,
      sufficient: after.assume.allowed && after.refusals.every(({ allowed, isUnknown }) => !allowed && !isUnknown),
    });
  }
  const surplus = others.map(({ found }): PolicyFinding => {
    const message = 'A role has one trust policy. The first one was judged, and this one was not.';
    const { source, root } = found;
    return {
      code: 'several_trust_policies',
      severity: 'WARNING',
      source,
      offset: root.offset,
      message,
      repair: null,
      statement: null,
    };
  });
  return {
    assume,
    refusals,
    causes,
    sent,
    repaired,
    findings: [...judged.findings, ...trustFindings(judged, question, sent), ...surplus],
  };
}
