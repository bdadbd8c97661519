import { describe, expect, it } from 'vitest';
import { npmProject } from '../../../../../tests/support/npm-lock-project.ts';
import { analyze, below, BROKEN, offering, type World } from '../../../../../tests/support/project-analysis.ts';

const goFiles = {
  'go.mod': 'module example.com/app\n\ngo 1.21\n\nrequire (\n\texample.com/a v1.0.0\n\texample.com/b v1.0.0\n)\n',
};
const goAdvisory = { ...below('A', 'example.com/a', '1.0.1'), ecosystem: 'Go' };
const npmFiles = npmProject({ a: '^1.0.0', b: '^1.0.0' }, { a: { version: '1.0.0' }, b: { version: '1.0.0' } });

async function told(world: World) {
  const { result, asked } = await analyze(world);
  const codesOf = (causes: { code: string; certainty: string }[] = []) =>
    causes.map(({ code, certainty }) => `${code} ${certainty}`);
  const [finding] = result.findings;
  return {
    asked,
    unchecked: result.unchecked,
    finding: finding?.blockedBy ?? null,
    findingCodes: codesOf(finding?.blockedBy?.causes),
    dependencyCodes: codesOf(result.dependencies[0]?.diagnosis?.causes),
  };
}

describe('a package type of which nothing is found', () => {
  it('is one that AWS does not list: said once, in the findings and in the dependencies', async () => {
    const { asked, unchecked, finding, findingCodes, dependencyCodes } = await told({
      repositories: { main: { packageType: 'GO' } },
      files: goFiles,
      advisories: [goAdvisory],
    });
    expect(findingCodes).toEqual(['go_format_unsupported LIKELY', 'package_not_found POSSIBLE']);
    expect(dependencyCodes).toEqual(findingCodes);
    expect(finding?.causes[0]?.side).toBe('AWS');
    expect(finding?.summary).toBe(
      'None of the 2 Go packages of the project is offered by acme/main, example.com/a among them.',
    );
    expect(unchecked).toEqual([
      'acme/main did not have any of the 2 Go packages of the project, so no version could be judged. Neither golang.org/x/text nor github.com/pkg/errors is there, which are public. AWS lists no Go format for CodeArtifact, so most likely no Go packages are served at this address; whoever runs the builds can say where they come from.',
    ]);
    expect(asked).toEqual(['example.com/a', 'example.com/b', 'golang.org/x/text', 'github.com/pkg/errors']);
  });

  it('is one that takes in nothing public: whoever owns the repository can connect it', async () => {
    const { unchecked, finding, findingCodes } = await told({
      repositories: { main: {}, second: {} },
      files: npmFiles,
      advisories: [below('A', 'a', '1.1.0')],
    });
    expect(findingCodes[0]).toBe('external_connection_missing LIKELY');
    expect(finding?.causes[0]?.side).toBe('CUSTOMER');
    expect(unchecked).toHaveLength(1);
    expect(unchecked[0]).toContain('acme/main and acme/second did not have any of the 2 npm packages');
    expect(unchecked[0]).toContain('The owner in AWS can connect the repository');
  });

  it.each<[string, Partial<World>, string]>([
    ['AWS says is not there', { control: 'absent', isRepositoryKnown: false }, 'repository_not_found CERTAIN'],
    ['AWS knows', { control: 'absent', isRepositoryKnown: true }, 'missing_read_from_repository LIKELY'],
    ['AWS says nothing of', { control: 'absent', isRepositoryKnown: null }, 'repository_not_found LIKELY'],
  ])('may come from a repository that answers nothing at all and that %s', async (_which, given, code) => {
    const { unchecked, findingCodes } = await told({
      repositories: { main: {} },
      files: npmFiles,
      advisories: [below('A', 'a', '1.1.0')],
      ...given,
    });
    expect(findingCodes[0]).toBe(code);
    expect(findingCodes).not.toContainEqual(expect.stringContaining('external_connection_missing'));
    expect(unchecked).toHaveLength(1);
    expect(unchecked[0]).not.toContain('public registry');
  });

  it('is told by what the repository answers to anything else', async () => {
    const { finding } = await told({
      repositories: { main: {} },
      files: npmFiles,
      advisories: [below('A', 'a', '1.1.0')],
      control: 'broken',
    });
    expect(finding).toEqual(BROKEN.diagnosis);
  });
});

describe('a package type is not called unserved', () => {
  const unserved = expect.stringMatching(/did not have/) as string;

  it.each<[string, World]>([
    ['where one name is found', { repositories: { main: { offers: { b: offering('1.0.0') } } }, files: npmFiles }],
    ['where a name is found that has no versions', { repositories: { main: { offers: { b: {} } } }, files: npmFiles }],
    [
      'where a public name is found',
      { repositories: { main: { offers: { ms: offering('1.0.0') } } }, files: npmFiles },
    ],
    ['where a repository gave no answer', { repositories: { main: {}, second: { isBroken: true } }, files: npmFiles }],
    [
      'where routes claim all that is asked for',
      {
        repositories: { own: { routes: ['@acme'] }, main: {} },
        files: npmProject({ '@acme/a': '^1.0.0' }, { '@acme/a': { version: '1.0.0' } }),
      },
    ],
  ])('%s', async (_where, world) => {
    const { unchecked, findingCodes } = await told({
      ...world,
      advisories: [below('A', 'a', '1.1.0'), below('B', '@acme/a', '1.1.0')],
    });
    expect(unchecked).not.toContainEqual(unserved);
    expect(findingCodes).not.toContain('external_connection_missing LIKELY');
  });
});

it('says of a package type without a repository that AWS may have none', async () => {
  const { unchecked, finding } = await told({
    repositories: { main: {} },
    files: goFiles,
    advisories: [goAdvisory],
  });
  expect(unchecked).toEqual([
    'Acme has no Go repository, so nobody could be asked for 2 dependencies of the project. AWS lists no Go format for CodeArtifact, so there may be none to add: see where Go packages come from in your builds.',
  ]);
  expect(finding?.causes[0]?.explanation).toContain('AWS lists no Go format');
  expect(finding?.causes[0]?.steps[0]).toContain('See where builds of the project get example.com/a');
});
