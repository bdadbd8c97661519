import { comparisons, type Comparison } from './comparisons.ts';
import type { RequestContext } from './context.ts';
import type { Condition } from './document.ts';

/** One line of a condition block and how it came out. */
export interface ConditionOutcome {
  readonly condition: Condition;
  /** What the request carried; null where the key was absent. */
  readonly actual: readonly string[] | null;
  readonly isMet: boolean;
}

interface Operator {
  readonly quantifier: 'ForAllValues' | 'ForAnyValue' | null;
  readonly ifExists: boolean;
  readonly comparison: Comparison | 'Null';
}

/** Whether IAM has such an operator, with its prefix and suffix. */
export function isKnownOperator(name: string): boolean {
  return readOperator(name) !== null;
}

/**
 * Judges one condition. `variables` is false for documents of the version that has none.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_multi-value-conditions.html
 */
export function judgeCondition(condition: Condition, context: RequestContext, variables: boolean): ConditionOutcome {
  const found = context.get(condition.key.toLowerCase());
  const actual = found && found.length > 0 ? found : null;
  return { condition, actual, isMet: isMet(condition, actual, variables ? context : null) };
}

function isMet(condition: Condition, actual: readonly string[] | null, variables: RequestContext | null): boolean {
  const operator = readOperator(condition.operator);
  if (!operator) return false;
  const { comparison, quantifier, ifExists } = operator;
  if (comparison === 'Null') return condition.values.some((value) => value.toLowerCase() === String(actual === null));
  // A set whose only content is an empty text counts as an empty set.
  const isEmpty = actual === null || (quantifier !== null && actual.every((value) => value === ''));
  if (isEmpty) return ifExists || (quantifier ? quantifier === 'ForAllValues' : comparison.isNegated);

  const outcomes = actual.map((value) => compareOne(comparison, condition.values, value, variables));
  if (outcomes.includes(null)) return false;
  if (quantifier === 'ForAllValues') return outcomes.every(Boolean);
  if (quantifier === 'ForAnyValue') return outcomes.some(Boolean);
  return comparison.isNegated ? outcomes.every(Boolean) : outcomes.some(Boolean);
}

/** One value of the request against all values of the policy; null where a variable leaves a negation undecided. */
function compareOne(
  { isNegated, matches }: Comparison,
  expected: readonly string[],
  actual: string,
  variables: RequestContext | null,
): boolean | null {
  const outcomes = expected.map((value) => matches(value, actual, variables));
  if (!isNegated) return outcomes.includes(true);
  return outcomes.includes(null) ? null : !outcomes.includes(true);
}

function readOperator(name: string): Operator | null {
  const [, quantifier, rest = ''] = /^(?:(ForAllValues|ForAnyValue):)?(.+)$/u.exec(name) ?? [];
  const ifExists = rest.endsWith('IfExists');
  const base = ifExists ? rest.slice(0, -'IfExists'.length) : rest;
  if (base === 'Null') return quantifier || ifExists ? null : { quantifier: null, ifExists, comparison: 'Null' };
  const comparison = comparisons.get(base);
  if (!comparison) return null;
  return {
    quantifier: quantifier === 'ForAllValues' || quantifier === 'ForAnyValue' ? quantifier : null,
    ifExists,
    comparison,
  };
}
