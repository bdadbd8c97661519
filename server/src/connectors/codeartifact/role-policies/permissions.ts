import {
  evaluate,
  isAboutAction,
  matchStatement,
  requestContext,
  type ContextValues,
  type Decision,
  type PolicyDocument,
  type Statement,
  type StatementMatch,
} from '../policy/index.ts';
import type { JudgedDocument } from './judged-document.ts';
import { BEARER_ACTION, customerPrincipal, type Need } from './needs.ts';
import { whatIsUnknown } from './trust.ts';
import { openConditions } from './unknowns.ts';
import { capitalised, listed, notInForce, placeOf, type Verdict } from './verdict.ts';

export interface PermissionQuestion {
  roleArn: string;
  /** In force for the role: its inline and attached policies. */
  identity: readonly JudgedDocument[];
  boundary: JudgedDocument | null;
  now: Date;
}

/** How long the tokens live that are asked for: as long as the session, which is an hour, however AWS writes that. */
const TOKEN_SECONDS = ['3600', '0'];

/** Whether the role's own policies allow one call. What the owner of another account's domain must allow is not in them. */
export function judgeNeed(need: Need, question: PermissionQuestion): Verdict {
  const { verdicts } = memoryOf(question);
  const verdict = verdicts.get(need) ?? newVerdict(need, question);
  verdicts.set(need, verdict);
  return verdict;
}

function newVerdict(need: Need, question: PermissionQuestion): Verdict {
  const decisions = contextsOf(need, question).map((context) => decideBoth(need, question, context));
  // The call may go either way, so it is allowed only where both are.
  const worst = decisions.find(({ isCertain }) => !isCertain) ?? decisions[0];
  const { decision, isCertain, isPossible } = worst ?? { decision: null, isCertain: false, isPossible: false };
  const broken = notInForce([...question.identity, ...(question.boundary ? [question.boundary] : [])]);
  const place = placeIn(question, decision);
  const reason = reasonOf(need, question, decision, isCertain, isPossible);
  return {
    action: need.action,
    resource: need.resource,
    allowed: isCertain && !broken,
    isUnknown: isPossible && !isCertain && !broken,
    isHeldBack: isPossible && broken !== null,
    reason: broken ? `${broken}${isPossible ? ` Once that is mended: ${reason}` : ''}` : reason,
    statement: place ?? nearMiss(need, question)?.place ?? null,
    externalId: null,
  };
}

/** Whether a Deny decided. */
export function isDenied(need: Need, question: PermissionQuestion): boolean {
  return contextsOf(need, question).some((context) => {
    return decideBoth(need, question, context).decision?.reason.kind === 'explicit-deny';
  });
}

/** Whether the permissions boundary alone stands in the way. */
export function isBounded(need: Need, question: PermissionQuestion): boolean {
  return contextsOf(need, question).some((context) => {
    return decideBoth(need, question, context).decision?.reason.policyType === 'permissions boundary';
  });
}

export interface NearMiss {
  judged: JudgedDocument;
  index: number;
  misses: 'Resource' | 'Condition';
  place: ReturnType<typeof placeOf>;
  words: string;
}

/** The Allow statement that is about the action and fails for its resource or its condition alone. */
export function nearMiss(need: Need, question: PermissionQuestion): NearMiss | null {
  const { nearMisses } = memoryOf(question);
  let found = nearMisses.get(need);
  if (found === undefined) {
    found = findNearMiss(need, question);
    nearMisses.set(need, found);
  }
  return found;
}

interface Memory {
  nearMisses: Map<Need, NearMiss | null>;
  verdicts: Map<Need, Verdict>;
}

/** Verdict, findings, causes and repair ask the same of the same policies. */
const memories = new WeakMap<PermissionQuestion, Memory>();

function memoryOf(question: PermissionQuestion): Memory {
  const memory = memories.get(question) ?? {
    nearMisses: new Map<Need, NearMiss | null>(),
    verdicts: new Map<Need, Verdict>(),
  };
  memories.set(question, memory);
  return memory;
}

function findNearMiss(need: Need, question: PermissionQuestion): NearMiss | null {
  const matches = matcherFor(need, question);
  for (const judged of question.identity) {
    for (const [index, statement] of (judged.document?.statements ?? []).entries()) {
      if (statement.effect !== 'Allow' || !judged.document || !isAboutAction(statement, need.action)) continue;
      const match = matches(statement, judged.document.version);
      const open = openConditions(match.conditions);
      const misses = [
        ...match.misses.filter((miss) => miss !== 'Condition'),
        ...(open.length > 0 ? ['Condition'] : []),
      ];
      const [only] = misses;
      if (misses.length !== 1 || (only !== 'Resource' && only !== 'Condition')) continue;
      const place = placeOf(judged, index);
      const unmet = match.conditions
        .filter(({ condition }) => open.includes(condition))
        .map(({ condition: { operator, key, values }, actual }) => {
          return `${operator} ${key} ${values.slice(0, 3).join(', ')} (the call carries ${actual?.join(', ') ?? 'none'})`;
        });
      const words =
        only === 'Resource'
          ? `${capitalised(place.label)} allows the action, but only on ${listed(statement.resources?.values ?? [])}.`
          : `${capitalised(place.label)} allows the action, but only under ${listed(unmet)}.`;
      return { judged, index, misses: only, place, words };
    }
  }
  return null;
}

