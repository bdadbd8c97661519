import type { Condition, PolicyDocument } from '../policy/index.ts';
import { editDistance } from './spelling.ts';

export const EXTERNAL_ID_KEY = 'sts:ExternalId';

/** Whether a condition is on sts:ExternalId; key names are compared without regard to case. */
export function isExternalIdKey(key: string): boolean {
  return key.toLowerCase() === 'sts:externalid';
}

/** Whether somebody meant sts:ExternalId and wrote something else, which no request carries. */
export function isMisspeltExternalIdKey(key: string): boolean {
  if (isExternalIdKey(key)) return false;
  const name = key.toLowerCase();
  return /^(?:[a-z]+:)?extern[a-z]*[-_ ]?id$/u.test(name) || editDistance(name, 'sts:externalid') <= 2;
}

/** The operator without its prefix and suffix. */
export function baseOperator(operator: string): string {
  return operator.replace(/^For(?:AllValues|AnyValue):/u, '').replace(/IfExists$/u, '');
}

/** Values that Allow statements compare the External ID with; a pattern lets in more than one. */
export function externalIdValues(document: PolicyDocument | null): { value: string; isPattern: boolean }[] {
  const conditions = (document?.statements ?? [])
    .filter(({ effect }) => effect === 'Allow')
    .flatMap((statement) => statement.conditions)
    .filter((condition) => isExternalIdKey(condition.key) && baseOperator(condition.operator) !== 'Null');
  return conditions.flatMap((condition) => {
    return condition.values.map((value) => ({ value, isPattern: isPattern(condition, value) }));
  });
}

export function isPattern({ operator }: Condition, value: string): boolean {
  return baseOperator(operator).endsWith('Like') && /[*?]/u.test(value);
}
