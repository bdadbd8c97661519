import { describe, expect, it } from 'vitest';
import type { IntegrationVersionEntity } from './entity.ts';
import { maskExternalId, settingChanges } from './setting-changes.ts';

const npm = { packageType: 'NPM', url: 'https://npm', routes: [] } as const;
const pypi = { packageType: 'PYPI', url: 'https://pypi', routes: [] } as const;
type Changes = Partial<Omit<IntegrationVersionEntity, 'repositories'>> & {
  repositories?: readonly { packageType: 'NPM' | 'PYPI'; url: string; routes: readonly string[] }[];
};

describe('settingChanges', () => {
  it('tells each setting with who changed it, oldest first', () => {
    const versions = [
      version(1),
      version(2, { accountId: '222222222222', actor: 'anna@acme.test' }),
      version(3, { accountId: '222222222222', roleArn: 'arn:2', actor: 'API key CI' }),
    ];
    const { changes, isComplete } = settingChanges(versions, 1, 3);
    expect(isComplete).toBe(true);
    expect(changes.map(({ actor, setting, before, after }) => [actor, setting, before, after])).toEqual([
      ['anna@acme.test', 'ACCOUNT_ID', '111111111111', '222222222222'],
      ['API key CI', 'ROLE_ARN', 'arn:1', 'arn:2'],
    ]);
  });

  it('shows of an External ID only its end', () => {
    const changed = settingChanges([version(1), version(2, { externalId: 'bl-another-external-id-9999' })], 1, 2);
    expect(changed.changes).toMatchObject([{ setting: 'EXTERNAL_ID', before: '…0001', after: '…9999' }]);
  });

  it('says nothing of a version that changed only the name', () => {
    expect(settingChanges([version(1), version(2)], 1, 2)).toEqual({ changes: [], isComplete: true });
  });

  it('knows when it does not know', () => {
    const versions = [version(3), version(4, { roleArn: 'arn:2' })];
    expect(settingChanges(versions, 1, 4)).toMatchObject({ isComplete: false, changes: [{ setting: 'ROLE_ARN' }] });
    expect(settingChanges([], 1, 1)).toEqual({ changes: [], isComplete: true });
  });

  it.each<[string, Changes['repositories'], Changes['repositories'], (string | null)[][]]>([
    ['added', [npm], [npm, pypi], [['REPOSITORY', null, 'https://pypi']]],
    ['removed', [npm, pypi], [pypi], [['REPOSITORY', 'https://npm', null]]],
    ['corrected in its place', [npm], [{ ...npm, url: 'https://new' }], [['REPOSITORY', 'https://npm', 'https://new']]],
    ['in another order', [npm, pypi], [pypi, npm], []],
    ['routed', [npm], [{ ...npm, routes: ['@acme', 'acme-'] }], [['ROUTES', null, '@acme, acme-']]],
    ['no longer routed', [{ ...npm, routes: ['@acme'] }], [npm], [['ROUTES', '@acme', null]]],
    [
      'one removed and others added',
      [npm, pypi],
      [{ ...npm, url: 'https://a' }, pypi, { ...npm, url: 'https://b' }],
      [
        ['REPOSITORY', 'https://npm', 'https://a'],
        ['REPOSITORY', null, 'https://b'],
      ],
    ],
  ])('repositories: %s', (_, before, after, expected) => {
    const versions = [version(1, { repositories: before ?? [] }), version(2, { repositories: after ?? [] })];
    const { changes } = settingChanges(versions, 1, 2);
    expect(changes.map((change) => [change.setting, change.before, change.after])).toEqual(expected);
  });
});

describe('maskExternalId', () => {
  it('shows nothing of a short one', () => {
    expect(maskExternalId('12345678')).toBe('…');
    expect(maskExternalId('123456789012')).toBe('…9012');
  });
});

function version(number: number, { repositories, ...changes }: Changes = {}): IntegrationVersionEntity {
  return {
    integrationId: 'one',
    organizationId: 'acme',
    version: number,
    at: new Date(number),
    actor: 'somebody@acme.test',
    requestId: null,
    accountId: '111111111111',
    externalId: 'bl-an-external-id-0001',
    roleArn: 'arn:1',
    repositories: (repositories ?? [npm]).map((repository) => ({ ...repository, routes: [...repository.routes] })),
    ...changes,
  };
}
