import type { Certainty } from '../../../lib/diagnosis.ts';
import {
  evaluate,
  matchStatement,
  parsePolicy,
  requestContext,
  type ContextValues,
  type Decision,
  type PolicyDocument,
  type StatementMatch,
} from '../policy/index.ts';
import { externalIdValues } from './external-id-condition.ts';
import type { JudgedDocument } from './judged-document.ts';
import { ASSUME_ACTION, platformPrincipal } from './needs.ts';
import { describeMisses } from './trust-misses.ts';
import { isUnknownCondition } from './unknowns.ts';
import { capitalised, notInForce, placeOf, type CauseDraft, type Verdict } from './verdict.ts';

export interface TrustQuestion {
  platformRoleArn: string;
  accountId: string;
  /** Null where none was given: then the policy's own value is taken. */
  externalId: string | null;
  /** Shown as the resource. */
  roleArn: string;
  region: string;
  now: Date;
}

export interface TrustVerdicts {
  /** With the right External ID. */
  assume: Verdict;
  /** Without, and with a wrong External ID: calls that the role must refuse. */
  refusals: Verdict[];
  causes: CauseDraft[];
  /** The External ID that was sent; null where none is known. */
  sent: string | null;
}

/** What our own side allows is settled elsewhere; here the trust policy alone decides. */
const OUR_SIDE = parsePolicy(
  { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: '*' }] },
  'identity',
);
/** Belongs to nobody, and no pattern that means something covers it. */
const STRANGE_ID = 'zz-not-an-external-id-4f1c9d70';

/** Whether the trust policy lets our role in with its External ID, and nobody without. */
export function judgeTrust(judged: JudgedDocument, question: TrustQuestion): TrustVerdicts {
  const sent = question.externalId ?? ownExternalId(judged);
  const right = tryAssume(judged, question, sent);
  const missing = tryAssume(judged, question, null);
  const wrong = wrongIds(judged, sent)
    .map((id) => tryAssume(judged, question, id))
    .find(({ isPossible }) => isPossible);
  const assume = assumeVerdict(judged, question, right, sent);
  const refusals = [
    refusalVerdict(judged, question, missing, 'MISSING'),
    refusalVerdict(judged, question, wrong ?? tryAssume(judged, question, STRANGE_ID), 'WRONG'),
  ];
  return { assume, refusals, causes: causesOf(judged, question, right, refusals, sent), sent };
}

export function trustContext(question: TrustQuestion, externalId: string | null): ContextValues {
  return {
    'aws:SecureTransport': 'true',
    'aws:MultiFactorAuthPresent': 'false',
    'aws:CurrentTime': question.now.toISOString(),
    'aws:EpochTime': String(Math.floor(question.now.getTime() / 1000)),
    'aws:RequestedRegion': question.region,
    'aws:ResourceAccount': question.accountId,
    ...(externalId !== null && { 'sts:ExternalId': externalId }),
  };
}

/** How one statement compares with our call; unknown values count as they are written. */
export function matchTrust(
  document: PolicyDocument,
  index: number,
  question: TrustQuestion,
  externalId: string | null,
): StatementMatch | null {
  const statement = document.statements[index];
  if (!statement) return null;
  const principal = platformPrincipal(question.platformRoleArn);
  const context = trustContext(question, externalId);
  const request = { principal, action: ASSUME_ACTION, resource: question.roleArn, context };
  return matchStatement(statement, document.version, request, requestContext(principal, context));
}

interface Attempt {
  decision: Decision | null;
  /** Where every unknown value turns out badly. */
  worst: Decision | null;
  /** Allowed whatever the unknown values are. */
  isCertain: boolean;
  isPossible: boolean;
}

function tryAssume(judged: JudgedDocument, question: TrustQuestion, externalId: string | null): Attempt {
  const decide = (trustPolicy: PolicyDocument | null): Decision | null => {
    if (!trustPolicy) return null;
    const principal = platformPrincipal(question.platformRoleArn);
    return evaluate({
      request: {
        principal,
        action: ASSUME_ACTION,
        resource: question.roleArn,
        context: trustContext(question, externalId),
      },
      sameAccount: principal.accountId === question.accountId,
      identityPolicies: [OUR_SIDE],
      trustPolicy,
    });
  };
  const [worst, best] = [decide(judged.worst), decide(judged.best)];
  const isCertain = worst?.allowed === true;
  return { decision: isCertain ? worst : best, worst, isCertain, isPossible: best?.allowed === true };
}

function assumeVerdict(
  judged: JudgedDocument,
  question: TrustQuestion,
  attempt: Attempt,
  sent: string | null,
): Verdict {
  const verdict = { action: ASSUME_ACTION, resource: question.roleArn, externalId: 'RIGHT' as const };
  const index = attempt.decision?.reason.statementIndex ?? null;
  const statement = index === null ? null : placeOf(judged, index);
  const isUnknown = attempt.isPossible && !attempt.isCertain;
  const broken = notInForce([judged]);
  const reason = assumeReason(judged, question, attempt, sent);
  return {
    ...verdict,
    allowed: attempt.isCertain && !broken,
    isUnknown: isUnknown && !broken,
    isHeldBack: attempt.isPossible && broken !== null,
    reason: broken ? `${broken}${attempt.isPossible ? ` Once that is mended: ${reason}` : ''}` : reason,
    statement: statement ?? nearest(judged, question, sent)?.place ?? null,
  };
}

