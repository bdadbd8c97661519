import { describe, expect, it } from 'vitest';
import type { Access, Explained, ReadFailure } from '../../connectors/connector.ts';
import type { HttpAnswer } from '../../lib/http.ts';
import type { RegistryCall } from '../../lib/registry-http.ts';
import { RegistryFailure, type PackageTypePlug } from '../../package-types/index.ts';
import type { Repository, SavedConnection } from '../integrations/index.ts';
import { PackageLookUp } from './look-up.ts';
import { RepositoryReader } from './repository-reader.ts';

const HOST = 'https://my-domain-111122223333.d.codeartifact.us-east-1.amazonaws.com';
const connection = { id: 'integration', version: 1, hasWorked: true, details: {} } as SavedConnection;

describe('a look-up', () => {
  it('asks all repositories and reports a broken one beside the others', async () => {
    const { lookUp, calls } = lookUpWith({ good: 200, missing: 404, gone: 410, denied: 403 });
    const answers = await ask(lookUp, ['good', 'missing', 'gone', 'denied', 'no-token']);
    expect(answers.map(({ status }) => status)).toEqual(['found', 'absent', 'absent', 'broken', 'broken']);
    expect(answers.map(({ requestCount }) => requestCount)).toEqual([1, 1, 1, 1, 0]);
    expect(answers.map((answer) => (answer.status === 'broken' ? answer.problem.diagnosis.summary : null))).toEqual([
      null,
      null,
      null,
      'read: forbidden',
      'access: no token',
    ]);
    expect(calls[0]).toMatchObject({ quota: '111122223333 us-east-1', organizationId: 'organization' });
  });

  it('asks for new access once where the repository refuses, and does with what it gets', async () => {
    const { lookUp, replaced } = lookUpWith({ expired: 401 });
    const [answer] = await ask(lookUp, ['expired']);
    expect(answer).toMatchObject({ status: 'broken', problem: { diagnosis: { summary: 'read: unauthorized' } } });
    expect(replaced).toEqual(['expired']);
  });

  it('takes a repository that is not there for broken, not for one without the package', async () => {
    const { lookUp } = lookUpWith({ good: 200 });
    const failure = new RegistryFailure('no-repository', 'no service index', 404);
    const nowhere = { ...plugOf(1), registry: { readPackage: () => Promise.reject(failure) } };
    const [answer] = await ask(lookUp, ['good'], nowhere as unknown as PackageTypePlug);
    expect(answer).toMatchObject({ status: 'broken', problem: { diagnosis: { summary: 'read: no-repository' } } });
  });

  it('refuses to hold more versions than anybody can use', async () => {
    const { lookUp } = lookUpWith({ good: 200 });
    const [answer] = await ask(lookUp, ['good'], plugOf(50_001));
    expect(answer).toMatchObject({ status: 'broken', problem: { diagnosis: { summary: 'read: too-large' } } });
  });

  it('does not hide a defect of our own', async () => {
    const { lookUp } = lookUpWith({ good: 200 });
    const broken = { ...plugOf(1), registry: { readPackage: () => Promise.reject(new TypeError('a defect')) } };
    await expect(ask(lookUp, ['good'], broken as unknown as PackageTypePlug)).rejects.toThrow('a defect');
  });
});

function ask(lookUp: PackageLookUp, names: string[], plug = plugOf(1)) {
  return lookUp.ask('organization', connection, names.map(repositoryOf), plug, 'left-pad');
}

function repositoryOf(repository: string): Repository {
  return {
    id: repository,
    packageType: 'NPM',
    url: `${HOST}/npm/${repository}/`,
    domain: 'my-domain',
    domainOwner: '111122223333',
    region: 'us-east-1',
    repository,
    routes: [],
  };
}

function plugOf(count: number): PackageTypePlug {
  return {
    registry: {
      async readPackage(client, name) {
        const answer = await client.get(`${client.url}${name}`, { accept: 'application/json' });
        if (answer.status === 404) throw new RegistryFailure('not-found', 'not here', 404);
        if (answer.status === 410) throw new RegistryFailure('gone', 'gone', 410);
        const version = { version: '1.0.0', isPrerelease: false, publishedAt: null, withdrawn: null };
        return { versions: Array.from({ length: count }, () => version), latest: null };
      },
    },
  } as PackageTypePlug;
}

/** Repositories by name with the status that each answers. */
function lookUpWith(statuses: Record<string, number>) {
  const calls: RegistryCall[] = [];
  const replaced: string[] = [];
  const http = {
    get: async (call: RegistryCall): Promise<HttpAnswer> => {
      calls.push(call);
      call.onRequest?.();
      const status = statuses[nameIn(call.url)] ?? 500;
      if (status === 401) await call.renewAuthorization();
      return { status, headers: {}, body: Buffer.alloc(0), isTruncated: false, durationMs: 1 };
    },
  };
  const reader = new RepositoryReader(http, {
    repositoryAccess: (_organizationId, _details, url): Promise<Access> =>
      nameIn(url) === 'no-token'
        ? Promise.reject(new ChainTrouble('no token'))
        : Promise.resolve({ url, userName: 'aws', secret: 'secret', expiresAt: new Date() }),
    replaceAccess: (_organizationId, _details, refused) => {
      replaced.push(nameIn(refused.url));
      return Promise.resolve(null);
    },
    explainAccess: (_details, _url, error) =>
      error instanceof ChainTrouble ? explained(`access: ${error.message}`) : null,
    explainRead: (_details, _url, { reason }: ReadFailure) => explained(`read: ${reason}`),
  });
  return { lookUp: new PackageLookUp(reader), calls, replaced };
}

class ChainTrouble extends Error {}

function explained(summary: string): Explained {
  return {
    diagnosis: { category: 'UNKNOWN', summary, causes: [] },
    evidence: { httpStatus: null, errorCode: null, message: null, awsRequestId: null },
  };
}

function nameIn(url: string): string {
  return url.split('/')[4] ?? '';
}
