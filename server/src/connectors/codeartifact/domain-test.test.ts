import type { RequestListener } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { apiError, json, token, TOKEN, type AwsAnswer } from '../../../../tests/support/aws-stand-in.ts';
import {
  answerWith,
  causesOf,
  checkOf,
  DETAILS,
  GO_URL,
  healthyRepository,
  HOST,
  NPM_URL,
  NUGET_URL,
  PYPI_URL,
  startConnector,
  type ConnectorSettings,
} from '../../../../tests/support/codeartifact.ts';
import { denial } from '../../../../tests/support/failures.ts';

const BEARER_DENIED = apiError('AccessDeniedException', denial('sts:GetServiceBearerToken', '*'), 403);
const stops: (() => unknown)[] = [];

afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()));
});

describe('the token', () => {
  it('that only a fixed life gets shows a condition on its duration', async () => {
    const { report, aws } = await test({
      aws: ({ action, parameters }) =>
        action === 'GetAuthorizationToken' && parameters.duration !== '900' ? BEARER_DENIED : null,
    });
    const check = checkOf(report, 'AUTHORIZATION_TOKEN');
    expect(check).toMatchObject({
      status: 'FAILED',
      evidence: { errorCode: 'AccessDeniedException', awsRequestId: 'api-request' },
    });
    expect(causesOf(check)).toEqual(['bearer_condition_unmet CERTAIN']);
    expect(aws.callsOf('GetAuthorizationToken').map(({ parameters }) => parameters.duration)).toEqual(['0', '900']);
  });

  it('that no life gets shows the missing permission', async () => {
    const { report } = await test({ aws: ({ action }) => (action === 'GetAuthorizationToken' ? BEARER_DENIED : null) });
    expect(causesOf(checkOf(report, 'AUTHORIZATION_TOKEN'))).toEqual(['missing_bearer_token_permission CERTAIN']);
  });

  it('is asked for once where it is refused for another reason', async () => {
    const denied = apiError('AccessDeniedException', denial('codeartifact:GetAuthorizationToken', 'x'), 403);
    const { aws } = await test({ aws: ({ action }) => (action === 'GetAuthorizationToken' ? denied : null) });
    expect(aws.callsOf('GetAuthorizationToken')).toHaveLength(1);
  });

  it('that is refused is replaced once, for all repositories of the domain together', async () => {
    const fresh = TOKEN.replace('CANARYkey0', 'CANARYkey1');
    let made = 0;
    const { report, aws, repositories } = await test({
      aws: ({ action }) => (action === 'GetAuthorizationToken' ? token((made += 1) === 1 ? TOKEN : fresh) : null),
      repositories: (request, response) =>
        request.headers.authorization === `Bearer ${fresh}`
          ? healthyRepository(request, response)
          : answerWith(401)(request, response),
      urls: [NPM_URL, PYPI_URL, NUGET_URL],
    });
    expect(report.status).toBe('PASSED');
    expect(aws.callsOf('GetAuthorizationToken')).toHaveLength(2);
    expect(repositories.requests).toHaveLength(6);
  });

  it('that is refused twice is the finding, after two tokens and no more', async () => {
    const { report, aws } = await test({ repositories: answerWith(401), urls: [NPM_URL, NUGET_URL] });
    expect(causesOf(checkOf(report, 'REPOSITORY_READ'))[0]).toBe('token_expired LIKELY');
    expect(aws.callsOf('GetAuthorizationToken')).toHaveLength(2);
  });

  it('goes to the repository alone, in the header made for it', async () => {
    const { repositories } = await test({ urls: [NPM_URL, PYPI_URL, NUGET_URL, GO_URL] });
    expect(new Set(repositories.tunnels)).toEqual(new Set([`${HOST}:443`]));
    for (const { line, headers } of repositories.requests) {
      expect(headers.authorization).toBe(`Bearer ${TOKEN}`);
      expect(line).not.toContain('CANARY');
    }
  });
});

