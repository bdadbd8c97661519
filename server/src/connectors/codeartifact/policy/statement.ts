import { judgeCondition, type ConditionOutcome } from './conditions.ts';
import type { ContextValues, RequestContext } from './context.ts';
import type { PatternList, PolicyDocument, Statement } from './document.ts';
import { matchesAction, matchesResource } from './match.ts';
import { matchPrincipal, type Principal, type PrincipalMatch } from './principal.ts';

/** One attempt to do something. */
export interface AccessRequest {
  readonly principal: Principal;
  /** e.g. `codeartifact:ReadFromRepository` */
  readonly action: string;
  /** The ARN acted on, or `*` for actions that have no resource. */
  readonly resource: string;
  /** Condition keys beyond those that follow from the principal. */
  readonly context?: ContextValues;
}

/** Why a statement does or does not speak about a request. */
export interface StatementMatch {
  readonly isMatch: boolean;
  /** The elements that do not fit, in the order in which they are looked at. */
  readonly misses: readonly ('Principal' | 'Action' | 'Resource' | 'Condition')[];
  /** How closely the statement names the caller; `exact` where it has no principal element, for then it is the caller's own. */
  readonly principal: PrincipalMatch;
  readonly conditions: readonly ConditionOutcome[];
}

/** Compares one statement with a request, element by element. `context` is what `requestContext` made of the request. */
export function matchStatement(
  statement: Statement,
  version: PolicyDocument['version'],
  request: AccessRequest,
  context: RequestContext,
): StatementMatch {
  const hasVariables = version === '2012-10-17';
  const variables = hasVariables ? context : null;
  const principal = statement.principals ? matchPrincipal(statement.principals, request.principal) : 'exact';
  const conditions = statement.conditions.map((condition) => judgeCondition(condition, context, hasVariables));
  const misses = [
    ...(principal === 'none' ? (['Principal'] as const) : []),
    ...(isAboutAction(statement, request.action) ? [] : (['Action'] as const)),
    ...(matchesResources(statement.resources, request.resource, variables) ? [] : (['Resource'] as const)),
    ...(conditions.every(({ isMet }) => isMet) ? [] : (['Condition'] as const)),
  ];
  return { isMatch: misses.length === 0, misses, principal, conditions };
}

/** Whether the statement speaks of the action at all. */
export function isAboutAction({ actions }: Statement, action: string): boolean {
  const known = aboutActions.get(actions) ?? new Map<string, boolean>();
  aboutActions.set(actions, known);
  let isAbout = known.get(action);
  if (isAbout === undefined) {
    isAbout = matchesList(actions, (pattern) => matchesAction(pattern, action));
    known.set(action, isAbout);
  }
  return isAbout;
}

/** The same few actions are asked of many resources. */
const aboutActions = new WeakMap<PatternList, Map<string, boolean>>();

function matchesResources(list: PatternList | null, resource: string, variables: RequestContext | null): boolean {
  if (list === null) return true;
  const outcomes = list.values.map((pattern) => matchesResource(pattern, resource, variables));
  // A NotResource of which one value is not known would otherwise cover more than anybody wrote.
  if (list.isNegated) return outcomes.every((outcome) => outcome === false);
  return outcomes.includes(true);
}

function matchesList({ isNegated, values }: PatternList, matches: (pattern: string) => boolean): boolean {
  return values.some(matches) !== isNegated;
}
