import { describe, expect, it } from 'vitest';
import { RegistryFailure, type PackageListing, type PackageTypePlug, type Release } from '../../package-types/index.ts';
import type { Repository, SavedConnection } from '../integrations/index.ts';
import { PackageBatch } from './batch.ts';
import type { OpenRepository, RepositoryAnswer } from './repository-reader.ts';

const problem = {
  diagnosis: { category: 'UNKNOWN' as const, summary: 'broken', causes: [] },
  evidence: { httpStatus: 500, errorCode: null, message: null, awsRequestId: null },
};

describe('a batch', () => {
  it('finds the newest version of each package over the repositories that serve it, in the order of the names', async () => {
    const { batch, connection, opened } = batchOver({
      first: { versions: { a: '1.0.0', b: '2.0.0', empty: null } },
      second: { versions: { a: '1.10.0', b: '1.9.0' } },
      routed: { versions: { '@acme/x': '3.0.0' }, routes: ['@acme'] },
    });
    const found = await batch.newest('organization', connection, plug, ['b', '@acme/x', 'a', 'nowhere', 'empty']);
    expect(found.map(({ name, version }) => [name, version])).toEqual([
      ['b', '2.0.0'],
      ['@acme/x', '3.0.0'],
      ['a', '1.10.0'],
      ['nowhere', null],
      ['empty', null],
    ]);
    expect(found.map(({ answers }) => answers.map(({ repository, status }) => `${repository.id} ${status}`))).toEqual([
      ['first found', 'second found'],
      ['routed found'],
      ['first found', 'second found'],
      ['first absent', 'second absent'],
      ['first found', 'second absent'],
    ]);
    expect(opened.toSorted()).toEqual(['first', 'routed', 'second']);
  });

  it('reports a broken repository beside what the others answer', async () => {
    const { batch, connection } = batchOver({ good: { versions: { a: '1.0.0' } }, bad: { isBroken: true } });
    const [found] = await batch.newest('organization', connection, plug, ['a']);
    expect(found).toMatchObject({ version: '1.0.0', answers: [{ status: 'found' }, { status: 'broken', problem }] });
  });

  it('hands over each listing as soon as it is there', async () => {
    const { batch, connection } = batchOver({ first: { versions: { a: '1.0.0', b: '2.0.0' } } });
    const taken = new Map<string, RepositoryAnswer<PackageListing>[]>();
    await batch.listings('organization', connection, plug, ['a', 'b', 'c'], (name, answers) =>
      taken.set(name, answers),
    );
    expect(taken.size).toBe(3);
    expect(['a', 'b', 'c'].map((name) => taken.get(name)?.[0]?.status)).toEqual(['found', 'found', 'absent']);
  });

  it('asks each repository that serves the name for one version, in the order of what is wanted', async () => {
    const { batch, connection } = batchOver({
      first: { versions: { a: '1.0.0', b: '2.0.0' } },
      second: { versions: { a: '1.1.0' } },
      routed: { isBroken: true, routes: ['@acme'] },
    });
    const wanted = [
      { name: 'b', version: '2.0.0' },
      { name: 'a', version: '1.1.0' },
      { name: '@acme/x', version: '1.0.0' },
    ];
    const found = await batch.releases('organization', connection, plug, wanted);
    const told = (answer: RepositoryAnswer<Release | null>) =>
      answer.status === 'found' ? (answer.found?.version ?? 'none') : answer.status;
    expect(found.map(({ name, version, answers }) => [name, version, ...answers.map(told)])).toEqual([
      ['b', '2.0.0', '2.0.0', 'absent'],
      ['a', '1.1.0', 'none', '1.1.0'],
      ['@acme/x', '1.0.0', 'broken'],
    ]);
  });

  it.each([
    ['few at once where answers come quickly', 1, 8],
    ['as many as use up the quota', 15, 13],
    ['as many as there are places where the registry is far', 40, 64],
  ])('asks for %s', async (_what, slowestMs, most) => {
    const names = Array.from({ length: 500 }, (_, index) => `package-${index}`);
    const { batch, connection, atOnce } = batchOver({ first: { versions: {} } }, slowestMs);
    await batch.newest('organization', connection, plug, names);
    expect(atOnce.most).toBe(most);
    atOnce.most = 0;
    await batch.listings('organization', connection, plug, names, () => undefined);
    expect(atOnce.most).toBe(most);
  });

  it('asks for many at once, and for no more when it is stopped or what takes the answers fails', async () => {
    const names = Array.from({ length: 200 }, (_, index) => `package-${index}`);
    const { batch, connection, asked } = batchOver({ first: { versions: {} } });
    const stop = new AbortController();
    setTimeout(() => stop.abort(new Error('stopped')), 1);
    await expect(batch.newest('organization', connection, plug, names, stop.signal)).rejects.toThrow('stopped');
    expect(asked.length).toBeGreaterThanOrEqual(8);
    expect(asked.length).toBeLessThan(200);
    const failing = () => {
      throw new Error('full');
    };
    await expect(batch.listings('organization', connection, plug, names, failing)).rejects.toThrow('full');
  });
});

const plug = {
  definition: { id: 'NPM' },
  versions: { compare: (a: string, b: string) => a.localeCompare(b, 'en', { numeric: true }) },
} as PackageTypePlug;

function releaseOf(version: string): Release {
  return { version, requirements: [], archives: [], manifest: {} };
}

interface Offer {
  versions?: Record<string, string | null>;
  routes?: string[];
  isBroken?: boolean;
}

function batchOver(offers: Record<string, Offer>, slowestMs = 0) {
  const opened: string[] = [];
  const asked: string[] = [];
  const atOnce = { now: 0, most: 0 };
  const repositories = Object.entries(offers).map(([id, { routes = [] }]): Repository => {
    const place = { domain: 'domain', domainOwner: '111122223333', region: 'us-east-1', repository: id };
    return { id, packageType: 'NPM', url: id, routes, ...place };
  });
  const answer = async <T>(open: OpenRepository, name: string, found: (version: string | null) => T) => {
    asked.push(name);
    atOnce.now += 1;
    atOnce.most = Math.max(atOnce.most, atOnce.now);
    await new Promise((resolve) => setTimeout(resolve, 2));
    atOnce.now -= 1;
    const { repository } = open;
    const { versions = {}, isBroken } = offers[repository.id] ?? {};
    const counts = { repository, requestCount: 1, slowestMs };
    if (isBroken) return { ...counts, status: 'broken' as const, problem };
    const version = versions[name];
    if (version === undefined) return { ...counts, status: 'absent' as const };
    return { ...counts, status: 'found' as const, found: found(version) };
  };
  const batch = new PackageBatch({
    open: (_organizationId, connection, repository) => {
      opened.push(repository.id);
      const clients = Promise.reject(new RegistryFailure('stopped', 'Nobody asks here.'));
      clients.catch(() => undefined);
      return { connection, repository, plug, scope: repository.id, clients };
    },
    newest: (open, name) => answer(open, name, (version) => version),
    listing: (open, name) => answer(open, name, (latest) => ({ versions: [], latest })),
    fetch: () => Promise.reject(new Error('Nobody fetches here.')),
    release: (open, name, version) => answer(open, name, (held) => (held === version ? releaseOf(version) : null)),
  });
  return { batch, connection: { repositories } as unknown as SavedConnection, opened, asked, atOnce };
}
