import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import type { ScalarTag } from 'yaml';
import { InvalidInput } from '../../lib/errors.ts';
import { codeArtifactSetup } from './setup.ts';
import type { CodeArtifactSetupInput } from './setup.ts';
import {
  anyExternalId,
  base,
  named,
  namedDomains,
  namedRepositories,
  own,
} from '../../../../tests/support/setup-input.ts';

const readActions = ['codeartifact:GetRepositoryEndpoint', 'codeartifact:ReadFromRepository'];
const bearerStatement = {
  Effect: 'Allow',
  Action: 'sts:GetServiceBearerToken',
  Resource: '*',
  Condition: { StringEquals: { 'sts:AWSServiceName': 'codeartifact.amazonaws.com' } },
};
describe('the policies for the manual way', () => {
  it('trust the platform’s role with the External ID', () => {
    expect(JSON.parse(codeArtifactSetup(base).trustPolicy)).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { AWS: base.platformRoleArn },
          Action: 'sts:AssumeRole',
          Condition: { StringEquals: { 'sts:ExternalId': base.externalId } },
        },
      ],
    });
  });

  it.each([
    ['the account', '111122223333', '111122223333'],
    ['a placeholder while the account is unknown', null, '<YOUR_ACCOUNT_ID>'],
  ])('permit reading everything in %s', (_what, accountId, written) => {
    const { permissionsPolicy, domainOwnerPolicies } = codeArtifactSetup({ ...base, accountId });
    expect(JSON.parse(permissionsPolicy)).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Action: 'codeartifact:GetAuthorizationToken',
          Resource: `arn:aws:codeartifact:*:${written}:domain/*`,
        },
        { Effect: 'Allow', Action: readActions, Resource: `arn:aws:codeartifact:*:${written}:repository/*/*` },
        bearerStatement,
      ],
    });
    expect(domainOwnerPolicies).toEqual([]);
  });

  it('cover exactly the repositories named, each once, under their own Region and owner', () => {
    expect(JSON.parse(codeArtifactSetup(named).permissionsPolicy)).toEqual({
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Action: 'codeartifact:GetAuthorizationToken', Resource: namedDomains },
        { Effect: 'Allow', Action: readActions, Resource: namedRepositories },
        bearerStatement,
      ],
    });
  });

  it('are indented by two spaces', () => {
    for (const policy of [codeArtifactSetup(named).permissionsPolicy, codeArtifactSetup(named).trustPolicy]) {
      expect(policy).toBe(JSON.stringify(JSON.parse(policy), null, 2));
    }
  });

  it('stay below the limit of an inline policy', () => {
    const domain = 'd'.repeat(50);
    const repositoryUrls = Array.from(
      { length: 50 },
      (_, index) =>
        `https://${domain}-111122223333.d.codeartifact.us-east-1.amazonaws.com/npm/${String(index).padStart(100, 'r')}/`,
    );
    const policy: unknown = JSON.parse(codeArtifactSetup({ ...base, repositoryUrls }).permissionsPolicy);
    expect(JSON.stringify(policy).length).toBeLessThan(10_240);
    expect(policy).toMatchObject({
      Statement: [{}, { Resource: `arn:aws:codeartifact:us-east-1:111122223333:repository/${domain}/*` }, {}],
    });
  });
});

describe('the policies for the owner of a domain in another account', () => {
  const role = { AWS: 'arn:aws:iam::111122223333:role/BacklineCodeArtifactIntegrationRole' };

  it('let the role get a token and read the named repositories, and nothing of its own account', () => {
    const [policies, ...more] = codeArtifactSetup(named).domainOwnerPolicies;
    expect(more).toEqual([]);
    expect(policies).toMatchObject({ domainOwner: '999988887777', domain: 'shared', region: 'eu-west-1' });
    expect(JSON.parse(policies?.domainPolicy ?? '')).toEqual({
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Principal: role, Action: 'codeartifact:GetAuthorizationToken', Resource: '*' },
        { Effect: 'Allow', Principal: role, Action: readActions, Resource: namedRepositories.slice(2) },
      ],
    });
    expect(policies?.repositoryPolicies.map(({ repository }) => repository)).toEqual(['Team.Feed', 'second']);
    expect(JSON.parse(policies?.repositoryPolicies[0]?.policy ?? '')).toEqual({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: role, Action: readActions, Resource: '*' }],
    });
  });

  it('wait until the account is known', () => {
    expect(codeArtifactSetup({ ...named, accountId: null }).domainOwnerPolicies).toEqual([]);
  });
});

