import type { PackageType } from '@backline/shared';
import { describe, expect, it } from 'vitest';
import type { Aws } from '../../../connectors/codeartifact/aws.ts';
import { httpRefusal } from '../../../connectors/codeartifact/failure.ts';
import { ChainFailure } from '../../../connectors/codeartifact/role-chain.ts';
import { CodeArtifactConnector } from '../../../connectors/codeartifact/index.ts';
import type { Access } from '../../../connectors/connector.ts';
import type { Clock } from '../../../lib/clock.ts';
import type { RequestContext } from '../../../lib/context.ts';
import type { Unit } from '../../../lib/database.ts';
import { HttpFailure, type Http, type HttpAnswer } from '../../../lib/http.ts';
import { RegistryHttp } from '../../../lib/registry-http.ts';
import type { Repository, SavedConnection } from '../../integrations/index.ts';
import { PackageDiagnoses, type PackageDiagnosesParts, type PackageDiagnosis } from './service.ts';

// Repositories that behave otherwise than the lab: what AWS answers is not documented, so no diagnosis may hang on one status.

const HOST = 'https://my-domain-111122223333.d.codeartifact.us-east-1.amazonaws.com';
const NOW = new Date('2026-11-28T12:00:00Z');
const PACKUMENT = { name: '@acme/ui', 'dist-tags': { latest: '1.1.0' }, versions: { '1.0.0': {}, '1.1.0': {} } };

describe('a token that has ended and is answered with 404', () => {
  it('is told from a missing package by a fresh one', async () => {
    const { diagnose, tokens } = world((path, token) => {
      if (token === 'first') return answer(404);
      return path.endsWith('/@acme%2fui') ? json(PACKUMENT) : answer(404);
    });
    const found = await diagnose('@acme/ui', '1.1.0');
    expect(found).toMatchObject({ available: true, diagnosis: null });
    expect(tokens).toEqual(['first', 'second']);
    expect(labels(found)).toContain('my-repo gives a fresh token another answer');
  });

  it('is told from a missing version, too', async () => {
    const { diagnose } = world((path, token) => {
      if (token === 'first') return answer(404);
      if (path.endsWith('/-/ping')) return json({});
      return path.endsWith('/@acme%2fui') ? json(PACKUMENT) : answer(404);
    });
    expect(codes(await diagnose('@acme/ui'))).toEqual([]);
    expect(codes(await diagnose('@acme/none'))).toContain('package_not_found');
  });

  it('gives the reason where there is no fresh one to be had', async () => {
    const denied = new ChainFailure('ASSUME_ROLE', httpRefusal(403, '', { 'x-amzn-errortype': 'AccessDenied' }));
    const found = await world(() => answer(404), { replacement: denied }).diagnose('@acme/ui');
    expect(found.diagnosis?.summary).toContain('could not assume Customer');
  });

  it('is not claimed where a fresh one gets the same', async () => {
    const { diagnose } = world(() => answer(404));
    const causes = certainties(await diagnose('@acme/ui'));
    expect(causes).toEqual(['repository_not_found LIKELY', 'missing_read_from_repository POSSIBLE']);
  });
});

describe('a whole repository that is refused', () => {
  it.each([403, 404])('with %i is missing for certain only where AWS says so', async (status) => {
    const refusing = () => answer(status);
    expect(certainties(await world(refusing, { isKnown: false }).diagnose('@acme/ui'))).toEqual([
      'repository_not_found CERTAIN',
    ]);
    const open = certainties(await world(refusing, { isKnown: null }).diagnose('@acme/ui'));
    expect(open.length).toBeGreaterThan(1);
    expect(open.some((line) => line.endsWith('CERTAIN'))).toBe(false);
    const known = await world(refusing, { isKnown: true }).diagnose('@acme/ui');
    expect(codes(known)).toEqual(['missing_read_from_repository']);
  });

  it('with 401 and without a challenge is refused for its token', async () => {
    const { diagnose, tokens } = world(() => answer(401, '', {}));
    const found = await diagnose('@acme/ui');
    expect(codes(found)[0]).toBe('token_expired');
    expect(tokens).toEqual(['first', 'second']);
    expect(labels(found)).toContain('my-repo refuses a fresh token as well');
  });
});

