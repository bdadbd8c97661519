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
    expect(details.repositories).toEqual([{ packageType: 'PYPI', url: pypiUrl, routes: [] }]);
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

describe('checkDraft, of routes', () => {
  const otherNpmUrl = npmUrl.replace('my-repo', 'other-repo');

  function routeErrors(first: string[], second: string[]) {
    const draft = draftWith(
      { packageType: 'NPM', url: npmUrl, routes: first },
      { packageType: 'NPM', url: otherNpmUrl, routes: second },
    );
    const keys = draft.repositories.map(({ key }) => key);
    return checkDraft(draft)
      .errors.filter(({ code }) => code.startsWith('route_'))
      .map(({ fieldId, code, message }) => ({
        code,
        message,
        place: keys.indexOf(fieldId?.replace(/-routes$/, '') ?? ''),
      }));
  }

  it('flags a conflict beside both repositories, each naming the other', () => {
    const errors = routeErrors(['@acme'], ['@acme', '@umbrella']);
    expect(errors.map(({ code, place }) => [code, place])).toEqual([
      ['route_conflict', 0],
      ['route_conflict', 1],
    ]);
    expect(errors[0]?.message).toContain('my-domain/other-repo');
    expect(errors[1]?.message).toContain('my-domain/my-repo');
  });

  it('finds the field of a route that cannot be used', () => {
    expect(routeErrors([], ['acme']).map(({ code, place }) => [code, place])).toEqual([['route_invalid', 1]]);
  });

  it('has nothing against routes of their own', () => {
    expect(routeErrors(['@acme'], ['@umbrella'])).toEqual([]);
  });
});

describe('parseDraft', () => {
  it('restores what was stored', () => {
    const draft = { ...draftWith({ packageType: 'NPM', url: npmUrl }), accountId: '111122223333' };
    const restored = parseDraft(JSON.parse(JSON.stringify(draft)));
    expect(restored && detailsOf(restored)).toEqual(detailsOf(draft));
  });

  it('restores routes, and does without them', () => {
    const draft = draftWith({ packageType: 'NPM', url: npmUrl, routes: ['@acme'] });
    const stored = JSON.parse(JSON.stringify(draft)) as { repositories: { routes?: unknown }[] };
    expect(parseDraft(stored)?.repositories[0]?.routes).toEqual(['@acme']);
    for (const row of stored.repositories) delete row.routes;
    expect(parseDraft(stored)?.repositories[0]?.routes).toEqual([]);
  });

  it.each([null, 'text', {}, { repositories: [null, 7, { packageType: 'MAVEN', url: 'x' }, { packageType: 'NPM' }] }])(
    'lets nothing malformed in: %j',
    (value) => {
      const restored = parseDraft(value);
      expect(restored === null || detailsOf(restored).repositories.length === 0).toBe(true);
    },
  );
});
