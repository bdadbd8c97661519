import { draftOf } from './draft-document.ts';
import type { PolicyFinding } from './finding.ts';
import type { JudgedDocument } from './judged-document.ts';
import type { Need } from './needs.ts';
import { permissionCauses } from './permission-causes.ts';
import { permissionFindings, type JudgedNeed } from './permission-findings.ts';
import { judgeNeed, nearMiss, type PermissionQuestion } from './permissions.ts';
import type { PolicySource } from './reading/index.ts';
import type { Deployment } from './reading/intrinsics.ts';
import { repairPermissions } from './repair-permissions.ts';
import type { RepairDraft } from './trust-part.ts';
import type { CauseDraft, Verdict } from './verdict.ts';

export interface PermissionsPart {
  verdicts: Verdict[];
  causes: CauseDraft[];
  findings: PolicyFinding[];
  repaired: RepairDraft[];
  notJudged: string[];
}

export interface PermissionsPartQuestion {
  roleArn: string;
  pastes: Partial<Record<PolicySource, string>>;
  deployment: Deployment;
  now: Date;
  /** The role is known to have policies that were not pasted. */
  hasMore: boolean;
}

/** Everything about what the role may do; null where no permissions policy was found. */
export function judgePermissions(
  documents: readonly JudgedDocument[],
  needs: readonly Need[],
  { roleArn, pastes, deployment, now, hasMore }: PermissionsPartQuestion,
): PermissionsPart | null {
  const identity = documents.filter(({ found }) => found.kind === 'identity');
  if (identity.length === 0) return null;
  const boundary = documents.find(({ found }) => found.kind === 'permissions-boundary') ?? null;
  const question: PermissionQuestion = { roleArn, identity, boundary, now };
  const all = needs.map((need): JudgedNeed => ({ need, verdict: judgeNeed(need, question) }));
  const judged = all.filter(({ need, verdict }) => verdict.allowed || !isPartly(need, question));
  const partly = all.filter((one) => !judged.includes(one)).map(({ need }) => need.action);

  const drafts = identity.flatMap((one) => draftOf(one, pastes[one.found.source] ?? '', deployment) ?? []);
  const isWhole = drafts.length === identity.length;
  const asked = judged.map(({ need }) => need);
  const repaired = isWhole ? repairPermissions(drafts, asked, { roleArn, boundary, now }, deployment) : drafts;
  const after: PermissionQuestion = { ...question, identity: repaired.map((draft) => draft.judged) };
  const isChanged = repaired.some(({ text, before }) => text !== before);
  const sufficient = isChanged && isWhole && asked.every((need) => judgeNeed(need, after).allowed);
  return {
    verdicts: judged.map(({ verdict }) => verdict),
    causes: permissionCauses(judged, question, hasMore),
    findings: [
      ...[...identity, ...(boundary ? [boundary] : [])].flatMap(({ findings }) => findings),
      ...permissionFindings(judged, question),
    ],
    repaired: repaired
      .filter(({ text, before }) => text !== before)
      .map(({ original, before, text }) => ({
        source: original.found.source,
        name: original.label,
        before,
        text,
        sufficient,
      })),
    notJudged: partly.length > 0 ? [`Which repositories are meant: ${[...new Set(partly)].join(', ')} is allowed for some resources, and no URL was given to compare them with.`] : [], // prettier-ignore
  };
}

/** Without URLs a need stands for the whole account, and a policy that names single repositories is as right as any. */
function isPartly(need: Need, question: PermissionQuestion): boolean {
  return need.resource.startsWith('arn:aws:codeartifact:*:') && nearMiss(need, question) !== null;
}
