import { describe, expect, it } from 'vitest';
import {
  ACCOUNT,
  EXTERNAL_ID,
  PERMISSIONS,
  permissionStatements,
  platform,
  PLATFORM_ROLE,
  policyOf,
  question,
  ROLE,
  TRUST,
} from '../../../../../tests/support/role-policies.ts';
import { codeArtifactSetup } from '../setup.ts';
import { checkRolePolicies, type RolePoliciesQuestion, type RolePoliciesReport } from './index.ts';

const setup = {
  accountId: ACCOUNT,
  externalId: EXTERNAL_ID,
  region: 'us-east-1',
  platformRoleArn: PLATFORM_ROLE,
  templateUrl: 'https://templates.example.com/role.yaml',
  repositoryUrls: [],
};
const trust: object = JSON.parse(TRUST);
const permissions: object = JSON.parse(PERMISSIONS);

function check(pasted: Partial<RolePoliciesQuestion>): RolePoliciesReport {
  return checkRolePolicies({ ...question, ...pasted }, platform);
}

function json(value: unknown): string {
  return JSON.stringify(value, null, 4);
}

const role = { RoleName: 'BacklineCodeArtifactIntegrationRole', Arn: ROLE, AssumeRolePolicyDocument: trust };

describe('policies are read out of', () => {
  it.each<[string, string | null, string | null]>([
    ['documents alone', TRUST, PERMISSIONS],
    ['get-role and get-role-policy', json({ Role: role }), json({ RoleName: 'x', PolicyName: 'y', PolicyDocument: permissions })],
    ['get-policy-version', TRUST, json({ PolicyVersion: { Document: permissions, VersionId: 'v1', IsDefaultVersion: true } })],
    ['URL-encoded documents', json({ Role: { ...role, AssumeRolePolicyDocument: encodeURIComponent(TRUST) } }), encodeURIComponent(PERMISSIONS)],
    ['JSON within JSON', json({ Role: { ...role, AssumeRolePolicyDocument: TRUST } }), JSON.stringify(PERMISSIONS)],
    ['statements alone', json(trust).slice(json(trust).indexOf('['), -1), json(permissionStatements)],
    ['both in one text', `${TRUST}\n${PERMISSIONS}`, null],
    ['the wrong one of the two fields', PERMISSIONS, TRUST],
    ['a shell session', `$ aws iam get-role --role-name x\n${json({ Role: role })}\n$ aws iam get-role-policy\n${json({ PolicyDocument: permissions })}\n$`, null],
  ])('%s', (_, trustPolicy, permissionsPolicy) => {
    const report = check({ trustPolicy, permissionsPolicy });
    expect(report.findings.filter(({ severity }) => severity !== 'NOTE')).toEqual([]);
    expect(report.permissions.map(({ allowed }) => allowed)).toEqual([true, true, true, true, true]);
    expect(report.ok).toBe(true);
  }); // prettier-ignore

  it('the answer with all details of the account, of which only the role and what is attached to it counts', () => {
    const attached = `arn:aws:iam::${ACCOUNT}:policy/Read`;
    const denied = JSON.parse(policyOf({ Effect: 'Deny', Action: '*', Resource: '*' }));
    const versions = [{ Document: denied, IsDefaultVersion: false }, { Document: permissions, IsDefaultVersion: true }];
    const details = {
      UserDetailList: [{ UserName: 'ann', UserPolicyList: [{ PolicyName: 'x', PolicyDocument: denied }] }],
      RoleDetailList: [
        { ...role, AttachedManagedPolicies: [{ PolicyName: 'Read', PolicyArn: attached }] },
        { RoleName: 'Other', Arn: `${ROLE}2`, AssumeRolePolicyDocument: denied, RolePolicyList: [{ PolicyName: 'x', PolicyDocument: denied }] },
      ],
      Policies: [{ PolicyName: 'Read', Arn: attached, PolicyVersionList: versions }, { PolicyName: 'Deny', Arn: `${attached}2`, PolicyVersionList: [{ Document: denied, IsDefaultVersion: true }] }],
    };
    expect(check({ trustPolicy: json(details) })).toMatchObject({ ok: true, findings: [] });
    const bound = { ...details, RoleDetailList: [{ ...details.RoleDetailList[0], PermissionsBoundary: { PermissionsBoundaryArn: `${attached}2` } }] };
    expect(check({ trustPolicy: json(bound) }).causes.map(({ code }) => code)).toEqual(['permissions_boundary_denies']);
    const unnamed = check({ trustPolicy: json(details), roleArn: `arn:aws:iam::${ACCOUNT}:role/Third` });
    expect(unnamed).toMatchObject({ ok: false, permissions: [], findings: [{ code: 'nothing_found' }] });
    expect(unnamed.findings[0]?.message).toContain('2 roles');
  }); // prettier-ignore

  it('CloudFormation, with what follows from the account filled in', () => {
    const sub = (text: string) => ({ 'Fn::Sub': text });
    const statements = permissionStatements.map((one, index) =>
      index < 2 ? { ...one, Resource: [sub(one.Resource.replace('arn:aws', 'arn:${AWS::Partition}').replace(ACCOUNT, '${AWS::AccountId}'))] } : one,
    );
    const properties = { AssumeRolePolicyDocument: trust, Policies: [{ PolicyName: 'Read', PolicyDocument: { ...permissions, Statement: statements } }] };
    const template = { Resources: { Role: { Type: 'AWS::IAM::Role', Properties: properties } } };
    expect(check({ trustPolicy: json(template) })).toMatchObject({ ok: true, findings: [] });
  }); // prettier-ignore

  it('CloudFormation and Terraform, without what hangs on another role', () => {
    const policy = (name: string) => ({
      Type: 'AWS::IAM::Policy',
      Properties: { PolicyName: 'Read', Roles: [{ Ref: name }], PolicyDocument: permissions },
    });
    const template = (name: string) => ({
      Resources: {
        Role: { Type: 'AWS::IAM::Role', Properties: { RoleName: role.RoleName, AssumeRolePolicyDocument: trust } },
        Other: { Type: 'AWS::IAM::Role', Properties: { RoleName: 'Other', AssumeRolePolicyDocument: trust } },
        Policy: policy(name),
      },
    });
    expect(check({ trustPolicy: json(template('Role')) })).toMatchObject({ ok: true });
    expect(check({ trustPolicy: json(template('Other')) }).permissions).toHaveLength(1);
    const terraform = (name: string) =>
      `resource "aws_iam_role" "this" {\n  assume_role_policy = <<EOF\n${TRUST}\nEOF\n}\nresource "aws_iam_role_policy" "read" {\n  role = aws_iam_role.${name}.id\n  policy = <<EOF\n${PERMISSIONS}\nEOF\n}\n`;
    expect(check({ trustPolicy: terraform('this') })).toMatchObject({ ok: true });
    expect(check({ trustPolicy: terraform('other') }).permissions).toHaveLength(1);
  });

  it("the set-up's own template, whose parameters it does not guess", () => {
    const { cloudFormationTemplate } = codeArtifactSetup({ ...setup, repositoryUrls: [...question.repositoryUrls] });
    const report = check({ trustPolicy: cloudFormationTemplate });
    expect(report.permissions.map(({ allowed, unknown }) => [allowed, unknown])).toEqual([
      [false, true],
      [true, false],
      [true, false],
      [true, false],
      [true, false],
    ]);
    expect(report.permissions[0]?.reason).toContain('the parameter ExternalId');
    expect(report.ok).toBe(false);
  });

  it("the set-up's own Terraform", () => {
    const { terraform } = codeArtifactSetup(setup);
    expect(check({ trustPolicy: terraform })).toMatchObject({ ok: true, findings: [] });
  });

  it.each<[string, string, boolean]>([
    ['a heredoc', `resource "aws_iam_role" "this" {\n  assume_role_policy = <<-EOF\n${TRUST}\n  EOF\n}`, true],
    ['a policy document', policyDocument(`["${EXTERNAL_ID}"]`), true],
    ['a variable', policyDocument('[var.external_id]'), false],
    ['a heredoc with a variable', `assume_role_policy = <<EOF\n${TRUST.replace(EXTERNAL_ID, '${var.id}')}\nEOF`, false],
  ])('Terraform with %s', (_, trustPolicy, isAllowed) => {
    const [assume] = check({ trustPolicy }).permissions;
    expect(assume).toMatchObject({ allowed: isAllowed, unknown: !isAllowed });
  });

  it('not Terraform that makes statements in a loop, which it says', () => {
    const trustPolicy = 'assume_role_policy = jsonencode({ Statement = [for id in var.ids : { Effect = "Allow" }] })';
    const [assume] = check({ trustPolicy }).permissions;
    expect(assume).toMatchObject({
      allowed: false,
      unknown: true,
      reason: expect.stringContaining('for id in var.ids'),
    });
  });

  it('not Terraform that breaks off, and say what to paste', () => {
    const report = check({ trustPolicy: 'resource "aws_iam_role" "this" {\n  name = "x"\n' });
    expect(report).toMatchObject({ ok: false, permissions: [], findings: [{ code: 'terraform_syntax', line: 1 }] });
    expect(report.findings[0]?.message).toContain("Paste the policy's JSON");
  });

  it('YAML, with the line of each element', () => {
    const yaml = `AssumeRolePolicyDocument:\n  Version: 2012-10-17\n  Statement:\n    - Effect: Allow\n      Principal: {AWS: "${PLATFORM_ROLE}"}\n      Action: sts:AssumeRole\n      Condition:\n        StringEquals:\n          sts:ExternalId: wrong-external-id\n`;
    const report = check({ trustPolicy: yaml });
    expect(report.findings).toMatchObject([{ code: 'external_id_value', line: 9, column: 11 }]);
    expect(report.repaired[0]?.diff).toContain(EXTERNAL_ID);
  }); // prettier-ignore
});

