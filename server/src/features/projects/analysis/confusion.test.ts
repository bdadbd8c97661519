import { describe, expect, it } from 'vitest';
import { npmProject } from '../../../../../tests/support/npm-lock-project.ts';
import { analyze, offering } from '../../../../../tests/support/project-analysis.ts';

describe('a private name', () => {
  const files = npmProject({ '@acme/ui': '^1.0.0' }, { '@acme/ui': { version: '1.0.0' } });

  it('is internal, and flagged where another repository offers it as well', async () => {
    const { result } = await analyze({
      files,
      repositories: {
        own: { routes: ['@acme'], offers: { '@acme/ui': offering('1.0.0') } },
        store: { offers: { '@acme/ui': offering('9.0.0'), ms: offering('1.0.0') } },
      },
    });
    expect(result.dependencies[0]).toMatchObject({ origin: 'INTERNAL', available: true });
    expect(result.dependencies[0]?.diagnosis?.causes[0]).toMatchObject({ code: 'private_name_offered_elsewhere' });
    expect(result.unchecked).toEqual([expect.stringContaining('acme/store takes in public npm packages')]);
    expect(result.unchecked[0]).toContain('codeartifact:DescribePackage');
  });

  it('is not flagged where nobody else could offer it', async () => {
    const repositories = {
      own: { routes: ['@acme'], offers: { '@acme/ui': offering('1.0.0') } },
      store: { offers: {} },
    };
    const { result } = await analyze({ files, repositories });
    expect(result.dependencies[0]?.diagnosis).toBeNull();
    expect(result.unchecked).toEqual([]);
  });
});
