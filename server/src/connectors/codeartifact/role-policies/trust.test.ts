import { describe, expect, it } from 'vitest';
import {
  ACCOUNT,
  EXTERNAL_ID,
  platform,
  PLATFORM_ROLE,
  policyOf,
  question,
  trustStatement,
} from '../../../../../tests/support/role-policies.ts';
import { checkRolePolicies, type RolePoliciesReport } from './index.ts';

function check(statements: object[] | object, externalId: string | null = EXTERNAL_ID): RolePoliciesReport {
  return checkRolePolicies({ ...question, externalId, trustPolicy: policyOf(...[statements].flat()) }, platform);
}

function trust(changes: object): object {
  return { ...trustStatement, ...changes };
}

function withId(operator: string, key: string, value: unknown): object {
  return trust({ Condition: { [operator]: { [key]: value } } });
}

/** `ERROR code` of each finding, and `CERTAIN code` of each cause. */
function summary({ ok, permissions, refusals, findings, causes }: RolePoliciesReport) {
  return {
    ok,
    allowed: permissions.map(({ allowed }) => allowed),
    letIn: refusals.filter(({ allowed }) => allowed).map(({ externalId }) => externalId),
    findings: findings.map(({ severity, code }) => `${severity} ${code}`),
    causes: causes.map(({ certainty, code }) => `${certainty} ${code}`),
  };
}

