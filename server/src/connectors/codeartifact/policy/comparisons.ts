import { BlockList, isIP } from 'node:net';
import type { RequestContext } from './context.ts';
import { matchesArn, matchesPieces } from './match.ts';
import { fillIn } from './variables.ts';

/** How a value of the policy is compared with a value of the request; null where a variable has no value. */
type Matches = (expected: string, actual: string, variables: RequestContext | null) => boolean | null;

export interface Comparison {
  readonly isNegated: boolean;
  readonly matches: Matches;
}

/** Every operator but Null. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
export const comparisons: ReadonlyMap<string, Comparison> = new Map([
  ...pair(
    'StringEquals',
    'StringNotEquals',
    text((expected, actual) => expected === actual),
  ),
  ...pair(
    'StringEqualsIgnoreCase',
    'StringNotEqualsIgnoreCase',
    text((expected, actual) => expected.toLowerCase() === actual.toLowerCase()),
  ),
  ...pair('StringLike', 'StringNotLike', (expected, actual, variables) => {
    const pieces = fillIn(expected, variables);
    return pieces && matchesPieces(pieces, actual);
  }),
  ...pair('ArnLike', 'ArnNotLike', matchesArn),
  ...pair('ArnEquals', 'ArnNotEquals', matchesArn),
  ...pair('IpAddress', 'NotIpAddress', isInNetwork),
  ...ordered('Numeric', toNumber),
  ...ordered('Date', toMoment),
  ['Bool', { isNegated: false, matches: (expected, actual) => expected.toLowerCase() === actual.toLowerCase() }],
  ['BinaryEquals', { isNegated: false, matches: (expected, actual) => expected === actual }],
] as [string, Comparison][]);

function pair(positive: string, negative: string, matches: Matches): [string, Comparison][] {
  return [
    [positive, { isNegated: false, matches }],
    [negative, { isNegated: true, matches }],
  ];
}

/** Wildcards mean nothing here, variables do. */
function text(equal: (expected: string, actual: string) => boolean): Matches {
  return (expected, actual, variables) => {
    const pieces = fillIn(expected, variables);
    return pieces && equal(pieces.map((piece) => ('text' in piece ? piece.text : piece.wildcard)).join(''), actual);
  };
}

function ordered(prefix: string, read: (value: string) => number): [string, Comparison][] {
  const by = (compare: (actual: number, expected: number) => boolean): Matches => {
    return (expected, actual) => {
      const [one, other] = [read(actual), read(expected)];
      return !Number.isNaN(one) && !Number.isNaN(other) && compare(one, other);
    };
  };
  const plain = (compare: (actual: number, expected: number) => boolean) => ({
    isNegated: false,
    matches: by(compare),
  });
  return [
    ...pair(
      `${prefix}Equals`,
      `${prefix}NotEquals`,
      by((actual, expected) => actual === expected),
    ),
    [`${prefix}LessThan`, plain((actual, expected) => actual < expected)],
    [`${prefix}LessThanEquals`, plain((actual, expected) => actual <= expected)],
    [`${prefix}GreaterThan`, plain((actual, expected) => actual > expected)],
    [`${prefix}GreaterThanEquals`, plain((actual, expected) => actual >= expected)],
  ];
}

function toNumber(value: string): number {
  return value.trim() === '' ? Number.NaN : Number(value);
}

/** Milliseconds; ISO 8601, or seconds since 1970. */
function toMoment(value: string): number {
  return /^-?\d+(\.\d+)?$/u.test(value) && !/^\d{4}$/u.test(value) ? Number(value) * 1000 : Date.parse(value);
}

function isInNetwork(expected: string, actual: string): boolean {
  const [network = '', prefix] = expected.split('/');
  const family = isIP(network) === 6 ? 'ipv6' : 'ipv4';
  const bits = prefix === undefined ? maxBits(family) : Number(prefix);
  if (isIP(network) === 0 || !Number.isInteger(bits) || bits < 0 || bits > maxBits(family)) return false;
  if (isIP(actual) !== isIP(network)) return false;
  const list = new BlockList();
  list.addSubnet(network, bits, family);
  return list.check(actual, family);
}

function maxBits(family: 'ipv4' | 'ipv6'): number {
  return family === 'ipv6' ? 128 : 32;
}
