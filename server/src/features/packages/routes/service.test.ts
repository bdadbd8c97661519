import { expect, it } from 'vitest';
import type { RequestContext } from '../../../lib/context.ts';
import { Forbidden, InvalidInput } from '../../../lib/errors.ts';
import type { SavedConnection } from '../../integrations/index.ts';
import { PackageRoutes } from './service.ts';

const repositories = [
  { packageType: 'NPM' as const, url: 'main' },
  { packageType: 'NPM' as const, url: 'acme', routes: ['@acme'] },
];
const service = new PackageRoutes({
  connection: () =>
    Promise.resolve({ repositories: [{ packageType: 'NPM', url: 'saved', routes: [] }] } as unknown as SavedConnection),
});
const context = contextWith(['packages:read']);

it('tells which repository serves a name, and why', async () => {
  await expect(service.preview(context, null, 'NPM', '@acme/ui', repositories)).resolves.toEqual({
    name: '@acme/ui',
    route: '@acme',
    repositoryUrls: ['acme'],
    reason: 'The route @acme claims @acme/ui for this repository alone.',
    problems: [],
  });
  await expect(service.preview(context, null, 'NPM', 'left-pad', repositories)).resolves.toMatchObject({
    route: null,
    repositoryUrls: ['main'],
  });
});

it('takes what is given in place of what is saved', async () => {
  const saved = await service.preview(context, 'integration', 'NPM', '@acme/ui', null);
  expect(saved.repositoryUrls).toEqual(['saved']);
  const given = await service.preview(context, 'integration', 'NPM', '@acme/ui', repositories);
  expect(given.repositoryUrls).toEqual(['acme']);
  const none = await service.preview(context, null, 'NPM', 'x', []);
  expect(none).toMatchObject({ repositoryUrls: [], reason: 'There is no npm repository, so nothing serves x.' });
});

it('shows conflicts before they are saved', async () => {
  const twice = [...repositories, { packageType: 'NPM' as const, url: 'again', routes: ['@acme'] }];
  const { problems } = await service.preview(context, null, 'NPM', '@acme/ui', twice);
  expect(problems).toMatchObject([{ code: 'route_conflict', field: ['repositories', '2', 'routes', '0'] }]);
});

it('refuses what it cannot answer', async () => {
  await expect(service.preview(context, null, 'NPM', 'x', null)).rejects.toThrow(InvalidInput);
  await expect(service.preview(context, null, 'NPM', '../x', repositories)).rejects.toThrow(InvalidInput);
  const many = Array.from({ length: 51 }, () => ({ packageType: 'NPM' as const, url: 'x' }));
  await expect(service.preview(context, null, 'NPM', 'x', many)).rejects.toThrow(InvalidInput);
  await expect(service.preview(contextWith([]), null, 'NPM', 'x', repositories)).rejects.toThrow(Forbidden);
});

function contextWith(scopes: 'packages:read'[]): RequestContext {
  const who = { kind: 'MEMBER' as const, id: 'id', name: 'name', personId: 'person', organizationId: 'organization' };
  return { actor: { ...who, scopes: new Set(scopes) }, sessionId: null, requestId: 'request', ip: '127.0.0.1' };
}
