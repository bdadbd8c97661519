import { describe, expect, it } from 'vitest';
import { systemClock } from '../../lib/clock.ts';
import type { Actor, RequestContext, Scope } from '../../lib/context.ts';
import type { Database, Unit } from '../../lib/database.ts';
import { Forbidden, InvalidInput, NotFound, Unauthenticated, Upstream } from '../../lib/errors.ts';
import type { Repository, SavedConnection } from '../integrations/index.ts';
import type { PackageListing } from '../../package-types/index.ts';
import type { RepositoryAnswer } from './repository-reader.ts';
import { Packages } from './service.ts';
import type { PackageLookupStore } from './store.ts';

const reader = contextWith(['packages:read']);

describe('a package', () => {
  it('is what all repositories together say of it', async () => {
    const { packages, remembered } = world({ one: ['1.0.0', '2.0.0'], two: ['2.0.0', '3.0.0-beta.1'] });
    const found = await packages.find(reader, 'integration', 'NPM', 'left-pad');
    expect(found.versions.map(({ version, repositoryUrl }) => [version, repositoryUrl])).toEqual([
      ['3.0.0-beta.1', 'two'],
      ['2.0.0', 'one'],
      ['1.0.0', 'one'],
    ]);
    expect(found).toMatchObject({ latest: '2.0.0', requestCount: 2, problems: [] });
    expect(remembered).toEqual(['left-pad']);
  });

  it('is given with the problems of the repositories that gave no answer', async () => {
    const { packages } = world({ one: 'broken', two: ['1.0.0'] });
    const found = await packages.find(reader, 'integration', 'NPM', 'left-pad');
    expect(found.problems).toMatchObject([{ repository: { url: 'one' }, diagnosis: { summary: 'one is broken.' } }]);
    expect(found.repositories.map(({ url }) => url)).toEqual(['two']);
  });

  it('is asked of the routed repository alone', async () => {
    const { packages, asked } = world({ one: ['1.0.0'], two: ['2.0.0'] }, { routes: { two: ['@acme'] } });
    await packages.find(reader, 'integration', 'NPM', '@acme/ui');
    await packages.find(reader, 'integration', 'NPM', 'left-pad');
    expect(asked).toEqual([['two'], ['one']]);
  });

  it('that no repository has is not found, and the message says who was asked', async () => {
    const { packages, remembered } = world({ one: 'absent', two: 'absent' });
    const asked = packages.find(reader, 'integration', 'NPM', 'left-pda');
    await expect(asked).rejects.toThrow(NotFound);
    await expect(asked).rejects.toThrow(/npm.*left-pda.*domain\/one, domain\/two/);
    expect(remembered).toEqual([]);
  });

  it('that may be in the repository that did not answer is an answer with that problem', async () => {
    const { packages, remembered } = world({ one: 'absent', two: 'broken' });
    const found = await packages.find(reader, 'integration', 'NPM', 'left-pad');
    expect(found).toMatchObject({
      versions: [],
      latest: null,
      repositories: [],
      problems: [{ repository: { url: 'two' } }],
    });
    expect(remembered).toEqual([]);
  });

  it('fails with the first diagnosis where no repository answers', async () => {
    const { packages } = world({ one: 'broken', two: 'broken' });
    const asked = packages.find(reader, 'integration', 'NPM', 'left-pad');
    await expect(asked).rejects.toThrow(Upstream);
    await expect(asked).rejects.toThrow(/^one is broken\./);
  });

  it.each(['../etc', 'a%2fb', 'a\nb', 'a'.repeat(300), '', 'ünïcode', '__proto__/x'])(
    'is not named %j',
    async (name) => {
      const { packages, asked } = world({ one: ['1.0.0'] });
      await expect(packages.find(reader, 'integration', 'NPM', name)).rejects.toThrow(InvalidInput);
      expect(asked).toEqual([]);
    },
  );

  it('of a type without a repository is not asked for', async () => {
    const { packages, asked } = world({ one: ['1.0.0'] }, { packageType: 'PYPI' });
    await expect(packages.find(reader, 'integration', 'NPM', 'x')).rejects.toThrow(/no npm repository; it has PyPI/);
    expect(asked).toEqual([]);
  });

  it('is not looked up through a role that is not safe', async () => {
    const { packages, asked } = world({ one: ['1.0.0'] }, { status: 'INSECURE' });
    await expect(packages.find(reader, 'integration', 'NPM', 'x')).rejects.toThrow(Upstream);
    expect(asked).toEqual([]);
  });

  it('needs packages:read', async () => {
    const { packages } = world({ one: ['1.0.0'] });
    const other = contextWith(['integrations:read']);
    await expect(packages.find(other, 'integration', 'NPM', 'x')).rejects.toThrow(Forbidden);
    await expect(packages.recent(other, 'integration', 'NPM', '')).rejects.toThrow(Forbidden);
    await expect(packages.find({ ...other, actor: null }, 'integration', 'NPM', 'x')).rejects.toThrow(Unauthenticated);
  });

  it('is given also where it cannot be remembered', async () => {
    const { packages } = world({ one: ['1.0.0'] }, { isForgetful: true });
    await expect(packages.find(reader, 'integration', 'NPM', 'x')).resolves.toMatchObject({ latest: '1.0.0' });
  });
});