function policyDocument(values: string): string {
  return `data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"] # one
    principals {
      type        = "AWS"
      identifiers = ["${PLATFORM_ROLE}"]
    }
    condition {
      test     = "StringEquals"
      variable = "sts:ExternalId"
      values   = ${values}
    }
  }
}
`;
}

describe('a place is', () => {
  const wrong = TRUST.replace(EXTERNAL_ID, 'wrong-external-id');
  const place = (report: RolePoliciesReport) => report.findings.map(({ code, line, column }) => [code, line, column]);

  it('that of the pasted text, also behind other text and within encoded documents', () => {
    expect(place(check({ trustPolicy: wrong }))).toEqual([['external_id_value', 12, 11]]);
    expect(place(check({ trustPolicy: `my policy:\r\n${wrong.replaceAll('\n', '\r\n')}` }))).toEqual([
      ['external_id_value', 13, 11],
    ]);
    const encoded = json({ Role: { ...role, AssumeRolePolicyDocument: encodeURIComponent(wrong) } });
    const [[, line, column]] = place(check({ trustPolicy: encoded })) as [[string, number, number]];
    expect(encoded.split('\n')[line - 1]?.slice(column - 1)).toMatch(/^%22sts%3AExternalId%22/u);
    const quoted = json({ Role: { ...role, AssumeRolePolicyDocument: wrong } });
    const [[, line2, column2]] = place(check({ trustPolicy: quoted })) as [[string, number, number]];
    expect(quoted.split('\n')[line2 - 1]?.slice(column2 - 1)).toMatch(/^\\"sts:ExternalId/u);
  });
});
