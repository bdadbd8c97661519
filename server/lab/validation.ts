import { AwsError } from './aws-error.ts';

/** What a service's model demands of one member of its input. */
export interface Constraint {
  readonly member: string;
  readonly isRequired?: boolean;
  readonly min?: number;
  readonly max?: number;
  /** As the message quotes it. */
  readonly pattern?: { readonly expression: RegExp; readonly text: string };
  readonly values?: readonly string[];
  /** `min` and `max` are of a number, not of a length. */
  readonly isNumber?: boolean;
}

/** All that is wrong with a value, in AWS's words; empty where nothing is. */
export function violations(constraint: Constraint, value: string | null): string[] {
  const { member, isRequired, min, max, pattern, values, isNumber } = constraint;
  const say = (shown: string, demand: string) =>
    `Value ${shown} at '${member}' failed to satisfy constraint: Member must ${demand}`;
  if (value === null) return isRequired ? [say('null', 'not be null')] : [];
  const measure = isNumber ? 'value' : 'length';
  const size = isNumber ? Number(value) : value.length;
  const quoted = `'${value}'`;
  return [
    ...(values && !values.includes(value) ? [say(quoted, `satisfy enum value set: [${values.join(', ')}]`)] : []),
    ...(pattern && !pattern.expression.test(value)
      ? [say(quoted, `satisfy regular expression pattern: ${pattern.text}`)]
      : []),
    ...(min !== undefined && size < min ? [say(quoted, `have ${measure} greater than or equal to ${min}`)] : []),
    ...(max !== undefined && size > max ? [say(quoted, `have ${measure} less than or equal to ${max}`)] : []),
  ];
}

/** The one error that names every violation; null where there is none. */
export function validationError(code: string, found: readonly string[], members: object = {}): AwsError | null {
  if (found.length === 0) return null;
  const count = found.length === 1 ? '1 validation error' : `${found.length} validation errors`;
  return new AwsError(400, code, `${count} detected: ${found.join('; ')}`, { ...members });
}
