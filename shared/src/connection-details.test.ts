import { describe, expect, it } from 'vitest';
import { checkConnectionDetails } from './index.ts';
import type { CodeArtifactDetails } from './index.ts';

const npm = 'https://my-domain-111122223333.d.codeartifact.us-east-1.amazonaws.com/npm/my-repo/';
const good: CodeArtifactDetails = {
  name: 'Production packages',
  accountId: '111122223333',
  externalId: 'bl-0123456789abcdef0123456789abcdef',
  roleArn: 'arn:aws:iam::111122223333:role/BacklineCodeArtifactIntegrationRole',
  repositories: [{ packageType: 'NPM', url: npm }],
};

describe('connection details', () => {
  it('that agree have neither errors nor warnings', () => {
    expect(checkConnectionDetails(good)).toEqual({ errors: [], warnings: [] });
    expect(checkConnectionDetails({ ...good, name: null })).toEqual({ errors: [], warnings: [] });
  });

  it.each<
    [why: string, change: Partial<CodeArtifactDetails>, field: string[], code: string, suggestion: string | null]
  >([
    ['name too long', { name: 'x'.repeat(101) }, ['name'], 'name_invalid', null],
    ['control character in the name', { name: 'a\nb' }, ['name'], 'name_invalid', null],
    ['bidirectional mark in the name', { name: 'a\u202Eb' }, ['name'], 'name_invalid', null],
    ['short account', { accountId: '111' }, ['accountId'], 'account_id_malformed', null],
    ['short External ID', { externalId: 'abc' }, ['externalId'], 'external_id_invalid_format', null],
    ['role of a user', { roleArn: 'arn:aws:iam::111122223333:user/x' }, ['roleArn'], 'role_arn_is_not_a_role', null],
    ['no repository', { repositories: [] }, ['repositories'], 'repositories_missing', null],
    [
      'too many repositories',
      {
        repositories: Array.from({ length: 51 }, (_, index) => ({
          packageType: 'NPM',
          url: npm.replace('my-repo', `repo-${index}`),
        })),
      },
      ['repositories'],
      'repositories_too_many',
      null,
    ],
    [
      'mendable URL',
      { repositories: [...good.repositories, { packageType: 'PYPI', url: npm.replace('npm', 'pypi') }] },
      ['repositories', '1', 'url'],
      'url_missing_simple_suffix',
      `${npm.replace('npm', 'pypi')}simple/`,
    ],
    [
      'same repository twice',
      { repositories: [...good.repositories, ...good.repositories] },
      ['repositories', '1', 'url'],
      'repository_duplicate',
      null,
    ],
    [
      'same repository by its dual-stack address',
      {
        repositories: [
          ...good.repositories,
          { packageType: 'NPM', url: npm.replace('.d.', '.').replace('amazonaws.com', 'on.aws') },
        ],
      },
      ['repositories', '1', 'url'],
      'repository_duplicate',
      null,
    ],
    [
      'other account',
      {
        accountId: '444455556666',
        repositories: [{ packageType: 'NPM', url: npm.replace('111122223333', '444455556666') }],
      },
      ['accountId'],
      'account_mismatch',
      null,
    ],
  ])('are refused: %s', (_why, change, field, code, suggestion) => {
    const { errors } = checkConnectionDetails({ ...good, ...change });
    expect(errors).toMatchObject([{ field, code, suggestion }]);
  });

  it('name every field that is wrong at once', () => {
    const { errors } = checkConnectionDetails({
      name: '\0',
      accountId: 'x',
      externalId: 'x',
      roleArn: 'x',
      repositories: [{ packageType: 'GO', url: 'x' }],
    });
    expect(errors.map(({ field }) => field?.join('.'))).toEqual([
      'name',
      'accountId',
      'externalId',
      'roleArn',
      'repositories.0.url',
    ]);
  });

  it('offer the account of the role where the URLs confirm it', () => {
    const { errors, warnings } = checkConnectionDetails({ ...good, accountId: '444455556666' });
    expect(errors).toMatchObject([{ code: 'account_mismatch', suggestion: '111122223333' }]);
    expect(warnings).toMatchObject([{ code: 'url_owner_mismatch' }]);
  });

  it('may name a domain of another account, with a warning that says what it takes', () => {
    const url = npm.replace('111122223333', '999988887777');
    const { errors, warnings } = checkConnectionDetails({ ...good, repositories: [{ packageType: 'NPM', url }] });
    expect(errors).toEqual([]);
    expect(warnings).toMatchObject([
      { field: ['repositories', '0', 'url'], code: 'url_owner_mismatch', suggestion: null },
    ]);
    expect(warnings[0]?.message).toMatch(/domain policy in 999988887777.*GetAuthorizationToken/);
  });

  it('may name a Go URL, with a warning', () => {
    const { errors, warnings } = checkConnectionDetails({
      ...good,
      repositories: [{ packageType: 'GO', url: npm.replace('npm', 'go') }],
    });
    expect(errors).toEqual([]);
    expect(warnings).toMatchObject([{ code: 'go_format_unsupported' }]);
  });

  it('may have an External ID of the customer’s, with a warning where it is guessable', () => {
    const { errors, warnings } = checkConnectionDetails({ ...good, externalId: 'my-company-2026' });
    expect(errors).toEqual([]);
    expect(warnings).toMatchObject([{ field: ['externalId'], code: 'external_id_guessable' }]);
  });

  it('may name one repository for several package types', () => {
    const repositories = [
      ...good.repositories,
      { packageType: 'NUGET' as const, url: `${npm.replace('npm', 'nuget')}v3/index.json` },
    ];
    expect(checkConnectionDetails({ ...good, repositories })).toEqual({ errors: [], warnings: [] });
  });
});
