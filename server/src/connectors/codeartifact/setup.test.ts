import { spawnSync } from 'node:child_process';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import type { ScalarTag } from 'yaml';
import { InvalidInput } from '../../lib/errors.ts';
import { codeArtifactSetup } from './setup.ts';
import type { CodeArtifactSetupInput } from './setup.ts';

const base: CodeArtifactSetupInput = {
  accountId: null,
  externalId: 'bl-0123456789abcdef0123456789abcdef',
  region: 'us-east-1',
  repositoryUrls: [],
  platformRoleArn: 'arn:aws:iam::198331734661:role/BacklineIntegrationReadOnlyCodeArtifact',
  templateUrl: 'https://templates.example.com/role.yaml?version=1&x=y',
};
const own = 'https://my-domain-111122223333.d.codeartifact.us-east-1.amazonaws.com';
const foreign = 'https://shared-999988887777.d.codeartifact.eu-west-1.amazonaws.com';
const named = {
  ...base,
  accountId: '111122223333',
  repositoryUrls: [
    `${own}/npm/my-repo/`,
    `${own}/pypi/my-repo/simple/`,
    `${own}/npm/other/`,
    `${foreign}/nuget/Team.Feed/v3/index.json`,
    `${foreign}/npm/second/`,
  ],
};
const readActions = ['codeartifact:GetRepositoryEndpoint', 'codeartifact:ReadFromRepository'];
const bearerStatement = {
  Effect: 'Allow',
  Action: 'sts:GetServiceBearerToken',
  Resource: '*',
  Condition: { StringEquals: { 'sts:AWSServiceName': 'codeartifact.amazonaws.com' } },
};
const namedDomains = [
  'arn:aws:codeartifact:us-east-1:111122223333:domain/my-domain',
  'arn:aws:codeartifact:eu-west-1:999988887777:domain/shared',
];
const namedRepositories = [
  'arn:aws:codeartifact:us-east-1:111122223333:repository/my-domain/my-repo',
  'arn:aws:codeartifact:us-east-1:111122223333:repository/my-domain/other',
  'arn:aws:codeartifact:eu-west-1:999988887777:repository/shared/Team.Feed',
  'arn:aws:codeartifact:eu-west-1:999988887777:repository/shared/second',
];

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

describe('the AWS CLI script', () => {
  const account = '111122223333';

  it('creates the role with exactly the policies of the manual way', () => {
    const setup = codeArtifactSetup(named);
    const calls = runScript(setup.awsCli, account);
    const created = calls.find(([service, command]) => service === 'iam' && command === 'create-role') ?? [];
    const permitted = calls.find(([, command]) => command === 'put-role-policy') ?? [];
    expect(JSON.parse(valueOf(created, '--assume-role-policy-document'))).toEqual(JSON.parse(setup.trustPolicy));
    expect(valueOf(created, '--role-name')).toBe(setup.roleName);
    expect(valueOf(created, '--max-session-duration')).toBe('3600');
    expect(valueOf(permitted, '--policy-name')).toBe('CustomerCodeArtifactReadPolicy');
    expect(JSON.parse(valueOf(permitted, '--policy-document'))).toEqual(JSON.parse(setup.permissionsPolicy));
  });

  it('takes the account that it runs in where none is known', () => {
    const calls = runScript(codeArtifactSetup(base).awsCli, account);
    const permitted = calls.find(([, command]) => command === 'put-role-policy') ?? [];
    const known = codeArtifactSetup({ ...base, accountId: account });
    expect(JSON.parse(valueOf(permitted, '--policy-document'))).toEqual(JSON.parse(known.permissionsPolicy));
  });

  it('does nothing in another account', () => {
    expect(() => runScript(codeArtifactSetup(named).awsCli, '444455556666')).toThrow(/sign in to account 111122223333/);
  });

  it('prints what to enter', () => {
    const { stdout } = bash(withFakeAws(codeArtifactSetup(base).awsCli, account));
    expect(stdout).toContain(`External ID: ${base.externalId}`);
    expect(stdout).toContain(`Role ARN:    arn:aws:iam::${account}:role/`);
  });
});

describe('any accepted input', () => {
  const anyExternalId = fc.stringMatching(/^[A-Za-z0-9_+=,.@:/-]{8,60}$/);

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

  it('makes a script that bash can read', () => {
    for (const externalId of fc.sample(anyExternalId, 10)) {
      const { status, stderr } = spawnSync('bash', ['-n'], {
        input: codeArtifactSetup({ ...named, externalId }).awsCli,
        encoding: 'utf8',
      });
      expect([status, stderr]).toEqual([0, '']);
    }
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

/** Runs the script with a function in place of the AWS CLI; gives the arguments of each call. */
function runScript(script: string, account: string): string[][] {
  const { status, stderr } = bash(withFakeAws(script, account));
  if (status !== 0) throw new Error(stderr);
  return stderr
    .split('\u001D')
    .slice(0, -1)
    .map((call) => call.split('\u001E').slice(0, -1));
}

function withFakeAws(script: string, account: string): string {
  return `calls() { printf '%s\\036' "$@" >&9; printf '\\035' >&9; }
aws() {
  calls "$@"
  case "$1 $2" in
    'sts get-caller-identity') echo ${account} ;;
    'iam get-role') case "$*" in *--query*) echo "arn:aws:iam::${account}:role/$4" ;; *) return 254 ;; esac ;;
  esac
}
exec 9>&2
${script}`;
}

function bash(script: string): { status: number | null; stdout: string; stderr: string } {
  return spawnSync('bash', { input: script, encoding: 'utf8' });
}

function valueOf(call: string[], option: string): string {
  return call[call.indexOf(option) + 1] ?? '';
}