describe('a trust policy', () => {
  it('that is right is allowed by its statement and refuses everybody without the External ID', () => {
    const report = check(trustStatement);
    expect(summary(report)).toEqual({ ok: true, allowed: [true], letIn: [], findings: [], causes: [] });
    expect(report.permissions[0]).toMatchObject({
      action: 'sts:AssumeRole',
      resource: question.roleArn,
      externalId: 'RIGHT',
      statement: 'statement 1 of the trust policy',
      place: { source: 'TRUST_POLICY', line: 4, column: 5 },
    });
    expect(report.refusals.map(({ externalId }) => externalId)).toEqual(['MISSING', 'WRONG']);
    expect(report.repaired).toEqual([]);
  });

  it.each<[string, object, string[], string[], string[]]>([
    ['without a condition', trust({ Condition: undefined }), ['MISSING', 'WRONG'], ['ERROR external_id_missing'], ['CERTAIN external_id_not_required']],
    ['with IfExists', withId('StringEqualsIfExists', 'sts:ExternalId', EXTERNAL_ID), ['MISSING'], ['ERROR external_id_operator'], ['CERTAIN external_id_not_required']],
    ['with ForAllValues', withId('ForAllValues:StringEquals', 'sts:ExternalId', EXTERNAL_ID), ['MISSING'], ['ERROR external_id_operator'], ['CERTAIN external_id_not_required']],
    ['with a wildcard', withId('StringLike', 'sts:ExternalId', 'bl-*'), ['WRONG'], ['ERROR external_id_wildcard'], ['CERTAIN external_id_not_required']],
    ['that asks only whether there is one', withId('Null', 'sts:ExternalId', 'false'), ['WRONG'], ['ERROR external_id_operator'], ['CERTAIN external_id_not_required']],
  ])('%s lets others in', (_, statement, letIn, findings, causes) => {
    expect(summary(check(statement))).toEqual({ ok: false, allowed: [true], letIn, findings, causes });
  }); // prettier-ignore

  it.each<[string, object, string[], string[]]>([
    ['StringNotEquals', withId('StringNotEquals', 'sts:ExternalId', EXTERNAL_ID), ['ERROR external_id_operator'], ['CERTAIN external_id_not_required', 'CERTAIN external_id_mismatch']],
    ['a misspelt key', withId('StringEquals', 'sts:ExternalID ', EXTERNAL_ID), ['ERROR external_id_key_misspelt'], ['CERTAIN external_id_mismatch']],
    ['another prefix', withId('StringEquals', 'aws:ExternalId', EXTERNAL_ID), ['ERROR external_id_key_misspelt'], ['CERTAIN external_id_mismatch']],
    ['another value', withId('StringEquals', 'sts:ExternalId', 'another-external-id'), ['ERROR external_id_value'], ['CERTAIN external_id_mismatch']],
    ['another letter case', withId('StringEquals', 'sts:ExternalId', EXTERNAL_ID.toUpperCase()), ['ERROR external_id_value'], ['CERTAIN external_id_mismatch']],
    ['a space', withId('StringEquals', 'sts:ExternalId', `${EXTERNAL_ID} `), ['ERROR external_id_value'], ['CERTAIN external_id_mismatch']],
    ['an invisible character', withId('StringEquals', 'sts:ExternalId', `${EXTERNAL_ID}\u200B`), ['ERROR external_id_value'], ['CERTAIN external_id_mismatch']],
    ['a placeholder', withId('StringEquals', 'sts:ExternalId', '<YOUR_EXTERNAL_ID>'), ['ERROR external_id_placeholder'], ['CERTAIN external_id_mismatch']],
    ['a star that is no wildcard', withId('StringEquals', 'sts:ExternalId', '*'), ['ERROR external_id_wildcard'], ['CERTAIN external_id_mismatch']],
    ['another account', trust({ Principal: { AWS: 'arn:aws:iam::444455556666:root' } }), ['ERROR principal_other_account'], ['CERTAIN trust_principal_mismatch']],
    ['a user', trust({ Principal: { AWS: 'arn:aws:iam::198331734661:user/backline' } }), ['ERROR principal_user'], ['CERTAIN trust_principal_mismatch']],
    ['another role', trust({ Principal: { AWS: 'arn:aws:iam::198331734661:role/Backline' } }), ['ERROR principal_other_role'], ['CERTAIN trust_principal_mismatch']],
    ['a session', trust({ Principal: { AWS: 'arn:aws:sts::198331734661:assumed-role/BacklineIntegrationReadOnlyCodeArtifact/x' } }), ['ERROR principal_session'], ['CERTAIN trust_principal_mismatch']],
    ['another partition', trust({ Principal: { AWS: PLATFORM_ROLE.replace('arn:aws:', 'arn:aws-cn:') } }), ['ERROR principal_partition'], ['CERTAIN trust_principal_mismatch']],
    ['a stale id', trust({ Principal: { AWS: 'AROAEXAMPLEEXAMPLE123' } }), ['ERROR principal_stale_id'], ['CERTAIN trust_principal_stale_id']],
    ['MFA', trust({ Condition: { ...trustStatement.Condition, Bool: { 'aws:MultiFactorAuthPresent': 'true' } } }), ['ERROR condition_unmet'], ['CERTAIN trust_condition_unmet']],
    ['a source account', trust({ Condition: { StringEquals: { 'sts:ExternalId': EXTERNAL_ID, 'aws:SourceAccount': ACCOUNT } } }), ['ERROR condition_unmet'], ['CERTAIN trust_condition_unmet']],
    ['another action', trust({ Action: 'sts:AssumeRoleWithWebIdentity' }), [], ['CERTAIN trust_principal_mismatch']],
  ])('with %s keeps Backline out', (_, statement, findings, causes) => {
    const { letIn: _letIn, ...rest } = summary(check(statement));
    expect(rest).toEqual({ ok: false, allowed: [false], findings, causes });
  }); // prettier-ignore

  it.each<[string, object]>([
    ['a source address', { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }],
    ['an organization', { StringEquals: { 'aws:PrincipalOrgID': 'o-example', 'sts:ExternalId': EXTERNAL_ID } }],
    ['a session name', { StringLike: { 'sts:RoleSessionName': 'backline-*' } }],
    ['a tag of the caller', { StringEquals: { 'sts:ExternalId': EXTERNAL_ID, 'aws:PrincipalTag/team': 'x' } }],
  ])('with a condition on %s is never taken for one that allows, nor for one that surely denies', (_, condition) => {
    const report = check(trust({ Condition: { ...trustStatement.Condition, ...condition } }));
    expect(summary(report)).toMatchObject({
      ok: false,
      allowed: [false],
      findings: ['WARNING condition_unknown'],
      causes: ['LIKELY trust_condition_unmet'],
    });
    expect(report.permissions[0]).toMatchObject({ unknown: true, reason: expect.stringContaining('cannot be told') });
  });

  it('with a Deny that may hit is not taken for one that allows', () => {
    const deny = { Effect: 'Deny', Principal: '*', Action: 'sts:*', Condition: { NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } } };
    expect(check([trustStatement, deny]).permissions[0]).toMatchObject({ allowed: false, unknown: true });
    expect(summary(check([trustStatement, deny]))).toMatchObject({
      findings: ['WARNING deny_may_apply'],
      causes: ['LIKELY trust_explicit_deny'],
    });
    const all = { Effect: 'Deny', NotPrincipal: { AWS: PLATFORM_ROLE }, Action: 'sts:AssumeRole' };
    expect(check([trustStatement, all]).permissions[0]).toMatchObject({ allowed: false, unknown: true });
  }); // prettier-ignore

  it('with a Deny that hits says so, and repairs nothing', () => {
    const report = check([trustStatement, { Sid: 'Nobody', Effect: 'Deny', Principal: '*', Action: 'sts:AssumeRole' }]);
    expect(summary(report)).toMatchObject({
      findings: ['ERROR deny_applies'],
      causes: ['CERTAIN trust_explicit_deny'],
    });
    expect(report.permissions[0]?.reason).toContain('Statement 2 (Nobody) of the trust policy denies it');
    expect(report.repaired).toEqual([]);
  });

  it.each<[string, object, string[]]>([
    ["Backline's whole account", trust({ Principal: { AWS: 'arn:aws:iam::198331734661:root' } }), ['NOTE principal_account_root']],
    ["Backline's account number", trust({ Principal: { AWS: '198331734661' } }), ['NOTE principal_account_root']],
    ['everybody', trust({ Principal: '*' }), ['WARNING principal_wildcard']],
    ['others besides', trust({ Principal: { AWS: [PLATFORM_ROLE, `arn:aws:iam::${ACCOUNT}:role/admin`] } }), []],
    ['the ID in other letter case too', withId('StringEqualsIgnoreCase', 'sts:ExternalId', EXTERNAL_ID), ['WARNING external_id_operator']],
    ['ForAnyValue', withId('ForAnyValue:StringEquals', 'sts:ExternalId', EXTERNAL_ID), ['NOTE external_id_operator']],
    ['the key in other letter case', withId('StringEquals', 'STS:externalid', EXTERNAL_ID), []],
    ['several IDs', withId('StringEquals', 'sts:ExternalId', ['another-id', EXTERNAL_ID]), []],
  ])('that names %s works', (_, statement, findings) => {
    expect(summary(check(statement))).toEqual({ ok: true, allowed: [true], letIn: [], findings, causes: [] });
  }); // prettier-ignore

  it("is judged by its own External ID where none was given, and says that it wasn't compared", () => {
    const report = check(trustStatement, null);
    expect(report).toMatchObject({ ok: true, permissions: [{ allowed: true, reason: expect.stringContaining(EXTERNAL_ID) }] });
    expect(report.notJudged.join(' ')).toContain('none was given to compare');
  }); // prettier-ignore

  it('says nothing about conditions of a statement that is for somebody else', () => {
    const vendor = trust({ Principal: { AWS: 'arn:aws:iam::444455556666:root' }, Condition: { StringEquals: { 'sts:ExternalId': 'theirs-and-not-ours' } } });
    expect(summary(check([vendor, trustStatement]))).toMatchObject({ ok: true, findings: [] });
    expect(summary(check(vendor)).causes).toEqual(['CERTAIN trust_principal_mismatch']);
  }); // prettier-ignore
});
