import { describe, expect, it } from 'vitest';
import { TOKEN } from '../../../../../tests/support/aws-stand-in.ts';
import { explainText } from './index.ts';

const NO_HINTS = { packageType: null, httpStatus: null };
const HOST = 'acme-111122223333.d.codeartifact.eu-west-1.amazonaws.com';
const DOMAIN_ARN = 'arn:aws:codeartifact:eu-west-1:111122223333:domain/acme';
const explained = (text: string) => explainText(text, NO_HINTS);
const first = (text: string) => explained(text).causes[0];

function refused(action: string, resource: string, reason = ''): string {
  return `An error occurred (AccessDeniedException) when calling the X operation: User: arn:aws:sts::111122223333:assumed-role/ci/build-7 is not authorized to perform: ${action} on resource: ${resource}${reason}`;
}

describe('an answer of AWS in a text', () => {
  it('is explained with the role, the action and the statement to add', () => {
    const reason = ' because no identity-based policy allows the codeartifact:GetAuthorizationToken action';
    const { category, causes, summary, reading } = explained(
      refused('codeartifact:GetAuthorizationToken', DOMAIN_ARN, reason),
    );
    expect(category).toBe('PERMISSION_DENIED');
    expect(summary).toBe(`AWS refused codeartifact:GetAuthorizationToken to ci on ${DOMAIN_ARN}.`);
    expect(causes).toHaveLength(1);
    expect(causes[0]).toMatchObject({
      code: 'missing_get_authorization_token',
      certainty: 'CERTAIN',
      side: 'CUSTOMER',
    });
    expect(causes[0]?.explanation).toBe(
      'The policy of ci does not allow codeartifact:GetAuthorizationToken on domain acme.',
    );
    expect(JSON.parse(causes[0]?.snippet?.text ?? '')).toEqual({
      Effect: 'Allow',
      Action: 'codeartifact:GetAuthorizationToken',
      Resource: DOMAIN_ARN,
    });
    expect(reading).toMatchObject({
      action: 'codeartifact:GetAuthorizationToken',
      resource: DOMAIN_ARN,
      errorCode: 'AccessDeniedException',
      maskedSecrets: 0,
    });
  });

  it('names the caller as the principal that the trust policy lacks, and calls nothing certain', () => {
    const { causes } = explained(refused('sts:AssumeRole', 'arn:aws:iam::444455556666:role/path/Deploy'));
    expect(causes.length).toBeGreaterThan(3);
    expect(causes.map(({ certainty }) => certainty)).not.toContain('CERTAIN');
    expect(causes[0]).toMatchObject({ code: 'trust_principal_mismatch', certainty: 'LIKELY' });
    expect(causes[0]?.snippet?.text).toContain('"AWS": "arn:aws:iam::111122223333:role/ci"');
    expect(causes.map(({ explanation }) => explanation).join(' ')).toContain('Deploy');
  });

  it.each([
    ['an External ID', 'external_id_mismatch', 'the external id is set'],
    ['an id in place of the principal', 'trust_principal_stale_id', 'the console shows AROAEXAMPLE'],
    ['MFA', 'trust_condition_unmet', 'the trust policy asks for MFA'],
    ['that it passes by itself', 'iam_eventual_consistency', 'it is intermittent'],
  ])('is ranked by %s, where whoever pasted it tells of it', (_, code, words) => {
    const { causes } = explained(`${refused('sts:AssumeRole', 'arn:aws:iam::444455556666:role/x')}\n${words}`);
    expect(causes[0]).toMatchObject({ code, certainty: 'LIKELY' });
  });

  it.each([
    ['a service control policy', 'scp_denied', ' with an explicit deny in a service control policy'],
    ['a permissions boundary', 'permissions_boundary_denies', ' because no permissions boundary allows the x:Y action'],
    ['a session policy', 'session_policy_denies', ' because no session policy allows the x:Y action'],
    ['a VPC endpoint policy', 'vpce_policy_denies', ' because no VPC endpoint policy allows the x:Y action'],
  ])('is certain where AWS names %s, whatever the action', (_, code, reason) => {
    for (const action of [
      'codeartifact:GetAuthorizationToken',
      'codeartifact:PublishPackageVersion',
      'sts:GetServiceBearerToken',
    ]) {
      expect(first(refused(action, DOMAIN_ARN, reason))).toMatchObject({ code, certainty: 'CERTAIN' });
    }
  });

  it('counts the domain policy of another account among the causes, also where the accounts are blackened', () => {
    const foreign = 'arn:aws:codeartifact:eu-west-1:444455556666:domain/acme';
    expect(first(refused('codeartifact:GetAuthorizationToken', foreign))?.code).toBe(
      'domain_policy_missing_cross_account',
    );
    const codes = explained(
      refused('codeartifact:GetAuthorizationToken', 'arn:aws:codeartifact:***:***:domain/acme'),
    ).causes;
    expect(codes.map(({ code }) => code)).toContain('domain_policy_missing_cross_account');
  });

  it('tells by how much the clock is wrong, and the Region where STS is off by its account', () => {
    const clock = first(
      'SignatureDoesNotMatch: Signature expired: 20260105T100000Z is now earlier than 20260105T105000Z (20260105T110500Z - 15 min.)',
    );
    expect(clock).toMatchObject({ code: 'clock_skew', certainty: 'CERTAIN', side: 'CUSTOMER' });
    expect(clock?.explanation).toContain('65 minutes behind');
    expect(
      first('RegionDisabledException: STS is not activated in this region for account:111122223333.')?.explanation,
    ).toContain('111122223333');
  });
});