describe('the CloudFormation template', () => {
  it('makes the role with values that the customer may change only within their form', () => {
    const template = readTemplate(codeArtifactSetup(base).cloudFormationTemplate);
    expect(template).toMatchObject({
      Parameters: {
        ExternalId: { Type: 'String', Default: base.externalId, MinLength: 8, MaxLength: 1224 },
        PlatformPrincipalArn: { Type: 'String', Default: base.platformRoleArn },
        RoleName: { Type: 'String', Default: 'BacklineCodeArtifactIntegrationRole', MaxLength: 64 },
      },
      Resources: {
        IntegrationRole: {
          Type: 'AWS::IAM::Role',
          Properties: {
            RoleName: '!Ref RoleName',
            MaxSessionDuration: 3600,
            AssumeRolePolicyDocument: {
              Statement: [
                {
                  Effect: 'Allow',
                  Principal: { AWS: '!Ref PlatformPrincipalArn' },
                  Action: 'sts:AssumeRole',
                  Condition: { StringEquals: { 'sts:ExternalId': '!Ref ExternalId' } },
                },
              ],
            },
            Policies: [
              {
                PolicyName: 'CustomerCodeArtifactReadPolicy',
                PolicyDocument: {
                  Statement: [
                    { Resource: ['!Sub arn:${AWS::Partition}:codeartifact:*:${AWS::AccountId}:domain/*'] },
                    {
                      Action: readActions,
                      Resource: ['!Sub arn:${AWS::Partition}:codeartifact:*:${AWS::AccountId}:repository/*/*'],
                    },
                    bearerStatement,
                  ],
                },
              },
            ],
          },
        },
      },
      Outputs: {
        RoleArn: { Value: '!GetAtt IntegrationRole.Arn' },
        ExternalId: { Value: '!Ref ExternalId' },
        AccountId: { Value: '!Ref AWS::AccountId' },
        TemplateVersion: { Value: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/) },
      },
    });
  });

  it('shows the External ID, because a NoEcho parameter cannot be prefilled', () => {
    expect(codeArtifactSetup(base).cloudFormationTemplate).not.toContain('NoEcho');
  });

  it('covers exactly the repositories named', () => {
    const text = codeArtifactSetup(named).cloudFormationTemplate;
    const arns = [...text.matchAll(/!Sub '(.+)'/g)].map((match) => match[1]?.replace('${AWS::Partition}', 'aws'));
    expect(arns).toEqual([...namedDomains, ...namedRepositories]);
    expect(readTemplate(text)).toBeTruthy();
  });

  it('accepts with its patterns what it is prefilled with', () => {
    const { Parameters } = readTemplate(codeArtifactSetup(base).cloudFormationTemplate) as {
      Parameters: Record<string, { Default: string; AllowedPattern: string }>;
    };
    for (const { Default, AllowedPattern } of Object.values(Parameters)) {
      expect(Default).toMatch(new RegExp(`^(?:${AllowedPattern})$`));
    }
  });
});

