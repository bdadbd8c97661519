import { describe, expect, it } from 'vitest';
import { judgeCondition } from './conditions.ts';
import { requestContext, type ContextValues } from './index.ts';

function isMet(
  operator: string,
  values: string | string[],
  actual: ContextValues[string] | undefined,
  variables = true,
): boolean {
  const context = requestContext(
    { type: 'User', accountId: '1', arn: 'arn:aws:iam::1:user/ann' },
    { 'aws:PrincipalTag/team': 'core', ...(actual !== undefined && { 'Some:Key': actual }) },
  );
  return judgeCondition({ operator, key: 'some:KEY', values: [values].flat() }, context, variables).isMet;
}

describe('a condition', () => {
  it.each<[string, string | string[], ContextValues[string] | undefined, boolean]>([
    // A key that the request does not carry.
    ['StringEquals', 'a', undefined, false],
    ['StringNotEquals', 'a', undefined, true],
    ['StringLike', '*', undefined, false],
    ['StringNotLike', '*', undefined, true],
    ['ArnNotLike', '*', undefined, true],
    ['NotIpAddress', '10.0.0.0/8', undefined, true],
    ['NumericNotEquals', '1', undefined, true],
    ['DateNotEquals', '2020-01-01', undefined, true],
    ['Bool', 'false', undefined, false],
    ['StringEqualsIfExists', 'a', undefined, true],
    ['ForAllValues:StringEquals', 'a', undefined, true],
    ['ForAnyValue:StringEquals', 'a', undefined, false],
    ['ForAnyValue:StringNotEquals', 'a', undefined, false],
    ['ForAnyValue:StringEqualsIfExists', 'a', undefined, true],
    ['Null', 'true', undefined, true],
    ['Null', 'false', undefined, false],
    // One that it does carry.
    ['Null', 'true', 'x', false],
    ['Null', 'false', 'x', true],
    ['Null', 'false', [], false],
    ['StringEquals', ['a', 'b'], 'b', true],
    ['StringEquals', 'a', 'A', false],
    ['StringEquals', 'a*', 'ab', false],
    ['StringEquals', 'a*', 'a*', true],
    ['StringEqualsIgnoreCase', 'a', 'A', true],
    ['StringNotEqualsIgnoreCase', 'a', 'A', false],
    ['StringNotEquals', ['a', 'b'], 'b', false],
    ['StringNotEquals', ['a', 'b'], 'c', true],
    ['StringLike', 'a*', 'abc', true],
    ['StringNotLike', ['a*', 'b*'], 'bc', false],
    ['StringEqualsIfExists', 'a', 'b', false],
    // Several values.
    ['ForAllValues:StringEquals', ['a', 'b'], ['a', 'b'], true],
    ['ForAllValues:StringEquals', ['a', 'b'], ['a', 'c'], false],
    ['ForAllValues:StringEquals', 'a', [''], true],
    ['ForAnyValue:StringEquals', ['a', 'b'], ['a', 'c'], true],
    ['ForAnyValue:StringEquals', 'a', ['b', 'c'], false],
    ['ForAllValues:StringNotEquals', ['a'], ['b', 'c'], true],
    ['ForAllValues:StringNotEquals', ['a'], ['a', 'c'], false],
    ['ForAnyValue:StringNotEquals', ['a'], ['a', 'c'], true],
    ['ForAnyValue:StringNotEquals', ['a', 'c'], ['a', 'c'], false],
    // Numbers, times, truth, networks, ARNs, bytes.
    ['NumericEquals', '3600', '3600.0', true],
    ['NumericLessThan', '900', '899', true],
    ['NumericLessThanEquals', '900', '900', true],
    ['NumericGreaterThan', '900', '900', false],
    ['NumericGreaterThanEquals', '900', '900', true],
    ['NumericEquals', '1', 'one', false],
    ['NumericNotEquals', '1', '2', true],
    ['DateLessThan', '2026-01-01T00:00:00Z', '2025-12-31T23:59:59Z', true],
    ['DateGreaterThan', '1767225600', '2026-01-01T00:00:01Z', true],
    ['DateEquals', '2026-01-01T00:00:00Z', '1767225600', true],
    ['Bool', 'TRUE', 'true', true],
    ['Bool', 'false', 'true', false],
    ['IpAddress', '203.0.113.0/24', '203.0.113.9', true],
    ['IpAddress', '203.0.113.9', '203.0.113.9', true],
    ['IpAddress', '203.0.113.9', '203.0.113.8', false],
    ['IpAddress', '2001:db8::/32', '2001:db8::1', true],
    ['IpAddress', '2001:db8::/32', '203.0.113.9', false],
    ['IpAddress', 'not a network', '203.0.113.9', false],
    ['NotIpAddress', ['203.0.113.0/24', '10.0.0.0/8'], '10.1.2.3', false],
    ['ArnEquals', 'arn:aws:iam::*:role/a', 'arn:aws:iam::1:role/a', true],
    ['ArnNotEquals', 'arn:aws:iam::*:role/a', 'arn:aws:iam::1:role/a', false],
    ['BinaryEquals', 'QmluYXJ5', 'QmluYXJ5', true],
    // Variables.
    ['StringEquals', '${aws:username}', 'ann', true],
    ['StringLike', '${aws:PrincipalTag/team}-*', 'core-1', true],
    ['ArnLike', 'arn:aws:iam::1:user/${aws:username}', 'arn:aws:iam::1:user/ann', true],
    ['StringEquals', '${aws:PrincipalTag/none}', '', false],
    ['StringEquals', ['${aws:PrincipalTag/none}', 'x'], 'x', true],
    ['StringNotEquals', '${aws:PrincipalTag/none}', 'x', false],
    ['StringNotLike', '${aws:PrincipalTag/none}*', 'x', false],
    ['ArnNotLike', 'arn:aws:iam::1:user/${aws:PrincipalTag/none}', 'arn:aws:iam::1:user/ann', false],
    ['StringEquals', "${aws:PrincipalTag/none, 'fallback'}", 'fallback', true],
    ['NumericEquals', '${aws:PrincipalTag/team}', 'core', false],
  ])('%s %j against %j: %s', (operator, values, actual, expected) => {
    expect(isMet(operator, values, actual)).toBe(expected);
  });

  it('takes a variable for plain text in the older version', () => {
    expect(isMet('StringEquals', '${aws:username}', 'ann', false)).toBe(false);
    expect(isMet('StringEquals', '${aws:username}', '${aws:username}', false)).toBe(true);
  });
});