type Offer = string[] | 'absent' | 'broken';

interface Changes {
  routes?: Record<string, string[]>;
  packageType?: Repository['packageType'];
  status?: SavedConnection['status'];
  isForgetful?: boolean;
}

function world(offers: Record<string, Offer>, changes: Changes = {}) {
  const asked: string[][] = [];
  const remembered: string[] = [];
  const repositories = Object.keys(offers).map((url): Repository => {
    const { packageType = 'NPM', routes } = changes;
    const place = { domain: 'domain', domainOwner: '111122223333', region: 'us-east-1', repository: url };
    return { id: url, packageType, url, ...place, routes: routes?.[url] ?? [] };
  });
  const connection = { id: 'integration', name: 'Acme', status: changes.status ?? 'CONNECTED', repositories };
  const store = {
    remember: (_unit: Unit, { name }: { name: string }) => {
      if (changes.isForgetful) return Promise.reject(new Error('The database is away'));
      remembered.push(name);
      return Promise.resolve();
    },
  };
  const packages = new Packages(
    { unit: {} } as Database,
    store as unknown as PackageLookupStore,
    { connection: () => Promise.resolve(connection as SavedConnection) },
    {
      ask: (_organizationId, _connection, chosen) => {
        asked.push(chosen.map(({ url }) => url));
        return Promise.resolve(chosen.map((repository) => answerOf(repository, offers[repository.url] ?? 'absent')));
      },
    },
    systemClock,
    { warn: () => undefined },
  );
  return { packages, asked, remembered };
}

function answerOf(repository: Repository, offer: Offer): RepositoryAnswer<PackageListing> {
  const base = { repository, requestCount: 1, slowestMs: 0 };
  if (offer === 'absent') return { ...base, status: 'absent' };
  if (offer === 'broken') {
    const diagnosis = { category: 'UNKNOWN' as const, summary: `${repository.url} is broken.`, causes: [] };
    const evidence = { httpStatus: 500, errorCode: null, message: null, awsRequestId: null };
    return { ...base, status: 'broken', problem: { diagnosis, evidence } };
  }
  const versions = offer.map((version) => ({
    version,
    isPrerelease: version.includes('-'),
    publishedAt: null,
    withdrawn: null,
  }));
  const latest = offer.findLast((version) => !version.includes('-')) ?? null;
  return { ...base, status: 'found', found: { versions, latest } };
}

function contextWith(scopes: Scope[]): RequestContext {
  const actor: Actor = {
    kind: 'MEMBER',
    id: 'member',
    name: 'somebody@acme.test',
    personId: 'person',
    organizationId: 'organization',
    scopes: new Set(scopes),
  };
  return { actor, sessionId: null, requestId: 'request', ip: '127.0.0.1' };
}
