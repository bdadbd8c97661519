import { describe, expect, it } from 'vitest';
import {
  ACCOUNT,
  bearerStatement,
  DOMAIN_ARN,
  HOST,
  PERMISSIONS,
  platform,
  policyOf,
  question,
  readStatement,
  REPOSITORY_ARN,
  ROLE,
  tokenStatement,
} from '../../../../../tests/support/role-policies.ts';
import { checkRolePolicies, type RolePoliciesReport } from './index.ts';

function check(...statements: object[]): RolePoliciesReport {
  return checkRolePolicies({ ...question, permissionsPolicy: policyOf(...statements) }, platform);
}

function denied({ permissions }: RolePoliciesReport): string[] {
  return permissions.filter(({ allowed }) => !allowed).map(({ action }) => action.split(':')[1] ?? '');
}

function findings(report: RolePoliciesReport): string[] {
  return report.findings.map(({ severity, code }) => `${severity} ${code}`);
}

function causes(report: RolePoliciesReport): string[] {
  return report.causes.map(({ certainty, code }) => `${certainty} ${code}`);
}

describe('permissions', () => {
  it('have one row for each action on each domain and repository, once', () => {
    const report = check(tokenStatement, readStatement, bearerStatement);
    expect(report.ok).toBe(true);
    expect(report.permissions.map(({ action, resource, allowed }) => [action, resource, allowed])).toEqual([
      ['codeartifact:GetAuthorizationToken', DOMAIN_ARN, true],
      ['sts:GetServiceBearerToken', '*', true],
      ['codeartifact:GetRepositoryEndpoint', REPOSITORY_ARN, true],
      ['codeartifact:ReadFromRepository', REPOSITORY_ARN, true],
    ]);
    expect(report.permissions[3]).toMatchObject({
      reason: 'Statement 2 of the permissions policy allows it.',
      place: { source: 'PERMISSIONS_POLICY', line: 9, column: 5 },
    });
    expect(report.notJudged[0]).toContain('The trust policy');
  });

  const all = ['GetAuthorizationToken', 'GetRepositoryEndpoint', 'ReadFromRepository'];
  const missing = [
    'CERTAIN missing_get_authorization_token',
    'CERTAIN missing_get_repository_endpoint',
    'CERTAIN missing_read_from_repository',
  ];
  function resources(from: string, to: string): object[] {
    return [tokenStatement, readStatement].map((one) => ({ ...one, Resource: one.Resource.replace(from, to) }));
  }

  it.each<[string, object[], string[], string[], string[]]>([
    ['no bearer token', [tokenStatement, readStatement], ['GetServiceBearerToken'], ['ERROR action_missing'], ['CERTAIN missing_bearer_token_permission']],
    ['another service', [tokenStatement, readStatement, { ...bearerStatement, Condition: { StringEquals: { 'sts:AWSServiceName': 'ecr.amazonaws.com' } } }], ['GetServiceBearerToken'], ['ERROR bearer_condition'], ['CERTAIN bearer_condition_unmet']],
    ['short tokens only', [tokenStatement, readStatement, { ...bearerStatement, Condition: { NumericLessThanEquals: { 'sts:DurationSeconds': '900' } } }], ['GetServiceBearerToken'], ['ERROR bearer_condition', 'WARNING over_broad'], ['CERTAIN bearer_condition_unmet']],
    ['the wrong account', [...resources(ACCOUNT, '444455556666'), bearerStatement], all, ['ERROR resource_account', 'ERROR resource_account'], missing],
    ['a placeholder', [...resources(ACCOUNT, '<YOUR_ACCOUNT_ID>'), bearerStatement], all, ['ERROR resource_placeholder', 'ERROR resource_placeholder'], missing],
    ['another partition', [...resources('arn:aws:', 'arn:aws-us-gov:'), bearerStatement], all, ['ERROR resource_partition', 'ERROR resource_partition'], missing],
    ['another Region', [...resources(':*:', ':eu-west-1:'), bearerStatement], all, ['ERROR resource_scope', 'ERROR resource_scope'], missing],
    ['a repository for the domain', [{ ...tokenStatement, Resource: REPOSITORY_ARN }, readStatement, bearerStatement], ['GetAuthorizationToken'], ['ERROR resource_kind'], ['CERTAIN missing_get_authorization_token']],
    ['a misspelt action', [tokenStatement, { ...readStatement, Action: ['codeartifact:GetRepositoryEndpoint', 'codeartifact:ReadFromRepositories'] }, bearerStatement], ['ReadFromRepository'], ['ERROR action_misspelt'], ['CERTAIN missing_read_from_repository']],
    ['the wrong service name', [tokenStatement, readStatement, { ...bearerStatement, Action: 'codeartifact:GetServiceBearerToken' }], ['GetServiceBearerToken'], ['ERROR action_misspelt'], ['CERTAIN missing_bearer_token_permission']],
    ['a Deny', [tokenStatement, readStatement, bearerStatement, { Effect: 'Deny', Action: 'codeartifact:Read*', Resource: '*' }], ['ReadFromRepository'], ['ERROR deny_applies'], ['CERTAIN missing_read_from_repository']],
  ])('with %s are refused with the statement that decided', (_, statements, refused, found, proven) => {
    const report = check(...statements);
    expect(report.ok).toBe(false);
    expect({ denied: denied(report), findings: findings(report), causes: causes(report) }).toEqual({
      denied: refused,
      findings: found,
      causes: proven,
    });
  }); // prettier-ignore

  it.each<[string, object, string[]]>([
    ['everything', { Effect: 'Allow', Action: '*', Resource: '*' }, ['WARNING over_broad']],
    ['writing', { Effect: 'Allow', Action: 'codeartifact:*', Resource: `arn:aws:codeartifact:*:${ACCOUNT}:*` }, ['WARNING over_broad']],
    ['other accounts', { ...readStatement, Resource: '*' }, ['NOTE over_broad']],
    ['all but some', { Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }, ['WARNING over_broad', 'NOTE over_broad']],
    ['other roles', { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: '*' }, ['WARNING over_broad']],
  ])('that reach as far as %s are pointed out and left alone', (_, statement, found) => {
    const report = check(tokenStatement, readStatement, bearerStatement, statement);
    expect(report).toMatchObject({ ok: true, repaired: [] });
    expect(findings(report).slice(0, 1)).toEqual(found.slice(0, 1));
  }); // prettier-ignore

  it('with a condition on what only the call knows are never taken for allowed', () => {
    const report = check(tokenStatement, { ...readStatement, Condition: { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } } }, bearerStatement); // prettier-ignore
    expect(denied(report)).toEqual(['GetRepositoryEndpoint', 'ReadFromRepository']);
    expect(report.permissions[2]).toMatchObject({ allowed: false, unknown: true });
    expect(causes(report)[0]).toBe('LIKELY missing_get_repository_endpoint');
  });

  it('of which policies are known to be missing prove nothing', () => {
    const role = {
      Role: { RoleName: 'x', Arn: ROLE, AssumeRolePolicyDocument: {}, AttachedManagedPolicies: [{ PolicyArn: 'arn:aws:iam::aws:policy/X' }] },
      PolicyDocument: { Version: '2012-10-17', Statement: [tokenStatement] },
    }; // prettier-ignore
    const report = checkRolePolicies({ ...question, permissionsPolicy: JSON.stringify(role) }, platform);
    expect(report.causes.every(({ certainty }) => certainty === 'LIKELY')).toBe(true);
    expect(report.notJudged.join(' ')).toContain('arn:aws:iam::aws:policy/X');
  });

  it('are judged together where there are several', () => {
    const text = `first\n${policyOf(tokenStatement)}\n\nand then\n${policyOf(readStatement, bearerStatement)}`;
    expect(checkRolePolicies({ ...question, permissionsPolicy: text }, platform)).toMatchObject({ ok: true });
  });

  it('for a domain of another account are judged on our side, and the owner is named', () => {
    const url = HOST.replace(ACCOUNT, '444455556666');
    const report = checkRolePolicies(
      { ...question, permissionsPolicy: PERMISSIONS, repositoryUrls: [`${url}/npm/my-repo/`] },
      platform,
    );
    expect(denied(report)).toEqual(['GetAuthorizationToken', 'GetRepositoryEndpoint', 'ReadFromRepository']);
    expect(report.notJudged.join(' ')).toContain('account 444455556666 owns it');
    const [repaired] = report.repaired;
    expect(repaired).toMatchObject({ sufficient: true });
    // What the role may do in its own account stays.
    expect(repaired?.text).toContain(tokenStatement.Resource);
  });

  it('without URLs are judged for all of the account, and single repositories are not called wrong', () => {
    const all = { ...question, repositoryUrls: [] };
    expect(checkRolePolicies({ ...all, permissionsPolicy: PERMISSIONS }, platform)).toMatchObject({ ok: true });
    const narrow = policyOf(
      { ...tokenStatement, Resource: DOMAIN_ARN },
      { ...readStatement, Resource: REPOSITORY_ARN },
      bearerStatement,
    );
    const report = checkRolePolicies({ ...all, permissionsPolicy: narrow }, platform);
    expect(report).toMatchObject({ ok: true, causes: [], findings: [], repaired: [] });
    expect(report.notJudged.join(' ')).toContain('codeartifact:ReadFromRepository is allowed for some resources');
    const none = checkRolePolicies({ ...all, permissionsPolicy: policyOf(bearerStatement) }, platform);
    expect(denied(none)).toEqual(['GetAuthorizationToken', 'GetRepositoryEndpoint', 'ReadFromRepository']);
  });

  it('of a domain policy are not taken for the role’s', () => {
    const policy = policyOf({ Effect: 'Allow', Principal: { AWS: ROLE }, Action: ['codeartifact:*', 'sts:GetServiceBearerToken'], Resource: '*' }); // prettier-ignore
    const report = checkRolePolicies({ ...question, permissionsPolicy: policy }, platform);
    expect(report).toMatchObject({ ok: false, permissions: [] });
    expect(findings(report)).toEqual(['ERROR bearer_in_resource_policy', 'NOTE resource_policy']);
  });
});
