/** A role's policies that are right, and the question that goes with them; tests change one thing at a time. */

import type { Platform, RolePoliciesQuestion } from '../../server/src/connectors/codeartifact/role-policies/index.ts';

export const PLATFORM_ROLE = 'arn:aws:iam::198331734661:role/BacklineIntegrationReadOnlyCodeArtifact';
export const EXTERNAL_ID = 'bl-0123456789abcdef0123456789abcdef';
export const ACCOUNT = '111122223333';
export const ROLE = `arn:aws:iam::${ACCOUNT}:role/BacklineCodeArtifactIntegrationRole`;
export const HOST = `https://my-domain-${ACCOUNT}.d.codeartifact.us-east-1.amazonaws.com`;
export const DOMAIN_ARN = `arn:aws:codeartifact:us-east-1:${ACCOUNT}:domain/my-domain`;
export const REPOSITORY_ARN = `arn:aws:codeartifact:us-east-1:${ACCOUNT}:repository/my-domain/my-repo`;

export const platform: Platform = {
  platformRoleArn: PLATFORM_ROLE,
  homeRegion: 'us-east-1',
  now: new Date('2026-11-27T12:00:00Z'),
};

export const question: RolePoliciesQuestion = {
  trustPolicy: null,
  permissionsPolicy: null,
  accountId: ACCOUNT,
  externalId: EXTERNAL_ID,
  roleArn: ROLE,
  repositoryUrls: [`${HOST}/npm/my-repo/`, `${HOST}/pypi/my-repo/simple/`],
};

export const trustStatement = {
  Effect: 'Allow',
  Principal: { AWS: PLATFORM_ROLE },
  Action: 'sts:AssumeRole',
  Condition: { StringEquals: { 'sts:ExternalId': EXTERNAL_ID } },
};
export const tokenStatement = {
  Effect: 'Allow',
  Action: 'codeartifact:GetAuthorizationToken',
  Resource: `arn:aws:codeartifact:*:${ACCOUNT}:domain/*`,
};
export const readStatement = {
  Effect: 'Allow',
  Action: ['codeartifact:GetRepositoryEndpoint', 'codeartifact:ReadFromRepository'],
  Resource: `arn:aws:codeartifact:*:${ACCOUNT}:repository/*/*`,
};
export const bearerStatement = {
  Effect: 'Allow',
  Action: 'sts:GetServiceBearerToken',
  Resource: '*',
  Condition: { StringEquals: { 'sts:AWSServiceName': 'codeartifact.amazonaws.com' } },
};
export const permissionStatements = [tokenStatement, readStatement, bearerStatement];

/** JSON of a policy, indented by two spaces. */
export function policyOf(...statements: object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements }, null, 2);
}

export const TRUST = policyOf(trustStatement);
export const PERMISSIONS = policyOf(...permissionStatements);