describe('an address in a text', () => {
  it.each([
    [
      'a PyPI URL without simple/',
      `404 Client Error: Not Found for url: https://${HOST}/pypi/main/requests/`,
      'url_missing_simple_suffix',
      `https://${HOST}/pypi/main/simple/`,
    ],
    [
      'two slashes',
      `npm error 404 Not Found - GET https://${HOST}/npm//main/lodash`,
      'url_double_slash',
      `https://${HOST}/npm/main/`,
    ],
  ])('is corrected: %s', (_, text, code, url) => {
    const cause = first(text);
    expect(cause).toMatchObject({ code, snippet: { language: 'url', text: url } });
  });

  it('is judged as one of the package type that was named beside it', () => {
    const text = `npm error 404 Not Found - GET https://${HOST}/pypi/main/lodash`;
    const cause = explainText(text, { packageType: 'NPM', httpStatus: null }).causes[0];
    expect(cause).toMatchObject({ code: 'url_format_mismatch', snippet: { text: `https://${HOST}/npm/main/` } });
  });

  it('fills domain, owner, Region and repository into the command that mends it', () => {
    const text = `error NU1301: Unable to load the service index for source https://${HOST}/nuget/main/v3/index.json.\n  Response status code does not indicate success: 401 (Unauthorized).`;
    const commands = explained(text).causes.map(({ snippet }) => snippet?.text);
    expect(commands).toContain(
      'aws codeartifact login --tool dotnet --domain acme --domain-owner 111122223333 --repository main --region eu-west-1',
    );
  });

  it('of another registry is none of ours, also where CodeArtifact is named beside it', () => {
    const text = `npm error 404 Not Found - GET https://registry.npmjs.org/@acme%2fui - Not found\nregistry=https://${HOST}/npm/main/`;
    expect(explained(text)).toMatchObject({ category: 'UNKNOWN', causes: [] });
  });
});

