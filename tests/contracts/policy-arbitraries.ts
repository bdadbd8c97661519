/** Policies and requests in which every rule of IAM's evaluation comes up often enough to be compared. */

import * as fc from 'fast-check';
import type { Principal } from '../../server/src/connectors/codeartifact/policy/index.ts';

export const ACCOUNT = '111122223333';
export const OTHER_ACCOUNT = '444455556666';

export interface StatementJson {
  Effect: 'Allow' | 'Deny';
  [element: string]: unknown;
}
export interface PolicyJson {
  Version?: string;
  Statement: StatementJson[];
}
export type Context = Record<string, string | string[]>;

export const callers: readonly Principal[] = [
  {
    type: 'AssumedRole',
    accountId: ACCOUNT,
    arn: `arn:aws:sts::${ACCOUNT}:assumed-role/Reader/session`,
    roleArn: `arn:aws:iam::${ACCOUNT}:role/Reader`,
  },
  {
    type: 'AssumedRole',
    accountId: OTHER_ACCOUNT,
    arn: `arn:aws:sts::${OTHER_ACCOUNT}:assumed-role/Reader/session`,
    roleArn: `arn:aws:iam::${OTHER_ACCOUNT}:role/Reader`,
  },
  { type: 'User', accountId: OTHER_ACCOUNT, arn: `arn:aws:iam::${OTHER_ACCOUNT}:user/ann` },
];

/** Actions with a resource that each of them acts on. */
export const calls: readonly { action: string; resource: string }[] = [
  { action: 'codeartifact:GetAuthorizationToken', resource: `arn:aws:codeartifact:us-east-1:${ACCOUNT}:domain/my-domain` },
  { action: 'codeartifact:ReadFromRepository', resource: `arn:aws:codeartifact:us-east-1:${ACCOUNT}:repository/my-domain/my-repo` },
  { action: 'codeartifact:GetRepositoryEndpoint', resource: `arn:aws:codeartifact:eu-west-1:${ACCOUNT}:repository/my-domain/other` },
  { action: 'sts:GetServiceBearerToken', resource: '*' },
]; // prettier-ignore

const effects = fc.constantFrom('Allow' as const, 'Allow' as const, 'Allow' as const, 'Deny' as const);
const actions = fc.constantFrom(
  '*',
  'codeartifact:*',
  'codeartifact:Get*',
  'codeartifact:Read*',
  'CodeArtifact:readfromrepository',
  'codeartifact:GetAuthorizationToken',
  'codeartifact:Get?uthorizationToken',
  'codeartifact:*Repository*',
  'sts:GetServiceBearerToken',
  'sts:*',
  's3:GetObject',
);
const resources = fc.constantFrom(
  '*',
  'arn:aws:codeartifact:*:*:*',
  `arn:aws:codeartifact:*:${ACCOUNT}:domain/*`,
  `arn:aws:codeartifact:us-east-1:${ACCOUNT}:domain/my-domain`,
  `arn:aws:codeartifact:us-east-1:${ACCOUNT}:repository/*`,
  `arn:aws:codeartifact:*:${ACCOUNT}:repository/*/my-repo`,
  `arn:aws:codeartifact:us-*-1:${ACCOUNT}:repository/my-domain/my-rep?`,
  `arn:aws:codeartifact:*:${OTHER_ACCOUNT}:repository/*/*`,
  `arn:aws:codeartifact:us-east-1:${ACCOUNT}:repository/MY-DOMAIN/my-repo`,
  `arn:aws-cn:codeartifact:us-east-1:${ACCOUNT}:repository/my-domain/my-repo`,
  `arn:aws:codeartifact:us-east-1:${ACCOUNT}:domain/\${aws:RequestedRegion}`,
  `arn:aws:codeartifact:us-east-1:${ACCOUNT}:repository/my-domain/\${aws:PrincipalTag/team}-repo`,
  `arn:aws:codeartifact:us-east-1:${ACCOUNT}:repository/\${aws:PrincipalTag/nothing, 'my-domain'}/*`,
);