describe('a page of HTML', () => {
  const page = '<html><head><title>Blocked</title></head><body><h1>Access denied by policy</h1></body></html>';
  const html = { 'content-type': 'text/html' };

  it('with an error keeps its words and loses its marks', async () => {
    const { diagnose } = world((path) => (path.endsWith('/-/ping') ? json({}) : answer(404, page, html)));
    const found = await diagnose('@acme/ui');
    expect(codes(found)).toContain('package_not_found');
    const evidence = found.checks.find(({ code }) => code === 'PACKAGE_LOOKUP')?.evidence;
    expect(evidence).toMatchObject({ httpStatus: 404, message: 'Blocked Access denied by policy' });
  });

  it('with a success is no package and no working repository', async () => {
    const found = await world(() => answer(200, page, html)).diagnose('@acme/ui');
    expect(found.available).toBe(false);
    expect(codes(found)).toEqual(['unexpected_answer']);
  });

  it('in place of the ping is no proof that the token is accepted', async () => {
    const { diagnose } = world((path) => (path.endsWith('/-/ping') ? answer(200, page, html) : answer(404)));
    expect(codes(await diagnose('@acme/ui'))).toEqual(['unexpected_answer']);
  });
});

describe('one package that is refused while others are answered', () => {
  it.each([401, 403, 404, 410, 451])('with HTTP %i is never for want of a permission', async (status) => {
    const { diagnose } = world((path) => {
      if (path.endsWith('/@acme%2fui')) return answer(status);
      return path.endsWith('/-/ping') ? json({}) : answer(404);
    });
    const found = await diagnose('@acme/ui');
    expect(codes(found)).toContain('package_not_found');
    expect(codes(found).filter((code) => /^missing_|policy|token_|repository_/.test(code))).toEqual([]);
  });

  it('is so at a PyPI repository without the npm ping, by a name found before', async () => {
    const simple = '<html><body><a href="1.0/known-1.0.tar.gz">known-1.0.tar.gz</a></body></html>';
    const { diagnose } = world(
      (path) => (path.endsWith('/simple/known/') ? answer(200, simple, { 'content-type': 'text/html' }) : answer(404)),
      { packageType: 'PYPI', knownNames: ['known'] },
    );
    const found = await diagnose('unknown');
    expect(codes(found)).toContain('package_not_found');
    expect(labels(found)).toContain('my-repo gives known, found before, for the same token');
  });
});

describe('a version', () => {
  it('that the document names outside of its list was there, and that is said', async () => {
    const packument = { ...PACKUMENT, 'dist-tags': { latest: '2.0.0' } };
    const { diagnose } = world((path) => (path.endsWith('/@acme%2fui') ? json(packument) : answer(404)));
    const found = await diagnose('@acme/ui', '2.0.0');
    expect(found.available).toBe(false);
    expect(found.diagnosis?.causes[0]?.explanation).toContain('still names 2.0.0 but no longer lists it');
  });

  it.each([
    [29, 'upstream_ingest_delay CERTAIN'],
    [31, 'version_not_found LIKELY'],
  ])('of a public package that was published %i minutes ago has as its cause %s', async (minutes, cause) => {
    const time = { '9.0.0': new Date(NOW.getTime() - minutes * 60_000).toISOString() };
    const packument = { ...PACKUMENT, name: 'lodash', time };
    const { diagnose } = world((path) => (/\/(lodash|ms)$/.test(path) ? json(packument) : answer(404)));
    expect(certainties(await diagnose('lodash', '9.0.0'))[0]).toBe(cause);
  });

  it('that answers by itself at npm is unlisted, and available', async () => {
    const { diagnose } = world((path) => {
      if (path.endsWith('/@acme%2fui')) return json(PACKUMENT);
      return path.endsWith('/@acme%2fui/0.9.0') ? json({ name: '@acme/ui', version: '0.9.0' }) : answer(404);
    });
    const found = await diagnose('@acme/ui', '0.9.0');
    expect(found.available).toBe(true);
    expect(certainties(found)).toEqual(['version_unlisted CERTAIN']);
  });
});

describe('requests', () => {
  it('are at most 12, however often a repository fails', async () => {
    let sent = 0;
    const { diagnose } = world(() => {
      sent += 1;
      return answer(503);
    });
    const found = await diagnose('@acme/ui');
    expect(sent).toBeLessThanOrEqual(3);
    expect(found.requestCount).toBe(sent);
    expect(codes(found)).toEqual(['service_internal_error']);
  });

  it('name the certificate that nobody trusts', async () => {
    const untrusted = () => new HttpFailure('tls', 'SELF_SIGNED_CERT_IN_CHAIN', 'self-signed certificate');
    expect(certainties(await world(untrusted).diagnose('@acme/ui'))).toEqual(['tls_untrusted_ca CERTAIN']);
  });
});