describe('what was read', () => {
  it('is package, version, host, status, code, request id and the lines that say so', () => {
    const log = [
      ...Array.from({ length: 200 }, (_, index) => `Downloading package ${index}`),
      'npm error code E404',
      `npm error 404 Not Found - GET https://${HOST}/npm/main/@acme/ui/-/ui-1.2.3.tgz`,
      ...Array.from({ length: 100 }, (_, index) => `Cleaning up ${index}`),
    ].join('\n');
    const { reading } = explained(log);
    expect(reading).toMatchObject({
      host: HOST,
      package: '@acme/ui',
      version: '1.2.3',
      httpStatus: 404,
      errorCode: 'E404',
    });
    expect(reading?.lines.map(({ number }) => number)).toEqual([201, 202]);
    expect(
      explained('AccessDenied calling AssumeRole, RequestId: 0a1b2c3d-1111-2222-3333-444455556666').reading
        ?.awsRequestId,
    ).toBe('0a1b2c3d-1111-2222-3333-444455556666');
  });

  it('counts what was named beside the text as evidence', () => {
    expect(explained('Something went wrong').category).toBe('UNKNOWN');
    const hints = { packageType: 'PYPI', httpStatus: 406 } as const;
    expect(explainText('Something went wrong', hints).causes[0]?.code).toBe('json_api_not_supported');
  });
});

describe('secrets in a text', () => {
  const key = `AKIA${'IOSFODNN7EXAMPLE'.slice(0, 16)}`;
  const secretKey = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';

  it.each([
    ['a CodeArtifact token', TOKEN, `npm ERR! 401 token ${TOKEN}`],
    ['a token in .npmrc', TOKEN, `//${HOST}/npm/main/:_authToken=${TOKEN}\nnpm ERR! 401`],
    ['a token in a URL', TOKEN, `401 for https://aws:${TOKEN}@${HOST}/pypi/main/simple/`],
    ['a Bearer header', 'CANARYcanary12345', `401 authorization: Bearer CANARYcanary12345`],
    ['a Basic header', 'YXdzOkNBTkFSWQ1234', `401 authorization: Basic YXdzOkNBTkFSWQ1234`],
    ['a secret access key', secretKey, `AWS_SECRET_ACCESS_KEY=${secretKey}\nAccessDenied calling AssumeRole`],
    ['a secret access key beside its id', secretKey, `${key},${secretKey}\nAccessDenied calling AssumeRole`],
    ['a session token', 'FwoGZXIvYXdzEXAMPLE', 'aws_session_token = FwoGZXIvYXdzEXAMPLE\nExpiredToken'],
    ['a token of GitHub', `ghp_${'a1'.repeat(18)}`, `401 GITHUB ghp_${'a1'.repeat(18)}`],
    ['a token of npm', `npm_${'a1'.repeat(18)}`, `npm ERR! 401 npm_${'a1'.repeat(18)}`],
    ['an authorization token in JSON', 'CANARYcanary12345', '{"authorizationToken": "CANARYcanary12345"} 401'],
    ['one that JSON escaped', TOKEN, JSON.stringify({ log: JSON.stringify({ authorizationToken: TOKEN }) })],
  ])('are masked and counted, and the answer says so: %s', (_, secret, text) => {
    const answer = explained(text);
    expect(JSON.stringify(answer)).not.toContain(secret.slice(0, 24));
    expect(answer.reading?.maskedSecrets).toBe(1);
    expect(answer.summary).toMatch(/holds a token, key or password.*Replace it/);
  });

  it('are several where there are several', () => {
    const { reading, summary } = explained(`token ${TOKEN}\nAWS_SECRET_ACCESS_KEY=${secretKey}\n401`);
    expect(reading?.maskedSecrets).toBe(2);
    expect(summary).toContain('2 tokens, keys or passwords');
  });

  it.each([
    `//${HOST}/npm/main/:_authToken=\${CODEARTIFACT_AUTH_TOKEN}`,
    `//${HOST}/npm/main/:_authToken=eyJ2[hidden]`,
    `https://aws:****@${HOST}/pypi/main/simple/`,
    'need: Bearer authorization',
    'Bearer realm="acme/main", Basic realm="acme/main"',
    'AWS_SECRET_ACCESS_KEY=***',
    '_authToken=<mytoken>',
  ])('are not variables and what somebody blackened: %s', (text) => {
    expect(explained(`${text}\n401 Unauthorized`).reading?.maskedSecrets).toBe(0);
  });
});

