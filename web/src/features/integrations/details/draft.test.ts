import { describe, expect, it } from 'vitest';
import { checkDraft, detailsOf, emptyDraft, parseDraft, placeProblems, repositoryRows } from './draft.ts';

const npmUrl = 'https://my-domain-111122223333.d.codeartifact.us-east-1.amazonaws.com/npm/my-repo/';
const pypiUrl = 'https://my-domain-111122223333.d.codeartifact.us-east-1.amazonaws.com/pypi/my-repo/simple/';

function draftWith(...repositories: Parameters<typeof repositoryRows>[0][number][]) {
  return { ...emptyDraft(), repositories: repositoryRows(repositories) };
}

describe('repositoryRows', () => {
  it('has a field for each package type, and one for each repository given', () => {
    const rows = repositoryRows([
      { packageType: 'PYPI', url: 'a' },
      { packageType: 'PYPI', url: 'b' },
    ]);
    expect(rows.map(({ packageType, url }) => [packageType, url])).toEqual([
      ['NPM', ''],
      ['PYPI', 'a'],
      ['PYPI', 'b'],
      ['GO', ''],
      ['NUGET', ''],
    ]);
  });
});

describe('detailsOf', () => {
  it('leaves empty fields out', () => {
    const details = detailsOf(draftWith({ packageType: 'PYPI', url: pypiUrl }));
    expect(details.repositories).toEqual([{ packageType: 'PYPI', url: pypiUrl }]);
    expect(details.name).toBeNull();
  });
});

describe('placeProblems', () => {
  it('finds the field although empty ones are not sent', () => {
    const draft = draftWith({ packageType: 'PYPI', url: pypiUrl });
    const problem = { field: ['repositories', '0', 'url'], code: 'x', message: 'm', suggestion: null };
    const pypiRow = draft.repositories.find(({ packageType }) => packageType === 'PYPI');
    expect(placeProblems(draft, [problem])[0]?.fieldId).toBe(pypiRow?.key);
  });

  it('understands paths that begin at the input, and those that name no field', () => {
    const draft = emptyDraft();
    const problem = { code: 'x', message: 'm', suggestion: null };
    const placed = placeProblems(draft, [
      { ...problem, field: ['input', 'roleArn'] },
      { ...problem, field: null },
    ]);
    expect(placed.map(({ fieldId }) => fieldId)).toEqual(['role-arn', null]);
  });
});

describe('checkDraft', () => {
  it('asks for everything that is missing', () => {
    const fields = checkDraft(emptyDraft()).errors.map(({ fieldId }) => fieldId);
    expect(fields).toEqual(expect.arrayContaining(['account-id', 'external-id', 'role-arn']));
  });

  it('finds a repository that is entered twice', () => {
    const draft = draftWith({ packageType: 'NPM', url: npmUrl }, { packageType: 'NPM', url: npmUrl });
    expect(checkDraft(draft).errors.map(({ code }) => code)).toContain('repository_duplicate');
  });
});

describe('parseDraft', () => {
  it('restores what was stored', () => {
    const draft = { ...draftWith({ packageType: 'NPM', url: npmUrl }), accountId: '111122223333' };
    const restored = parseDraft(JSON.parse(JSON.stringify(draft)));
    expect(restored && detailsOf(restored)).toEqual(detailsOf(draft));
  });

  it.each([null, 'text', {}, { repositories: [null, 7, { packageType: 'MAVEN', url: 'x' }, { packageType: 'NPM' }] }])(
    'lets nothing malformed in: %j',
    (value) => {
      const restored = parseDraft(value);
      expect(restored === null || detailsOf(restored).repositories.length === 0).toBe(true);
    },
  );
});