const texts = fc.constantFrom('us-east-1', 'eu-west-1', 'my', 'MY', 'us-*', '*', 'codeartifact.amazonaws.com', '${aws:PrincipalTag/team}', ''); // prettier-ignore
const textKeys = fc.constantFrom('aws:RequestedRegion', 'AWS:requestedregion', 'aws:PrincipalTag/team', 'aws:PrincipalTag/nothing', 'aws:UserAgent'); // prettier-ignore
const textOperators = fc.constantFrom('StringEquals', 'StringNotEquals', 'StringLike', 'StringNotLike', 'StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase'); // prettier-ignore

function someOf<T>(values: fc.Arbitrary<T>): fc.Arbitrary<T | T[]> {
  return fc.oneof(values, fc.uniqueArray(values, { minLength: 1, maxLength: 3 }));
}

const suffix = fc.constantFrom('', '', 'IfExists');
const textCondition = fc
  .tuple(textOperators, suffix, textKeys, someOf(texts))
  .map(([operator, end, key, values]) => ({ [`${operator}${end}`]: { [key]: values } }));
const setCondition = fc
  .tuple(
    fc.constantFrom('ForAllValues', 'ForAnyValue'),
    textOperators,
    suffix,
    someOf(fc.constantFrom('a', 'b', 'c*', '*')),
  )
  .map(([quantifier, operator, end, values]) => ({ [`${quantifier}:${operator}${end}`]: { 'aws:TagKeys': values } }));
const nullCondition = fc
  .tuple(textKeys, fc.constantFrom('true', 'false'))
  .map(([key, value]) => ({ Null: { [key]: value } }));
const boolCondition = fc
  .tuple(fc.constantFrom('Bool', 'BoolIfExists'), fc.constantFrom('aws:SecureTransport', 'aws:MultiFactorAuthPresent'), fc.constantFrom('true', 'false'))
  .map(([operator, key, value]) => ({ [operator]: { [key]: value } })); // prettier-ignore
const numberCondition = fc
  .tuple(fc.constantFrom('NumericEquals', 'NumericNotEquals', 'NumericLessThan', 'NumericLessThanEquals', 'NumericGreaterThan', 'NumericGreaterThanEquals'), suffix, fc.constantFrom('0', '899', '900', '3600'))
  .map(([operator, end, value]) => ({ [`${operator}${end}`]: { 'aws:MultiFactorAuthAge': value } })); // prettier-ignore
const dateCondition = fc
  .tuple(fc.constantFrom('DateLessThan', 'DateGreaterThan', 'DateEquals', 'DateNotEquals', 'DateLessThanEquals'), fc.constantFrom('2026-01-01T00:00:00Z', '2020-01-01T00:00:00Z', '2030-06-01T12:00:00Z'))
  .map(([operator, value]) => ({ [operator]: { 'aws:CurrentTime': value } })); // prettier-ignore
const addressCondition = fc
  .tuple(fc.constantFrom('IpAddress', 'NotIpAddress', 'IpAddressIfExists'), someOf(fc.constantFrom('198.51.100.0/24', '10.0.0.0/8', '198.51.100.24', '2001:db8::/32')))
  .map(([operator, values]) => ({ [operator]: { 'aws:SourceIp': values } })); // prettier-ignore
const arnCondition = fc
  .tuple(fc.constantFrom('ArnEquals', 'ArnLike', 'ArnNotEquals', 'ArnNotLike'), suffix, fc.constantFrom('aws:PrincipalArn', 'aws:SourceArn'), someOf(fc.constantFrom(`arn:aws:iam::${ACCOUNT}:role/Reader`, 'arn:aws:iam::*:role/R*', 'arn:aws:iam::*:user/*', 'arn:*:iam::*:*', `arn:aws:iam::${OTHER_ACCOUNT}:role/?eader`)))
  .map(([operator, end, key, values]) => ({ [`${operator}${end}`]: { [key]: values } })); // prettier-ignore

export const conditionBlock = fc
  .array(
    fc.oneof(
      textCondition,
      setCondition,
      nullCondition,
      boolCondition,
      numberCondition,
      dateCondition,
      addressCondition,
      arnCondition,
    ),
    { maxLength: 2 },
  )
  .map((parts): Record<string, object> => Object.assign({}, ...parts));

