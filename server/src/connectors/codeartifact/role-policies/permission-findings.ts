import { isUnknownCondition, openConditions } from './unknowns.ts';
import { matchesAction, type Statement } from '../policy/index.ts';
import { isKnownAction, meantAction } from './action-names.ts';
import { findingAt, type PolicyFinding } from './finding.ts';
import type { JudgedDocument } from './judged-document.ts';
import { BEARER_ACTION, type Need } from './needs.ts';
import { overBroad } from './over-broad.ts';
import { matchNeed, nearMiss, type PermissionQuestion } from './permissions.ts';
import { itemsOf, nodeAt, UNKNOWN_MARK } from './reading/index.ts';
import { resourceProblem } from './resource-problems.ts';
import type { Verdict } from './verdict.ts';

export interface JudgedNeed {
  need: Need;
  verdict: Verdict;
}

/** Everything in the role's permissions that stands in the way, goes too far, or means nothing. */
export function permissionFindings(judged: readonly JudgedNeed[], question: PermissionQuestion): PolicyFinding[] {
  const refused = judged.filter(({ verdict }) => !verdict.allowed && !verdict.isHeldBack);
  const findings = question.identity.flatMap((document) => [
    ...misspelt(document, refused),
    ...overBroad(document),
    ...denies(document, refused),
    ...possibleDenies(document, refused, question),
  ]);
  return unique([
    ...findings,
    ...refused.flatMap(({ need }) => missFindings(need, question)),
    ...missing(refused, question),
  ]);
}

/** Actions that AWS does not know, so that they allow nothing. */
function misspelt({ document, found }: JudgedDocument, refused: readonly JudgedNeed[]): PolicyFinding[] {
  return (document?.statements ?? []).flatMap((statement, index) =>
    statement.actions.values.flatMap((action, position) => {
      const meant = meantAction(action);
      if (meant === null && isKnownAction(action)) return [];
      if (action.includes(UNKNOWN_MARK)) return [];
      const isNeeded = refused.some(({ need }) => need.action === meant);
      const element = statement.actions.isNegated ? 'NotAction' : 'Action';
      const path = ['Statement', index, element, position];
      const offset = nodeAt(found.root, path).offset;
      const rest = { source: found.source, offset, statement: index, code: 'action_misspelt' };
      const message = `AWS has no action ${action}${meant ? `; ${meant} is meant, it seems` : ''}.`;
      return [
        { ...rest, severity: isNeeded ? 'ERROR' : 'WARNING', message, repair: meant ? `Write ${meant}.` : null },
      ] as const;
    }),
  );
}

function denies(judged: JudgedDocument, refused: readonly JudgedNeed[]): PolicyFinding[] {
  const { found } = judged;
  const decided = refused.flatMap(({ need, verdict }) => {
    const { statement } = verdict;
    return statement?.source === found.source && /denies it/u.test(verdict.reason)
      ? [{ need, offset: statement.offset }]
      : [];
  });
  const statements = judged.document?.statements ?? [];
  return statements.flatMap(({ effect }, index) => {
    const at = nodeAt(found.root, ['Statement', index]).offset;
    const hit = decided.filter(({ offset }) => offset === at).map(({ need }) => need);
    if (effect !== 'Deny' || !hit[0]) return [];
    const more = hit.length > 1 ? ` and ${hit.length - 1} more` : '';
    return [
      findingAt(found, ['Statement', index], {
        code: 'deny_applies',
        severity: 'ERROR',
        message: `This Deny fits ${hit[0].action} on ${hit[0].resource}${more}, and a Deny wins over every Allow.`,
        repair: 'Remove it, or narrow it so that it does not cover these.',
        statement: index,
      }),
    ];
  });
}

/** Denies that fit where what is not known turns out badly. */
function possibleDenies(
  { found, worst }: JudgedDocument,
  refused: readonly JudgedNeed[],
  question: PermissionQuestion,
): PolicyFinding[] {
  const open = refused.filter(({ verdict }) => verdict.isUnknown);
  return (worst?.statements ?? []).flatMap((statement, index) => {
    if (statement.effect !== 'Deny' || !worst) return [];
    const hit = open.find(({ need }) => matchNeed(need, statement, worst.version, question).isMatch);
    if (!hit) return [];
    const { action, resource } = hit.need;
    return [
      findingAt(found, ['Statement', index], {
        code: 'deny_may_apply',
        severity: 'WARNING',
        message: `Whether this Deny fits ${action} on ${resource} depends on what is known only when the call is made, or the policy deployed.`,
        repair: 'Narrow it so that it does not cover this role.',
        statement: index,
      }),
    ];
  });
}

/** The statement that comes nearest: which of its resources or conditions keep the call out. */
function missFindings(need: Need, question: PermissionQuestion): PolicyFinding[] {
  // A misspelt action says it all; the statement that comes nearest besides is another matter.
  if (isMisspelt(need.action, question)) return [];
  const near = nearMiss(need, question);
  const statement = near?.judged.document?.statements[near.index];
  if (!near || !statement) return [];
  return near.misses === 'Resource'
    ? resourceFindings(near.judged, near.index, statement, need)
    : conditionFindings(near.judged, near.index, statement, need, question);
}

