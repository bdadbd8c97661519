import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchesResource, matchesWildcard, matchPrincipal, requestContext, type Principal } from './index.ts';
import { matchesAction, matchesArn } from './match.ts';

const session: Principal = {
  type: 'AssumedRole',
  accountId: '111122223333',
  arn: 'arn:aws:sts::111122223333:assumed-role/Reader/one',
  roleArn: 'arn:aws:iam::111122223333:role/teams/Reader',
  userId: 'AROAEXAMPLEEXAMPLE123:one',
};
const user: Principal = {
  type: 'User',
  accountId: '111122223333',
  arn: 'arn:aws:iam::111122223333:user/ann',
  userId: 'AIDAANN',
};

describe('wildcards', () => {
  it.each([
    ['*', '', true],
    ['?', '', false],
    ['a*c', 'abbc', true],
    ['a*c', 'abbcd', false],
    ['a?c', 'a/c', true],
    ['**', 'anything', true],
    ['a.c', 'abc', false],
    ['[a]', 'a', false],
  ])('%s over %s: %s', (pattern, value, expected) => {
    expect(matchesWildcard(pattern, value)).toBe(expected);
  });

  it('agree with a regular expression', () => {
    const alphabet = fc.constantFrom('a', 'b', '/', ':', '*', '?');
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '/', ':'), maxLength: 12 });
    fc.assert(
      fc.property(fc.string({ unit: alphabet, maxLength: 8 }), text, (pattern, value) => {
        const expression = new RegExp(`^${pattern.replaceAll('*', '.*').replaceAll('?', '.')}$`, 'u');
        expect(matchesWildcard(pattern, value)).toBe(expression.test(value));
      }),
    );
  });

  it('end for a hostile pattern', () => {
    expect(matchesWildcard('*a'.repeat(1000), 'a'.repeat(1999) + 'b')).toBe(false);
  });

  it('in actions disregard case', () => {
    expect(matchesAction('CodeArtifact:read*', 'codeartifact:ReadFromRepository')).toBe(true);
  });
});