export const context: fc.Arbitrary<Context> = fc
  .record(
    {
      'aws:RequestedRegion': fc.constantFrom('us-east-1', 'eu-west-1', 'my'),
      'aws:PrincipalTag/team': fc.constantFrom('my', 'MY', 'other'),
      'aws:UserAgent': fc.constantFrom('us-east-1', 'curl'),
      'aws:TagKeys': fc.uniqueArray(fc.constantFrom('a', 'b', 'c1'), { minLength: 1, maxLength: 2 }),
      'aws:SecureTransport': fc.constantFrom('true', 'false'),
      'aws:MultiFactorAuthPresent': fc.constantFrom('true', 'false'),
      'aws:MultiFactorAuthAge': fc.constantFrom('0', '899', '900', '5000'),
      'aws:CurrentTime': fc.constantFrom('2026-01-01T00:00:00Z', '2025-06-01T00:00:00Z'),
      'aws:SourceIp': fc.constantFrom('198.51.100.24', '10.1.2.3', '2001:db8::1'),
    },
    { requiredKeys: [] },
  )
  .map((values) => values as Context);

const version = fc.constantFrom('2012-10-17', '2012-10-17', '2012-10-17', '2008-10-17', undefined);

function statement(rest: fc.Arbitrary<object>): fc.Arbitrary<StatementJson> {
  return fc.tuple(effects, rest, conditionBlock).map(([Effect, elements, Condition]) => ({
    Effect,
    ...elements,
    ...(Object.keys(Condition).length > 0 && { Condition }),
  }));
}

function policy(statements: fc.Arbitrary<StatementJson>): fc.Arbitrary<PolicyJson> {
  return fc
    .tuple(version, fc.array(statements, { minLength: 1, maxLength: 3 }))
    .map(([Version, Statement]) => ({ ...(Version && { Version }), Statement }));
}

const actionElement = fc.oneof(
  { weight: 5, arbitrary: someOf(actions).map((Action) => ({ Action })) },
  { weight: 1, arbitrary: someOf(actions).map((NotAction) => ({ NotAction })) },
);
const resourceElement = fc.oneof(
  { weight: 5, arbitrary: someOf(resources).map((Resource) => ({ Resource })) },
  { weight: 1, arbitrary: someOf(resources).map((NotResource) => ({ NotResource })) },
);

export const identityPolicy = policy(
  statement(fc.tuple(actionElement, resourceElement).map(([action, resource]) => ({ ...action, ...resource }))),
);

const principals = fc.constantFrom(
  '*',
  ACCOUNT,
  OTHER_ACCOUNT,
  `arn:aws:iam::${ACCOUNT}:root`,
  `arn:aws:iam::${OTHER_ACCOUNT}:root`,
  `arn:aws:iam::${ACCOUNT}:role/Reader`,
  `arn:aws:iam::${OTHER_ACCOUNT}:role/Reader`,
  `arn:aws:iam::${OTHER_ACCOUNT}:role/Writer`,
  `arn:aws:iam::${OTHER_ACCOUNT}:user/ann`,
  `arn:aws:sts::${OTHER_ACCOUNT}:assumed-role/Reader/session`,
  `arn:aws:sts::${OTHER_ACCOUNT}:assumed-role/Reader/another`,
);
const principalElement = someOf(principals).map((AWS) => ({ Principal: { AWS } }));
const externalIdCondition = fc
  .tuple(fc.constantFrom('StringEquals', 'StringLike', 'StringEqualsIfExists', 'StringNotEquals', 'StringEqualsIgnoreCase'), fc.constantFrom('sts:ExternalId', 'sts:externalid'), someOf(fc.constantFrom('right', 'RIGHT', 'ri*', '*', 'wrong')))
  .map(([operator, key, values]) => ({ [operator]: { [key]: values } })); // prettier-ignore
const trustActions = fc.constantFrom('sts:AssumeRole', 'sts:AssumeRole', 'sts:*', 'sts:Assume*', 'sts:TagSession');

export const trustPolicy = policy(
  fc
    .tuple(statement(fc.tuple(principalElement, someOf(trustActions)).map(([principal, Action]) => ({ ...principal, Action }))), fc.option(externalIdCondition))
    .map(([one, condition]) => ({
      ...one,
      ...(condition && { Condition: { ...(one['Condition'] as object | undefined), ...condition } }),
    })), // prettier-ignore
);

export const externalId = fc.constantFrom(undefined, 'right', 'RIGHT', 'rival', 'wrong');
