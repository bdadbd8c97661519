import type {
  Condition,
  ConditionOutcome,
  PatternList,
  PolicyDocument,
  PrincipalList,
  Statement,
} from '../policy/index.ts';
import { isUnknownKey } from './needs.ts';
import { UNKNOWN_MARK } from './reading/index.ts';

/** Every unknown value turns out badly: an Allow does not match, a Deny does. What this allows is allowed for certain. */
export function cautious(document: PolicyDocument): PolicyDocument {
  return mapStatements(document, (one) => (one.effect === 'Allow' ? narrow(one) : widen(one)));
}

/** Every unknown value turns out well. What this denies is denied for certain. */
export function hopeful(document: PolicyDocument): PolicyDocument {
  return mapStatements(document, (one) => (one.effect === 'Allow' ? widen(one) : narrow(one)));
}

/** Whether it cannot be known here how a condition comes out: its value is not known, or what our request carries for its key. */
export function isUnknownCondition({ key, values }: Condition): boolean {
  return isUnknownKey(key.toLowerCase()) || [key, ...values].some((value) => isUnknownValue(value));
}

/** Conditions that are not met, or of which that is not known. */
export function openConditions(outcomes: readonly ConditionOutcome[]): Condition[] {
  return outcomes
    .filter(({ isMet, condition }) => !isMet || isUnknownCondition(condition))
    .map(({ condition }) => condition);
}

/** The document itself where nothing in it is unknown. */
function mapStatements(document: PolicyDocument, map: (statement: Statement) => Statement): PolicyDocument {
  const statements = document.statements.map((one) => (holdsUnknown(one) ? map(one) : one));
  return statements.every((one, index) => one === document.statements[index]) ? document : { ...document, statements };
}

function holdsUnknown({ effect, principals, actions, resources, conditions }: Statement): boolean {
  const values = [
    ...actions.values,
    ...(resources?.values ?? []),
    ...(principals?.values ?? []).map(({ value }) => value),
  ];
  const isNegatedDeny = effect === 'Deny' && principals?.isNegated === true;
  return isNegatedDeny || values.some(isUnknownValue) || conditions.some(isUnknownCondition);
}

/** A variable of which we do not know what it stands for is as good as an unknown value. */
function isUnknownValue(value: string): boolean {
  if (value.includes(UNKNOWN_MARK)) return true;
  return [...value.matchAll(/\$\{([^}',]+)/gu)].some(([, key]) => isUnknownKey((key ?? '').trim().toLowerCase()));
}

/** Matches only what it matches whatever the unknown values are. */
function narrow(statement: Statement): Statement {
  const isUnknown = (value: string) => isUnknownValue(value);
  const list = <T extends PatternList | null>(one: T): T => {
    if (!one?.values.some(isUnknown)) return one;
    return one.isNegated
      ? { ...one, values: ['*'] }
      : { ...one, values: one.values.filter((value) => !isUnknown(value)) };
  };
  return {
    ...statement,
    principals: statement.principals && narrowPrincipals(statement.principals, isUnknown),
    actions: list(statement.actions),
    resources: list(statement.resources),
    conditions: statement.conditions.map((one) => (isUnknownCondition(one) ? NEVER : one)),
  };
}

/** Matches whatever it may match for some unknown values. */
function widen(statement: Statement): Statement {
  const isUnknown = (value: string) => isUnknownValue(value);
  const list = <T extends PatternList | null>(one: T): T => {
    if (!one?.values.some(isUnknown)) return one;
    if (one.isNegated) return { ...one, values: one.values.filter((value) => !isUnknown(value)) };
    return { ...one, values: one.values.map((value) => value.replaceAll(ANY_PART, '*')) };
  };
  return {
    ...statement,
    principals: statement.principals && widenPrincipals(statement.principals, isUnknown),
    actions: list(statement.actions),
    resources: list(statement.resources),
    conditions: statement.conditions.filter((one) => !isUnknownCondition(one)),
  };
}

/** A request of ours is never one of a service without a principal. */
const NEVER: Condition = { operator: 'Null', key: 'aws:PrincipalType', values: ['true'] };
const ANY_PART = new RegExp(`${UNKNOWN_MARK}|\\$\\{[^}]*\\}`, 'gu');
const EVERYBODY = { type: 'AWS', value: '*' } as const;

function narrowPrincipals(list: PrincipalList, isUnknown: (value: string) => boolean): PrincipalList {
  if (!list.values.some(({ value }) => isUnknown(value))) return list;
  if (list.isNegated) return { ...list, values: [EVERYBODY] };
  return { ...list, values: list.values.filter(({ value }) => !isUnknown(value)) };
}

/**
 * A negated list counts as naming everybody: AWS compares it with the session and its account too, not with the role alone.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
 */
function widenPrincipals(list: PrincipalList, isUnknown: (value: string) => boolean): PrincipalList {
  if (list.isNegated) return { isNegated: false, values: [EVERYBODY] };
  if (!list.values.some(({ value }) => isUnknown(value))) return list;
  return { ...list, values: [EVERYBODY] };
}
