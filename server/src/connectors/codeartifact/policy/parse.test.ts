import { describe, expect, it } from 'vitest';
import { parsePolicy, PolicySyntaxError, type PolicyKind } from './index.ts';

const allow = { Effect: 'Allow', Action: 's3:*', Resource: '*' };
const trust = { Effect: 'Allow', Principal: { AWS: '111122223333' }, Action: 'sts:AssumeRole' };

function problems(statement: object, kind: PolicyKind = 'identity', rest: object = {}): string[] {
  try {
    parsePolicy({ Version: '2012-10-17', Statement: statement, ...rest }, kind);
    return [];
  } catch (error) {
    if (error instanceof PolicySyntaxError) return error.problems.map(({ path, message }) => `${path}: ${message}`);
    throw error;
  }
}

describe('a policy document', () => {
  it('is read from text, one statement with or without its list, and keeps every value as text', () => {
    const text = `\uFEFF{"Statement": {"Sid": "one", "Effect": "Deny", "NotAction": "iam:Get*", "NotResource": ["*"],
      "Condition": {"NumericLessThan": {"aws:MultiFactorAuthAge": 300}, "Bool": {"aws:SecureTransport": [true, "false"]}}}}`;
    expect(parsePolicy(text, 'identity')).toEqual({
      version: '2008-10-17',
      statements: [
        {
          sid: 'one',
          effect: 'Deny',
          principals: null,
          actions: { isNegated: true, values: ['iam:Get*'] },
          resources: { isNegated: true, values: ['*'] },
          conditions: [
            { operator: 'NumericLessThan', key: 'aws:MultiFactorAuthAge', values: ['300'] },
            { operator: 'Bool', key: 'aws:SecureTransport', values: ['true', 'false'] },
          ],
        },
      ],
    });
  });

  it.each<[string, object, PolicyKind, string]>([
    ['effect', { ...allow, Effect: 'allow' }, 'identity', 'Statement[0].Effect: is neither Allow nor Deny'],
    [
      'element',
      { ...allow, Actions: 's3:*' },
      'identity',
      'Statement[0]: Actions is not an element that can stand here',
    ],
    ['operator', { ...allow, Condition: { StringEqual: { a: 'b' } } }, 'identity', 'is not a condition operator'],
    [
      'Null with IfExists',
      { ...allow, Condition: { NullIfExists: { a: 'true' } } },
      'identity',
      'is not a condition operator',
    ],
    ['Null', { ...allow, Condition: { Null: { a: 'yes' } } }, 'identity', 'is neither "true" nor "false"'],
    ['no action', { Effect: 'Allow', Resource: '*' }, 'identity', 'Statement[0]: Action is missing'],
    ['action without service', { ...allow, Action: 'ReadFromRepository' }, 'identity', 'is not an action'],
    ['no resource', { Effect: 'Allow', Action: '*' }, 'identity', 'Statement[0]: Resource is missing'],
    ['resource', { ...allow, Resource: 'my-repo' }, 'identity', 'must be in ARN format or "*"'],
    [
      'service wildcard',
      { ...allow, Resource: 'arn:aws:*:us-east-1:1:x' },
      'identity',
      'a wildcard in its service part',
    ],
    ['principal in an identity policy', { ...allow, Principal: '*' }, 'identity', 'names no principal'],
    ['no principal in a resource policy', allow, 'resource', 'Statement[0]: Principal is missing'],
    [
      'principal kind',
      { ...trust, Principal: { Aws: '*' } },
      'trust',
      'Statement[0].Principal: Aws is not an element that can stand here',
    ],
    ['empty principal', { ...trust, Principal: {} }, 'trust', 'Statement[0].Principal: names nobody'],
    ['principal text', { ...trust, Principal: 'all' }, 'trust', 'Statement[0].Principal: is neither "*" nor an object'],
    [
      'principal wildcard',
      { ...trust, Principal: { AWS: 'arn:aws:iam::111122223333:role/*' } },
      'trust',
      'Invalid principal in policy: "AWS":"arn:aws:iam::111122223333:role/*"',
    ],
    ['resource in a trust policy', { ...trust, Resource: '*' }, 'trust', 'Has prohibited field Resource'],
    [
      'trust action',
      { ...trust, Action: ['sts:AssumeRole', 'sts:TagSessions'] },
      'trust',
      'AssumeRole policy may only specify STS AssumeRole actions.',
    ],
  ])('is refused for its %s', (_, statement, kind, message) => {
    expect(problems(statement, kind).join('\n')).toContain(message);
  });

  it.each<[string, string, string]>([
    ['text that is not JSON', '{', 'The text is not JSON'],
    ['a list', '[]', 'The document is not a JSON object'],
    ['no statement', '{"Version":"2012-10-17","Statement":[]}', 'holds no statement'],
    ['an unknown version', '{"Version":"2012-10-18","Statement":[]}', 'Version: is neither 2012-10-17 nor 2008-10-17'],
  ])('is refused as %s', (_, text, message) => {
    expect(() => parsePolicy(text, 'identity')).toThrow(message);
  });

  it('is refused when a Sid is used twice', () => {
    expect(
      problems([
        { ...allow, Sid: 'a' },
        { ...allow, Sid: 'a' },
      ]),
    ).toEqual(['Statement: The Sid a is used more than once']);
  });

  it.each<[object, PolicyKind]>([
    [{ ...trust, Principal: { AWS: 'AROAEXAMPLEEXAMPLE123' }, Action: ['sts:AssumeRole', 'sts:TagSession'] }, 'trust'],
    [{ ...trust, Principal: { Service: 'codeartifact.amazonaws.com' } }, 'trust'],
    [{ ...allow, Principal: { AWS: 'arn:aws:sts::111122223333:assumed-role/a/b' } }, 'resource'],
    [{ ...allow, Resource: 'arn:aws:codeartifact:*' }, 'identity'],
    [{ ...allow, Condition: { 'ForAllValues:StringLikeIfExists': { 'aws:TagKeys': 'a*' } } }, 'service-control'],
  ])('is accepted: %j', (statement, kind) => {
    expect(problems(statement, kind)).toEqual([]);
  });
});