function resourceFindings({ found }: JudgedDocument, index: number, statement: Statement, need: Need): PolicyFinding[] {
  const element = statement.resources?.isNegated ? 'NotResource' : 'Resource';
  const values = statement.resources?.values ?? [];
  const list = nodeAt(found.root, ['Statement', index, element]);
  const one = values.flatMap((value, position) => {
    if (value.includes(UNKNOWN_MARK)) return [];
    const { code, message, mended } = resourceProblem(value, need);
    return [{ code, message, mended, offset: itemsOf(list)[position]?.offset ?? list.offset }];
  });
  // Resources of other domains are right for themselves; what is wrong is that ours is not among them.
  const wrong = one.filter(({ code, mended }) => mended !== null || !/^resource_(?:scope|kind|account)$/u.test(code));
  const [first] = wrong.length > 0 ? wrong : one;
  if (!first) return [];
  return [
    {
      code: first.code,
      severity: 'ERROR',
      source: found.source,
      offset: first.offset,
      message:
        values.length > 1 && wrong.length === 0
          ? `None of these ${values.length} resources covers ${need.resource}.`
          : first.message,
      repair: first.mended
        ? `Write ${first.mended}.`
        : `Add ${need.resource === '*' ? 'a statement with "Resource": "*"' : need.resource}.`,
      statement: index,
    },
  ];
}

function conditionFindings(
  { found, document }: JudgedDocument,
  index: number,
  statement: Statement,
  need: Need,
  question: PermissionQuestion,
): PolicyFinding[] {
  const isBearer = need.action === BEARER_ACTION;
  const version = document?.version ?? '2012-10-17';
  return openConditions(matchNeed(need, statement, version, question).conditions).map((condition) => {
    const { operator, key, values } = condition;
    const name = key.toLowerCase();
    const isUnknown = isUnknownCondition(condition);
    const isService = name === 'sts:awsservicename';
    const written = `${operator} ${key} ${values.slice(0, 3).join(', ')}`;
    const general = isUnknown ? 'condition_unknown' : 'condition_unmet';
    const repair = isService
      ? `Write "StringEquals": {"${key}": "codeartifact.amazonaws.com"}.`
      : 'Remove the condition, or widen it.';
    return findingAt(found, ['Statement', index, 'Condition', operator, key], {
      code: isBearer && name.startsWith('sts:') ? 'bearer_condition' : general,
      severity: isUnknown ? 'WARNING' : 'ERROR',
      message: `${need.action} is allowed only under ${written}, which ${isUnknown ? 'Backline may not meet' : 'the call does not meet'}.`,
      repair,
      statement: index,
    });
  });
}

/** Actions that no statement comes near to allowing. */
function missing(refused: readonly JudgedNeed[], question: PermissionQuestion): PolicyFinding[] {
  const [first] = question.identity;
  // Nothing is known to be missing where one of the policies cannot be understood.
  if (!first || question.identity.some(({ document }) => document === null)) return [];
  const actions = new Map<string, Need[]>();
  for (const { need, verdict } of refused) {
    if (verdict.isUnknown || nearMiss(need, question) || isNamed(need.action, question)) continue;
    actions.set(need.action, [...(actions.get(need.action) ?? []), need]);
  }
  return [...actions].map(([action, needs]) => {
    const more = needs.length > 1 ? ` and ${needs.length - 1} more` : '';
    const where = needs[0] && needs[0].resource !== '*' ? ` on ${needs[0].resource}${more}` : '';
    return findingAt(first.found, ['Statement'], {
      code: 'action_missing',
      severity: 'ERROR',
      message: `No statement allows ${action}${where}.`,
      repair: 'Add a statement that allows it.',
      statement: null,
    });
  });
}

function isMisspelt(action: string, { identity }: PermissionQuestion): boolean {
  return identity.some(({ document }) =>
    (document?.statements ?? []).some(({ actions, effect }) => {
      return effect === 'Allow' && actions.values.some((value) => meantAction(value) === action);
    }),
  );
}

/** Whether some statement speaks of the action, rightly spelt or not; then what is wrong there has been said. */
function isNamed(action: string, { identity }: PermissionQuestion): boolean {
  return identity.some(({ document }) =>
    (document?.statements ?? []).some(({ actions, effect }) =>
      actions.values.some((value) => {
        return meantAction(value) === action || (effect === 'Deny' && matchesAction(value, action));
      }),
    ),
  );
}

function unique(findings: readonly PolicyFinding[]): PolicyFinding[] {
  const seen = new Set<string>();
  return findings.filter(({ code, offset, source }) => {
    const key = `${source} ${offset} ${code}`;
    return !seen.has(key) && seen.add(key);
  });
}
