import { describe, expect, it } from 'vitest';
import type { PackageType } from './package-types/index.ts';
import { checkRoute, checkRoutes, matchRoute, repositoriesFor } from './repository-routes.ts';

describe('a route', () => {
  it.each<[PackageType, string]>([
    ['NPM', '@acme'],
    ['NPM', '@acme-tools'],
    ['PYPI', 'acme-'],
    ['PYPI', 'Acme_'],
    ['GO', 'go.acme.example/'],
    ['GO', 'github.com/acme/'],
    ['NUGET', 'Acme.'],
    ['NUGET', 'Acme.Core.'],
  ])('of %s may be %s', (packageType, route) => {
    expect(checkRoute(packageType, route)).toBeNull();
  });

  it.each<[PackageType, string, string | null]>([
    ['NPM', 'acme', '@acme'],
    ['NPM', '@acme/*', '@acme'],
    ['NPM', '@acme/ui', null],
    ['NPM', '', null],
    ['PYPI', 'acme', 'acme-'],
    ['PYPI', '../', null],
    ['PYPI', 'acme\n-', null],
    ['GO', 'go.acme.example', 'go.acme.example/'],
    ['GO', 'https://go.acme.example/', 'go.acme.example/'],
    ['NUGET', 'Acme.*', 'Acme.'],
    ['NUGET', 'Acme', 'Acme.'],
    ['NUGET', `${'a'.repeat(300)}.`, null],
  ])('of %s may not be %j, and the nearest is %s', (packageType, route, suggestion) => {
    const repositories = [{ packageType, url: 'one', routes: [route] }];
    expect(checkRoutes(repositories)).toMatchObject([
      { field: ['repositories', '0', 'routes', '0'], code: 'route_invalid', suggestion },
    ]);
  });
});

describe('routes together', () => {
  it.each<[PackageType, string, string]>([
    ['NPM', '@acme', '@acme'],
    ['PYPI', 'acme-', 'Acme_'],
    ['PYPI', 'acme-internal-', 'acme-'],
    ['GO', 'go.acme.example/', 'go.acme.example/tools/'],
    ['NUGET', 'Acme.', 'ACME.Core.'],
  ])('of two %s repositories conflict: %s and %s', (packageType, first, second) => {
    const repositories = [
      { packageType, url: 'one', routes: [first] },
      { packageType, url: 'two', routes: [second] },
    ];
    expect(checkRoutes(repositories)).toMatchObject([
      { field: ['repositories', '1', 'routes', '0'], code: 'route_conflict' },
    ]);
  });

  it('do not conflict within a repository, between types, or where only letters are shared', () => {
    expect(
      checkRoutes([
        { packageType: 'PYPI', url: 'one', routes: ['acme-', 'acme-internal-'] },
        { packageType: 'GO', url: 'two', routes: ['acme-/'] },
        { packageType: 'NPM', url: 'three', routes: ['@acme'] },
        { packageType: 'NPM', url: 'four', routes: ['@acme-tools'] },
        { packageType: 'NPM', url: 'five' },
      ]),
    ).toEqual([]);
  });
});

describe('a name', () => {
  const repositories = [
    { packageType: 'NPM' as const, url: 'main' },
    { packageType: 'NPM' as const, url: 'acme', routes: ['@acme'] },
    { packageType: 'PYPI' as const, url: 'short', routes: ['acme-'] },
    { packageType: 'PYPI' as const, url: 'long', routes: ['acme-internal-'] },
    { packageType: 'GO' as const, url: 'go', routes: ['go.acme.example/lib/'] },
    { packageType: 'NUGET' as const, url: 'nuget', routes: ['Acme.'] },
  ];

  it.each<[PackageType, string, string | null]>([
    ['NPM', '@acme/ui', 'acme'],
    ['NPM', '@acmetools/ui', null],
    ['NPM', '@ACME/ui', null],
    ['NPM', 'left-pad', null],
    ['PYPI', 'acme-x', 'short'],
    ['PYPI', 'Acme.Internal_x', 'long'],
    ['PYPI', 'acmex', null],
    ['GO', 'go.acme.example/lib', 'go'],
    ['GO', 'go.acme.example/lib/v2', 'go'],
    ['GO', 'go.acme.example/library', null],
    ['NUGET', 'acme.core', 'nuget'],
    ['NUGET', 'Acme', null],
  ])('of %s, %s, is claimed by %s', (packageType, name, url) => {
    expect(matchRoute(repositories, packageType, name)?.repository.url ?? null).toBe(url);
  });

  it('that nobody claims is served by those without routes, or by all where each has some', () => {
    expect(repositoriesFor(repositories, 'NPM', 'left-pad')).toMatchObject({
      repositories: [{ url: 'main' }],
      route: null,
    });
    expect(repositoriesFor(repositories, 'NPM', '@acme/ui')).toMatchObject({
      repositories: [{ url: 'acme' }],
      route: '@acme',
    });
    expect(repositoriesFor(repositories, 'PYPI', 'flask').repositories.map(({ url }) => url)).toEqual([
      'short',
      'long',
    ]);
    expect(repositoriesFor([], 'PYPI', 'flask').repositories).toEqual([]);
  });
});