/** How one statement compares with the call. */
export function matchNeed(
  need: Need,
  statement: Statement,
  version: PolicyDocument['version'],
  question: PermissionQuestion,
): StatementMatch {
  return matcherFor(need, question)(statement, version);
}

function matcherFor(need: Need, question: PermissionQuestion) {
  const context = contextsOf(need, question)[0] ?? {};
  const principal = customerPrincipal(question.roleArn);
  const request = { principal, action: need.action, resource: need.resource, context };
  const keys = requestContext(principal, context);
  return (statement: Statement, version: PolicyDocument['version']) =>
    matchStatement(statement, version, request, keys);
}

function contextsOf(need: Need, { now, roleArn }: PermissionQuestion): ContextValues[] {
  const common: ContextValues = {
    'aws:SecureTransport': 'true',
    'aws:MultiFactorAuthPresent': 'false',
    'aws:CurrentTime': now.toISOString(),
    'aws:EpochTime': String(Math.floor(now.getTime() / 1000)),
    'aws:ResourceAccount': need.owner ?? roleArn.split(':')[4] ?? '',
    ...(need.region && { 'aws:RequestedRegion': need.region }),
  };
  if (need.action !== BEARER_ACTION) return [common];
  return TOKEN_SECONDS.map((seconds) => ({
    ...common,
    'sts:AWSServiceName': 'codeartifact.amazonaws.com',
    'sts:DurationSeconds': seconds,
  }));
}

interface Both {
  decision: Decision | null;
  isCertain: boolean;
  isPossible: boolean;
}

function decideBoth(need: Need, question: PermissionQuestion, context: ContextValues): Both {
  const worst = decide(need, question, context, ({ worst }) => worst);
  if (worst?.allowed) return { decision: worst, isCertain: true, isPossible: true };
  const { identity, boundary } = question;
  const isKnown = [...identity, ...(boundary ? [boundary] : [])].every(({ worst, best }) => worst === best);
  const best = isKnown ? worst : decide(need, question, context, ({ best }) => best);
  return { decision: best, isCertain: false, isPossible: best?.allowed === true };
}

/** Null where one of the documents cannot be understood: then nothing is known. */
function decide(
  need: Need,
  { roleArn, identity, boundary }: PermissionQuestion,
  context: ContextValues,
  take: (judged: JudgedDocument) => PolicyDocument | null,
): Decision | null {
  const documents = identity.map(take);
  const bound = boundary ? take(boundary) : undefined;
  if (documents.includes(null) || bound === null) return null;
  return evaluate({
    request: { principal: customerPrincipal(roleArn), action: need.action, resource: need.resource, context },
    // The owner's side is not seen; this is the half of the decision that the role's own policies make.
    sameAccount: true,
    identityPolicies: documents.filter((document) => document !== null),
    ...(bound && { permissionsBoundary: bound }),
  });
}

function placeIn({ identity, boundary }: PermissionQuestion, decision: Decision | null) {
  const { statementIndex, policyIndex, policyType } = decision?.reason ?? {};
  if (typeof statementIndex !== 'number' || typeof policyIndex !== 'number') return null;
  const judged = policyType === 'permissions boundary' ? boundary : identity[policyIndex];
  return judged ? placeOf(judged, statementIndex) : null;
}

function reasonOf(
  need: Need,
  question: PermissionQuestion,
  decision: Decision | null,
  isCertain: boolean,
  isPossible: boolean,
): string {
  if (!decision) return 'One of the policies cannot be understood, so nothing is known.';
  const place = placeIn(question, decision);
  if (isCertain && place) return `${capitalised(place.label)} allows it.`;
  if (isPossible) {
    const unsure = question.identity.find(
      ({ worst, best }) => worst !== best && JSON.stringify(worst) !== JSON.stringify(best),
    );
    return `It cannot be told: ${whatIsUnknown(unsure ?? question.identity[0] ?? neverAsked())}.`;
  }
  if (decision.reason.kind === 'explicit-deny' && place) {
    return `${capitalised(place.label)} denies it, and a Deny wins over every Allow.`;
  }
  if (decision.reason.policyType === 'permissions boundary') {
    return "The role's policies allow it, but its permissions boundary does not, and they cannot go beyond it.";
  }
  return nearMiss(need, question)?.words ?? `No statement allows ${need.action}.`;
}

function neverAsked(): never {
  throw new Error('A verdict is unknown only where there is a policy.');
}
