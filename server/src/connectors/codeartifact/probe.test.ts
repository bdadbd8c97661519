import { describe, expect, it } from 'vitest';
import { GO_URL, HOST, NPM_URL, NUGET_URL, PYPI_URL } from '../../../../tests/support/codeartifact.ts';
import { HttpFailure, type Http, type HttpAnswer } from '../../lib/http.ts';
import { readRepository } from './probe.ts';

type PackageType = 'NPM' | 'PYPI' | 'NUGET' | 'GO';
type Answer = number | (Partial<Omit<HttpAnswer, 'body'>> & { body?: string }) | Error;

const URLS = { NPM: NPM_URL, PYPI: PYPI_URL, NUGET: NUGET_URL, GO: GO_URL };
const PING = `https://${HOST}/npm/my-repo/-/ping`;
const PAGE = { headers: { 'content-type': 'text/html' }, body: '<html>Sign in</html>' };
const PROJECT = { headers: { 'content-type': 'text/html' }, body: "<a href='25.0/pip-25.0.tar.gz#sha256=00'>pip</a>" };
const INDEX = { body: '{"version":"3.0.0","resources":[]}' };
const BROKEN = new HttpFailure('interrupted', 'UND_ERR_SOCKET', 'other side closed');

describe('one read', () => {
  it.each<[string, PackageType, Answer[], string]>([
    ['npm, by its ping', 'NPM', [{ body: '{}' }], 'read 200'],
    ['npm, by a ping that says nothing', 'NPM', [204], 'read 204'],
    ['npm: a page', 'NPM', [PAGE], 'failed unexpected-answer 200'],
    [
      'npm: a page that does not call itself one',
      'NPM',
      [{ body: ' <!DOCTYPE html>' }],
      'failed unexpected-answer 200',
    ],
    ['npm: no end', 'NPM', [{ isTruncated: true }], 'failed unexpected-answer 200'],
    ['npm: 401', 'NPM', [401], 'failed refused 401'],
    ['npm: 403', 'NPM', [403], 'failed refused 403'],
    ['npm: 404', 'NPM', [404], 'failed refused 404'],
    [
      'npm: a redirect',
      'NPM',
      [{ status: 301, headers: { location: 'https://x.test/?token=CANARY' } }],
      'failed unexpected-answer 301',
    ],
    ['NuGet, by its index', 'NUGET', [INDEX], 'read 200'],
    ['NuGet: a page', 'NUGET', [PAGE], 'failed unexpected-answer 200'],
    ['NuGet: other JSON', 'NUGET', [{ body: '{"resources":1}' }], 'failed unexpected-answer 200'],
    ['NuGet: half an index', 'NUGET', [{ body: '{"resources":[' }], 'failed unexpected-answer 200'],
    ['NuGet: bad UTF-8', 'NUGET', [{ body: '\ufffd\ufffd' }], 'failed unexpected-answer 200'],
    ['NuGet: a prototype', 'NUGET', [{ body: '{"__proto__":{"resources":[]}}' }], 'failed unexpected-answer 200'],
    ['NuGet: nesting without end', 'NUGET', [{ body: '['.repeat(50_000) }], 'failed unexpected-answer 200'],
    ['PyPI, by a page of links', 'PYPI', [PROJECT], 'read 200'],
    ['PyPI: a page of something else', 'PYPI', [PAGE], 'failed unexpected-answer 200'],
    ['PyPI without the package, by the ping', 'PYPI', [404, 200], 'read 200'],
    ['PyPI without package and ping', 'PYPI', [404, 404], 'unproven refused 404'],
    ['PyPI without the package: 403', 'PYPI', [404, 403], 'failed refused 403'],
    ['PyPI: 401', 'PYPI', [401], 'failed refused 401'],
    ['PyPI: 406', 'PYPI', [406], 'failed refused 406'],
    ['Go, by a list of versions', 'GO', [{ body: 'v0.1.0\n' }], 'read 200'],
    ['Go: a page', 'GO', [PAGE], 'failed unexpected-answer 200'],
    ['Go: 401', 'GO', [401], 'failed refused 401'],
    ['Go: 404 of a repository that can be read', 'GO', [404, 200], 'unproven refused 404'],
    ['Go: 410 of a repository that can be read', 'GO', [410, 200], 'unproven refused 410'],
    ['Go: 403 of a repository that can be read', 'GO', [403, 200], 'unproven refused 403'],
    ['Go: 400 of a repository that can be read', 'GO', [400, 200], 'unproven refused 400'],
    ['Go: 501 of a repository that can be read', 'GO', [501, 200], 'unproven refused 501'],
    ['Go: 404 without a ping', 'GO', [404, 404], 'unproven refused 404'],
    ['Go: 403 of a repository that cannot be read', 'GO', [403, 403], 'failed refused 403'],
    ['a fault that goes away', 'NPM', [500, 503, 200], 'read 200'],
    ['a fault that stays', 'NPM', [500, 500, 500], 'failed refused 500'],
    ['a break that goes away', 'NPM', [BROKEN, 200], 'read 200'],
    ['a break that stays', 'NPM', [BROKEN, BROKEN, BROKEN], 'failed interrupted null'],
    ['silence', 'NPM', [new HttpFailure('timeout', 'TIMEOUT', 'x')], 'failed timeout null'],
    [
      'a private address',
      'NPM',
      [new HttpFailure('private-address', 'PRIVATE_ADDRESS', 'x')],
      'failed private-address null',
    ],
  ])('%s', async (_what, packageType, answers, expected) => {
    const { http, asked } = scripted(answers);
    const outcome = await read(http, packageType);
    const words =
      outcome.status === 'read'
        ? `read ${outcome.httpStatus}`
        : `${outcome.status} ${outcome.failure.kind} ${outcome.failure.httpStatus}`;
    expect(words).toBe(expected);
    expect(JSON.stringify(outcome)).not.toContain('CANARY');
    expect(asked).toHaveLength(answers.length);
  });

  it.each<[PackageType, string[]]>([
    ['NPM', [PING]],
    ['NUGET', [NUGET_URL]],
    ['PYPI', [`${PYPI_URL}pip/`, PING]],
    ['GO', [`${GO_URL}golang.org/x/text/@v/list`, PING]],
  ])('of %s asks for what AWS documents, never for the root of PyPI', async (packageType, expected) => {
    const { http, asked } = scripted([404, 404]);
    await read(http, packageType);
    expect(asked.map(({ url }) => url)).toEqual(expected);
    if (packageType === 'PYPI') expect(asked[0]?.headers?.accept).toBe('text/html');
  });

  it('is not repeated once it is stopped', async () => {
    const { http, asked } = scripted([500, 500, 500]);
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 20);
    const outcome = await readRepository(http, repository('NPM'), {
      secret: 'x',
      deadlineMs: 100,
      signal: stop.signal,
    });
    expect(outcome).toMatchObject({ status: 'failed', failure: { kind: 'stopped' } });
    expect(asked).toHaveLength(1);
  });
});

/** Gives the answers in turn and writes down what it was asked. */
function scripted(answers: Answer[]) {
  const asked: Parameters<Http['request']>[0][] = [];
  const http: Http = {
    close: async () => undefined,
    request: async (request) => {
      asked.push(request);
      const answer = answers[asked.length - 1] ?? 599;
      if (answer instanceof Error) throw answer;
      const { body = '', ...rest } = typeof answer === 'number' ? { status: answer } : answer;
      return { status: 200, headers: {}, isTruncated: false, durationMs: 1, ...rest, body: Buffer.from(body) };
    },
  };
  return { http, asked };
}

function read(http: Http, packageType: PackageType) {
  return readRepository(http, repository(packageType), { secret: 'CANARY', deadlineMs: 100 });
}

function repository(packageType: PackageType) {
  const address = { domain: 'my-domain', domainOwner: '111122223333', region: 'us-east-1', repository: 'my-repo' };
  return { ...address, packageType, url: URLS[packageType] };
}