describe('a text that is no failure of ours', () => {
  it.each([
    '',
    '   ',
    '\u0000\u0001\u0002',
    'Hello',
    `registry=https://${HOST}/npm/main/`,
    `added 12 packages from https://${HOST}/npm/main/`,
    `npm http fetch GET 200 https://${HOST}/npm/main/lodash 404ms`,
    'Login expires in 12 hours',
  ])('is UNKNOWN, has no cause, and says what to paste: %j', (text) => {
    const { category, causes, summary } = explained(text);
    expect({ category, causes }).toEqual({ category: 'UNKNOWN', causes: [] });
    expect(summary).toMatch(/(?:Paste|add) the lines/);
  });
});

describe('a failure in own words', () => {
  it('is never certain, and the summary does not put words in the mouth of AWS', () => {
    const { summary, causes } = explained('The vendor does not send the external id, so assuming the role is refused');
    expect(causes[0]).toMatchObject({ code: 'external_id_mismatch', certainty: 'LIKELY' });
    expect(summary).toBe('The text tells of a failure without its status or the error of AWS.');
  });

  it('is told of a role that the text does not name', () => {
    const role = explained('AssumeRole on a role that does not exist gives AccessDenied').causes[0];
    expect(role?.explanation).toContain('There may be no such role');
  });

  it('is told of the claims of a token where an identity provider is asked', () => {
    const denied = first('Could not assume role with OIDC: Not authorized to perform sts:AssumeRoleWithWebIdentity');
    expect(denied?.code).toBe('trust_condition_unmet');
    expect(denied?.explanation).toContain('subject (sub)');
  });

  it('blames no option of npm for a login of pip', () => {
    const command = "Command '['pip', 'config', 'set', 'global.index-url', 'https://x.d.codeartifact']'";
    const failed = explainText(`${command} returned non-zero exit status 1.`, {
      packageType: 'PYPI',
      httpStatus: null,
    });
    expect(failed.causes[0]?.code).toBe('client_tool_version');
    expect(failed.causes[0]?.explanation).not.toContain('npm');
  });

  it.each([
    'kinit: Clock skew too great while getting initial credentials',
    'FATAL: role "app" does not exist',
    'The role defined for the function cannot be assumed by Lambda.',
    'FAILED tests/test_auth.py::test_token_expired - assert 401 == 200',
  ])('is not seen in %s', (text) => {
    expect(explained(text)).toMatchObject({ category: 'UNKNOWN', causes: [] });
  });
});

describe('an error of the operating system in a text', () => {
  it('is no answer of AWS', () => {
    const { summary, causes } = explained('OSError: [WinError 1783] The stub received bad data');
    expect(summary).not.toContain('AWS answered');
    expect(causes[0]?.code).toBe('token_too_long_for_store');
  });

  it('leaves a connection that failed without an answer', () => {
    expect(first(`[WinError 10060] connection timed out: https://${HOST}/pypi/main/simple/a/`)?.code).toBe(
      'repositories_endpoint_unreachable',
    );
  });
});

it('explains a denial of reading that a program repeats without its status', () => {
  const repository = 'arn:aws:codeartifact:eu-west-1:111122223333:repository/acme/npm';
  expect(first(refused('codeartifact:ReadFromRepository', repository))?.code).toBe('missing_read_from_repository');
});

it('takes a list that NuGet cannot load for a refusal or a network at fault', () => {
  const { causes } = explained(
    `error NU1301: Unable to load the service index for source https://${HOST}/nuget/n/v3/index.json.`,
  );
  expect(causes.map(({ code }) => code)).toEqual(expect.arrayContaining(['client_omits_token', 'tls_untrusted_ca']));
});