describe('the address', () => {
  it('is asked for as the URL is written', async () => {
    const dualStack = NPM_URL.replace('.d.codeartifact.us-east-1.amazonaws.com', '.codeartifact.us-east-1.on.aws');
    const { report, aws } = await test({
      aws: ({ action }) => (action === 'GetRepositoryEndpoint' ? json({ repositoryEndpoint: dualStack }) : null),
      urls: [dualStack],
    });
    expect(aws.callsOf('GetRepositoryEndpoint')[0]?.parameters).toMatchObject({
      endpointType: 'dualstack',
      format: 'npm',
    });
    expect(checkOf(report, 'REPOSITORY_ENDPOINT').status).toBe('PASSED');
  });

  it.each<[string, AwsAnswer, string]>([
    ['another one', () => json({ repositoryEndpoint: 'https://other.test/npm/my-repo/' }), 'url_not_canonical CERTAIN'],
    [
      'the beginning of it',
      () => json({ repositoryEndpoint: NPM_URL.replace('my-repo/', 'my') }),
      'url_not_canonical CERTAIN',
    ],
    ['none', () => json({}), 'unexpected_answer CERTAIN'],
    [
      'no such repository',
      () => apiError('ResourceNotFoundException', 'Repository not found.', 404, { resourceType: 'repository' }),
      'repository_not_found CERTAIN',
    ],
    [
      'no such domain',
      () => apiError('ResourceNotFoundException', 'x', 404, { resourceType: 'domain' }),
      'domain_not_found CERTAIN',
    ],
    [
      'a denial',
      () =>
        apiError(
          'AccessDeniedException',
          denial(
            'codeartifact:GetRepositoryEndpoint',
            'x',
            ' because no identity-based policy allows the codeartifact:GetRepositoryEndpoint action',
          ),
          403,
        ),
      'missing_get_repository_endpoint CERTAIN',
    ],
  ])('is checked: AWS names %s', async (_what, answer, cause) => {
    const { report } = await test({ aws: (call) => (call.action === 'GetRepositoryEndpoint' ? answer(call) : null) });
    expect(causesOf(checkOf(report, 'REPOSITORY_ENDPOINT'))).toEqual([cause]);
    expect(checkOf(report, 'REPOSITORY_READ').status).toBe('PASSED');
  });

  it('that AWS has confirmed makes a refused read a matter of permission', async () => {
    const known = await test({ repositories: answerWith(403) });
    expect(causesOf(checkOf(known.report, 'REPOSITORY_READ'))).toEqual(['missing_read_from_repository CERTAIN']);
    const gone: AwsAnswer = ({ action }) =>
      action === 'GetRepositoryEndpoint' ? apiError('InternalServerException', 'x', 500) : null;
    const unknown = await test({ repositories: answerWith(403), aws: gone });
    expect(causesOf(checkOf(unknown.report, 'REPOSITORY_READ'))).toEqual([
      'missing_read_from_repository LIKELY',
      'repository_not_found POSSIBLE',
    ]);
    const missing = await test({ repositories: answerWith(404) });
    expect(causesOf(checkOf(missing.report, 'REPOSITORY_READ'))).toEqual(['missing_read_from_repository LIKELY']);
  });
});

describe('a Go address', () => {
  it('is asked, while AWS is not, and what it answers is shown without a verdict', async () => {
    const { report, aws } = await test({ urls: [GO_URL] });
    expect(aws.callsOf('GetRepositoryEndpoint')).toEqual([]);
    expect(checkOf(report, 'REPOSITORY_ENDPOINT')).toMatchObject({
      status: 'SKIPPED',
      diagnosis: { summary: expect.stringContaining('no Go format') as string },
    });
    expect(checkOf(report, 'REPOSITORY_READ')).toMatchObject({
      status: 'WARNING',
      evidence: { httpStatus: 404, awsRequestId: 'read-request' },
    });
    expect(causesOf(checkOf(report, 'REPOSITORY_READ'))).toEqual(['go_format_unsupported LIKELY']);
    expect(report.status).toBe('WARNING');
  });

  it('passes where it answers as a Go proxy does', async () => {
    const { report } = await test({
      urls: [GO_URL],
      repositories: answerWith(200, 'v0.1.0\n', { 'content-type': 'text/plain' }),
    });
    expect(checkOf(report, 'REPOSITORY_READ')).toMatchObject({ status: 'PASSED', evidence: { httpStatus: 200 } });
  });
});

interface Settings extends ConnectorSettings {
  urls?: string[];
  repositories?: RequestListener;
}

async function test({ urls = [NPM_URL], ...settings }: Settings) {
  const started = await startConnector(settings);
  stops.push(started.stop);
  const types = { npm: 'NPM', pypi: 'PYPI', nuget: 'NUGET', go: 'GO' } as const;
  const repositories = urls.map((url) => ({
    url,
    packageType: types[new URL(url).pathname.split('/')[1] as keyof typeof types],
  }));
  return { ...started, report: await started.connector.test('organization', { ...DETAILS, repositories }) };
}