function assumeReason(judged: JudgedDocument, question: TrustQuestion, attempt: Attempt, sent: string | null): string {
  const { decision, isCertain, isPossible } = attempt;
  if (!decision) return 'The trust policy cannot be understood.';
  const index = decision.reason.statementIndex;
  if (isCertain && index !== null) {
    const own = question.externalId === null && sent !== null;
    const compared = own ? ` with the External ID ${sent} that it names; none was given to compare it with` : '';
    return `${capitalised(placeOf(judged, index).label)} allows it${compared}.`;
  }
  if (isPossible) return `It cannot be told: ${whatIsUnknown(judged)}.`;
  if (decision.reason.kind === 'explicit-deny' && index !== null) {
    return `${capitalised(placeOf(judged, index).label)} denies it, and a Deny wins over every Allow.`;
  }
  return nearest(judged, question, sent)?.words ?? 'No statement of the trust policy allows sts:AssumeRole.';
}

/** What stands between an unknown verdict and a known one. */
export function whatIsUnknown({ unknown, label, document }: JudgedDocument): string {
  if (unknown.length > 0) {
    return `the ${label} takes ${unknown.slice(0, 4).join(', ')}, which is known only when it is deployed`;
  }
  const keys = (document?.statements ?? [])
    .flatMap(({ conditions }) => conditions)
    .filter((condition) => isUnknownCondition(condition))
    .map(({ key }) => key);
  if (keys.length === 0) return `the ${label} has a Deny with NotPrincipal, which AWS compares with more than the role`;
  return `the ${label} has a condition on ${[...new Set(keys)].slice(0, 4).join(', ')}, and what the call carries for it is known only when it is made`;
}

function refusalVerdict(
  judged: JudgedDocument,
  question: TrustQuestion,
  attempt: Attempt,
  externalId: 'MISSING' | 'WRONG',
): Verdict {
  const index = attempt.isPossible ? (attempt.decision?.reason.statementIndex ?? null) : null;
  const words = externalId === 'MISSING' ? 'without an External ID' : 'with a wrong External ID';
  const place = index === null ? null : placeOf(judged, index);
  const refused = `The trust policy refuses it ${words}, as it should.`;
  const allowed = `${capitalised(place?.label ?? 'the trust policy')} allows it ${words}.`;
  const maybe = `It cannot be told whether the trust policy refuses it ${words}: ${whatIsUnknown(judged)}.`;
  const isUnknown = attempt.isPossible && !attempt.isCertain;
  const decided = attempt.isCertain ? allowed : refused;
  return {
    action: ASSUME_ACTION,
    resource: question.roleArn,
    externalId,
    allowed: attempt.isCertain && judged.isValid,
    isUnknown,
    isHeldBack: attempt.isPossible && !judged.isValid,
    reason: isUnknown ? maybe : decided,
    statement: place,
  };
}

/** The one value that the policy itself names, for a policy that is judged without a given External ID. */
function ownExternalId({ document }: JudgedDocument): string | null {
  const values = externalIdValues(document).filter(({ isPattern }) => !isPattern);
  return values.map(({ value }) => value).find((value) => /^[\w+=,.@:/-]{2,1224}$/u.test(value)) ?? null;
}

/** Ids that a role which demands ours would refuse; for patterns, what they let in besides. */
function wrongIds({ document }: JudgedDocument, sent: string | null): string[] {
  const patterns = externalIdValues(document).filter(({ isPattern }) => isPattern);
  const covered = patterns.map(({ value }) => value.replaceAll('*', 'zz').replaceAll('?', 'z'));
  return [STRANGE_ID, ...covered].filter((id) => id !== sent);
}

function nearest(judged: JudgedDocument, question: TrustQuestion, sent: string | null) {
  return describeMisses(
    judged,
    (index) => judged.document && matchTrust(judged.document, index, question, sent),
    question,
    sent,
  );
}

function causesOf(
  judged: JudgedDocument,
  question: TrustQuestion,
  right: Attempt,
  refusals: readonly Verdict[],
  sent: string | null,
): CauseDraft[] {
  const insecure = refusals.filter(({ allowed }) => allowed);
  const causes: CauseDraft[] = [];
  if (insecure[0]) {
    const ways = { MISSING: 'without an External ID', WRONG: 'with a wrong External ID', RIGHT: '' };
    const how =
      insecure.length > 1 ? 'without an External ID and with a wrong one' : ways[insecure[0].externalId ?? 'RIGHT'];
    causes.push({
      code: 'external_id_not_required',
      certainty: 'CERTAIN',
      explanation: `${capitalised(insecure[0].statement?.label ?? 'the trust policy')} lets Backline in ${how}. Anybody who can make Backline name this role could read your packages through it, so it is not used until this is mended.`,
      steps: ['Demand the External ID with StringEquals in every statement that allows sts:AssumeRole.', 'Test again.'],
    });
  }
  if (right.isCertain || !judged.document) return causes;
  // Where only what is not known denies, that is the likely cause.
  const deciding = right.isPossible ? right.worst : right.decision;
  if (deciding?.reason.kind === 'explicit-deny' && deciding.reason.statementIndex !== null) {
    const { label } = placeOf(judged, deciding.reason.statementIndex);
    causes.push({
      code: 'trust_explicit_deny',
      certainty: right.isPossible ? 'LIKELY' : 'CERTAIN',
      explanation: `${capitalised(label)} ${right.isPossible ? 'may deny' : 'denies'} sts:AssumeRole to Backline; a Deny wins over every Allow.`,
      steps: ["Remove the Deny from the trust policy, or except Backline's role from it.", 'Test again.'],
    });
    return causes;
  }
  const certainty: Certainty = right.isPossible ? 'LIKELY' : 'CERTAIN';
  const misses = nearest(judged, question, sent)?.causes ?? [];
  return [
    ...causes,
    ...misses.map((cause) => ({ ...cause, certainty: cause.certainty === 'CERTAIN' ? certainty : cause.certainty })),
  ];
}