type StandIn = (path: string, token: string) => HttpAnswer | Error;

interface WorldOptions {
  packageType?: PackageType;
  knownNames?: string[];
  /** What GetRepositoryEndpoint says. */
  isKnown?: boolean | null;
  /** What a replacement for the token ends in. */
  replacement?: Error;
}

function world(standIn: StandIn, options: WorldOptions = {}) {
  const { packageType = 'NPM', knownNames = [], isKnown = null, replacement } = options;
  const tokens: string[] = [];
  const clock: Clock = { now: () => NOW };
  const http = new RegistryHttp({
    http: {
      request: ({ url, headers }: { url: string; headers?: Record<string, string> }) => {
        const token = /^Bearer (.+)$/.exec(headers?.authorization ?? '')?.[1] ?? '';
        if (!tokens.includes(token)) tokens.push(token);
        const given = standIn(new URL(url).pathname, token);
        return given instanceof Error ? Promise.reject(given) : Promise.resolve(given);
      },
    },
    clock: { now: () => new Date() },
    requestsPerSecond: 1_000,
    isAssetHost: () => false,
  });
  const access = (secret: string): Access => ({ url: repository.url, userName: 'aws', secret, expiresAt: NOW });
  const repository = repositoryOf(packageType);
  const connector = Object.assign(
    new CodeArtifactConnector({} as Aws, {} as Http, clock, {
      platformRoleArn: 'arn:aws:iam::999999999999:role/Platform',
      templateUrl: 'https://template.test/',
      homeRegion: 'us-east-1',
    }),
    {
      repositoryAccess: () => Promise.resolve(access('first')),
      replaceAccess: (_organization: string, _details: unknown, { secret }: Access) =>
        replacement ? Promise.reject(replacement) : Promise.resolve(secret === 'first' ? access('second') : null),
      confirmRepository: () => Promise.resolve({ isKnown, explained: null }),
    },
  );
  const connection = {
    id: 'integration',
    name: 'Acme',
    status: 'CONNECTED',
    hasWorked: true,
    version: 1,
    repositories: [repository],
    details: {
      name: null,
      accountId: '111122223333',
      externalId: 'external-id',
      roleArn: 'arn:aws:iam::111122223333:role/Customer',
      repositories: [{ packageType, url: repository.url }],
    },
  } as SavedConnection;
  const parts: PackageDiagnosesParts = {
    database: { unit: {} as Unit, transaction: (work) => work({} as Unit) },
    lookups: { recent: () => Promise.resolve(knownNames.map((name) => ({ name }) as never)) },
    integrations: { connection: () => Promise.resolve(connection) },
    http,
    connector,
    audit: { record: () => Promise.resolve() },
    clock,
  };
  const context = { actor: { organizationId: 'o', kind: 'API_KEY', name: 'tool', personId: null, scopes: new Set(['diagnostics:run']) }, requestId: 'r', ip: '::1' } as unknown as RequestContext; // prettier-ignore
  const diagnoses = new PackageDiagnoses(parts);
  return {
    tokens,
    diagnose: (name: string, version: string | null = null) =>
      diagnoses.diagnose(context, 'integration', packageType, name, version),
  };
}

function repositoryOf(packageType: PackageType): Repository {
  const paths: Record<PackageType, string> = {
    NPM: '/npm/my-repo/',
    PYPI: '/pypi/my-repo/simple/',
    NUGET: '/nuget/my-repo/v3/index.json',
    GO: '/go/my-repo/',
  };
  return {
    id: 'repository',
    packageType,
    url: HOST + paths[packageType],
    domain: 'my-domain',
    domainOwner: '111122223333',
    region: 'us-east-1',
    repository: 'my-repo',
    routes: [],
  };
}

function answer(
  status: number,
  body = '{"message":"No."}',
  headers: Record<string, string> = { 'content-type': 'application/json' },
): HttpAnswer {
  return { status, headers, body: Buffer.from(body), isTruncated: false, durationMs: 1 };
}

function json(document: object): HttpAnswer {
  return answer(200, JSON.stringify(document));
}

function codes({ diagnosis }: PackageDiagnosis): string[] {
  return diagnosis?.causes.map(({ code }) => code) ?? [];
}

function certainties({ diagnosis }: PackageDiagnosis): string[] {
  return diagnosis?.causes.map(({ code, certainty }) => `${code} ${certainty}`) ?? [];
}

function labels({ checks }: PackageDiagnosis): string[] {
  return checks.map(({ label }) => label);
}