describe('a Resource', () => {
  const context = requestContext(user, { 'aws:PrincipalTag/team': 'core', 'aws:PrincipalTag/star': '*' });
  it.each([
    ['*', 'arn:aws:s3:::bucket/key', true],
    ['arn:aws:codeartifact:*:1:repository/*/*', 'arn:aws:codeartifact:us-east-1:1:repository/d/r', true],
    ['arn:aws:codeartifact:*:1:repository/*/*', 'arn:aws:codeartifact:us-east-1:2:repository/d/r', false],
    ['arn:aws:codeartifact:*:1:repository/*/*', 'arn:aws-cn:codeartifact:us-east-1:1:repository/d/r', false],
    ['arn:aws:codeartifact:us-*:1:domain/d', 'arn:aws:codeartifact:us-east-1:1:domain/d', true],
    ['arn:aws:codeartifact:u*t-1:1:domain/d', 'arn:aws:codeartifact:us:east-1:1:domain/d', false],
    ['arn:aws:codeartifact:*', 'arn:aws:codeartifact:us-east-1:1:domain/d', true],
    ['arn:aws:codeartifact:us?1:domain/d', 'arn:aws:codeartifact:us:1:domain/d', false],
    ['arn:aws:s3:::b/*/c', 'arn:aws:s3:::b/x:y/z/c', true],
    ['arn:aws:s3:::B', 'arn:aws:s3:::b', false],
    ['arn:aws:s3:::b/${aws:username}/*', 'arn:aws:s3:::b/ann/file', true],
    ['arn:aws:s3:::b/${aws:PrincipalTag/team}', 'arn:aws:s3:::b/core', true],
    ['arn:aws:s3:::b/${aws:PrincipalTag/star}', 'arn:aws:s3:::b/anything', false],
    ['arn:aws:s3:::b/${aws:PrincipalTag/none}', 'arn:aws:s3:::b/', null],
    ["arn:aws:s3:::b/${aws:PrincipalTag/none, 'other'}", 'arn:aws:s3:::b/other', true],
    ['arn:aws:s3:::b/${*}', 'arn:aws:s3:::b/*', true],
    ['arn:aws:s3:::b/${*}', 'arn:aws:s3:::b/x', false],
    ['arn:aws:s3::${aws:PrincipalAccount}:b', 'arn:aws:s3::111122223333:b', false],
  ])('%s covers %s: %s', (pattern, resource, expected) => {
    expect(matchesResource(pattern, resource, context)).toBe(expected);
  });

  it('knows no variables in the older version', () => {
    expect(matchesResource('arn:aws:s3:::b/${aws:username}', 'arn:aws:s3:::b/ann', null)).toBe(false);
  });

  it('covers itself, and still does with any part of its resource replaced by an asterisk', () => {
    const plain = fc.string({ unit: fc.constantFrom('a', 'B', '1', '/', '-', '.'), minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(plain, fc.nat(12), fc.nat(12), (name, start, length) => {
        const arn = `arn:aws:codeartifact:us-east-1:111122223333:${name}`;
        const widened = `arn:aws:codeartifact:us-east-1:111122223333:${name.slice(0, start)}*${name.slice(start + length)}`;
        expect(matchesResource(arn, arn, null)).toBe(true);
        expect(matchesResource(widened, arn, null)).toBe(true);
      }),
    );
  });
});

describe('ArnLike', () => {
  it.each([
    ['arn:aws:iam::*:role/*', 'arn:aws:iam::1:role/a/b', true],
    ['arn:*:role/a', 'arn:aws:iam::1:role/a', false],
    ['arn:aws:iam::1*role/a', 'arn:aws:iam::1:role/a', false],
    ['arn:aws:logs:*:*:group:*', 'arn:aws:logs:r:1:group:x:y', true],
    ['*', 'arn:aws:iam::1:role/a', false],
  ])('%s against %s: %s', (pattern, value, expected) => {
    expect(matchesArn(pattern, value, null)).toBe(expected);
  });
});

describe('a principal element', () => {
  it.each<[string, Principal, string]>([
    ['*', session, 'everyone'],
    ['111122223333', session, 'account'],
    ['arn:aws:iam::111122223333:root', session, 'account'],
    ['arn:aws-cn:iam::111122223333:root', session, 'none'],
    ['arn:aws:iam::111122223333:role/teams/Reader', session, 'role'],
    ['arn:aws:iam::111122223333:role/Reader', session, 'none'],
    ['AROAEXAMPLEEXAMPLE123', session, 'role'],
    ['AROASTALESTALESTALE12', session, 'none'],
    ['arn:aws:sts::111122223333:assumed-role/Reader/one', session, 'exact'],
    ['arn:aws:sts::111122223333:assumed-role/Reader/*', session, 'none'],
    ['arn:aws:iam::111122223333:user/ann', user, 'exact'],
    ['AIDAANN', user, 'exact'],
    ['444455556666', user, 'none'],
    ['111122223333', { type: 'Service', service: 'ec2.amazonaws.com' }, 'none'],
    ['*', { type: 'Anonymous' }, 'everyone'],
  ])('%s names %j: %s', (value, principal, expected) => {
    expect(matchPrincipal({ isNegated: false, values: [{ type: 'AWS', value }] }, principal)).toBe(expected);
    const negated = matchPrincipal({ isNegated: true, values: [{ type: 'AWS', value }] }, principal);
    expect(negated).toBe(expected === 'none' ? 'everyone' : 'none');
  });

  it('tells a service from an account', () => {
    const list = { isNegated: false, values: [{ type: 'Service' as const, value: 'ec2.amazonaws.com' }] };
    expect(matchPrincipal(list, { type: 'Service', service: 'ec2.amazonaws.com' })).toBe('exact');
    expect(matchPrincipal(list, user)).toBe('none');
  });
});

describe('a resource', () => {
  it.each([
    ['arn:aws:codeartifact', 'arn:aws:codeartifact:us-east-1:1:domain/d', true],
    ['arn:aws:codeartifact:us-east-1', 'arn:aws:codeartifact:us-east-1:1:domain/d', true],
    ['arn:aws:codeartifact:us-east-1', 'arn:aws:codeartifact:eu-west-1:1:domain/d', false],
    ['arn:aws:s3', 'arn:aws:codeartifact:us-east-1:1:domain/d', false],
  ])('of fewer than six parts stands for all that begin so: %s over %s is %s', (pattern, value, expected) => {
    expect(matchesResource(pattern, value, null)).toBe(expected);
  });

  it('with a variable that has no value is neither covered nor left out', () => {
    const context = requestContext(session, {});
    expect(matchesResource('arn:aws:s3:::${aws:PrincipalTag/team}', 'arn:aws:s3:::bucket', context)).toBeNull();
  });
});