describe('the quick-create link', () => {
  it('opens the console of the Region with every value filled in', () => {
    const url = new URL(
      codeArtifactSetup({ ...base, region: 'eu-west-3', externalId: 'a+b=c,d.e@f:g/h-1' }).cloudFormationUrl,
    );
    expect(url.origin).toBe('https://eu-west-3.console.aws.amazon.com');
    expect(url.pathname + url.search).toBe('/cloudformation/home?region=eu-west-3');
    const [page, query] = url.hash.split('?');
    expect(page).toBe('#/stacks/create/review');
    expect(Object.fromEntries(new URLSearchParams(query))).toEqual({
      templateURL: base.templateUrl,
      stackName: 'BacklineCodeArtifactIntegration',
      param_ExternalId: 'a+b=c,d.e@f:g/h-1',
      param_PlatformPrincipalArn: base.platformRoleArn,
    });
  });
});

describe('the Terraform configuration', () => {
  it('reads account and partition where it runs', () => {
    const { terraform } = codeArtifactSetup(base);
    expect(terraform).toContain(
      '"arn:${data.aws_partition.current.partition}:codeartifact:*:${data.aws_caller_identity.current.account_id}:repository/*/*"',
    );
    expect(terraform).toContain(`"sts:ExternalId" = "${base.externalId}"`);
    expect(terraform).toContain('max_session_duration = 3600');
  });

  it('covers exactly the repositories named', () => {
    const { terraform } = codeArtifactSetup(named);
    const arns = [...terraform.matchAll(/"(arn:aws:codeartifact:[^"]+)"/g)].map((match) => match[1]);
    expect(arns).toEqual([...namedDomains, ...namedRepositories]);
    expect(terraform).not.toContain('aws_partition');
  });

  it('closes every bracket and quote that it opens', () => {
    for (const input of [base, named]) {
      const { terraform } = codeArtifactSetup(input);
      const bare = terraform.replaceAll(/"(?:[^"\\\n]|\\.)*"/g, '""');
      for (const [open, close] of ['{}', '[]', '()'].map((pair) => pair.split(''))) {
        expect(bare.split(open ?? '').length).toBe(bare.split(close ?? '').length);
      }
      expect(bare.replaceAll('""', '')).not.toContain('"');
    }
  });
});

describe('any accepted input', () => {
  it('stays inside its quotes', () => {
    fc.assert(
      fc.property(anyExternalId, fc.constantFrom(null, '111122223333'), (externalId, accountId) => {
        const setup = codeArtifactSetup({ ...base, externalId, accountId });
        const template = readTemplate(setup.cloudFormationTemplate);
        expect(template).toMatchObject({ Parameters: { ExternalId: { Default: externalId } } });
        expect(JSON.parse(setup.trustPolicy)).toMatchObject({
          Statement: [{ Condition: { StringEquals: { 'sts:ExternalId': externalId } } }],
        });
        expect(setup.terraform).toContain(`"sts:ExternalId" = "${externalId}"`);
        expect(setup.awsCli).toContain(`external_id='${externalId}'`);
      }),
    );
  });

  it.each<[string, Partial<CodeArtifactSetupInput>]>([
    ['an account of three digits', { accountId: '111' }],
    ['a quote in the External ID', { externalId: "abcdefgh'; rm -rf x; '" }],
    ['a substitution in the External ID', { externalId: '${jsonencode(1)}' }],
    ['a host for a Region', { region: 'evil.com/#' }],
    ['an empty Region', { region: '' }],
    ['a URL that is none', { repositoryUrls: ['x'] }],
    ['a URL that could be mended', { repositoryUrls: [`${own}/npm/my-repo`] }],
  ])('is not %s', (_what, change) => {
    expect(() => codeArtifactSetup({ ...named, ...change })).toThrow(InvalidInput);
  });
});

/** Parses a template as CloudFormation would, with its short functions as text. */
function readTemplate(text: string): unknown {
  const customTags = ['Ref', 'Sub', 'GetAtt'].map((name): ScalarTag => ({
    tag: `!${name}`,
    resolve: (value: string) => `!${name} ${value}`,
  }));
  const document = parseDocument(text, { customTags, schema: 'core' });
  expect([...document.errors, ...document.warnings]).toEqual([]);
  return document.toJS();
}
