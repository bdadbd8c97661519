import { describe, expect, it } from 'vitest';
import { npmProject } from '../../../../../tests/support/npm-lock-project.ts';
import { analyze, below, npmWorld, offering } from '../../../../../tests/support/project-analysis.ts';

describe('an analysis', () => {
  const files = npmProject({ a: '^1.0.0' }, { a: { version: '1.0.0' } });

  it('tells its phases in their order, and never more done than there is to do', async () => {
    const { progress } = await analyze(npmWorld({ a: offering('1.0.0', '1.1.0') }, files, [below('A', 'a', '1.1.0')]));
    expect([...new Set(progress.map(({ phase }) => phase))]).toEqual(['READ', 'RESOLVE', 'MATCH', 'PROPOSE', 'PROVE']);
    for (const { done, total } of progress) expect(done).toBeLessThanOrEqual(total);
    expect(progress.at(-1)).toMatchObject({ done: progress.at(-1)?.total });
  });

  it('ends with the reason of its signal', async () => {
    const stop = new AbortController();
    const onAsk = () => stop.abort(new Error('stopped'));
    await expect(analyze({ ...npmWorld({ a: offering('1.0.0', '1.1.0') }, files, [below('A', 'a', '1.1.0')]), signal: stop.signal, onAsk })).rejects.toThrow('stopped'); // prettier-ignore
  });

  it('does not use an integration that must not be used', async () => {
    await expect(analyze({ ...npmWorld({}, files), whyUnused: 'Not used.' })).rejects.toMatchObject({ code: 'UPSTREAM', message: 'Not used.' }); // prettier-ignore
  });

  it('reports files that cannot be read, and lockfiles that disagree, beside what it found', async () => {
    const { result } = await analyze(
      npmWorld(
        { a: offering('1.0.0', '1.1.0') },
        { ...files, 'yarn.lock': '# yarn lockfile v1\n\na@^1.0.0:\n  version "1.1.0"\n', 'sub/package.json': '{' },
        [below('A', 'a', '1.1.0')],
      ),
    );
    expect(result.findings).toHaveLength(1);
    expect(result.unchecked).toEqual([
      expect.stringMatching(/^sub\/package.json line 1 could not be read/),
      expect.stringContaining('lock the same project and hold different versions'),
    ]);
  });

  it('of ten thousand dependencies asks for each and keeps its order', async () => {
    const names = Array.from({ length: 10_000 }, (_, place) => `p${place}`);
    const direct = Object.fromEntries(names.map((name) => [name, '*']));
    const many = npmProject(direct, Object.fromEntries(names.map((name) => [name, { version: '1.0.0' }])));
    const { result } = await analyze(
      npmWorld(Object.fromEntries(names.map((name) => [name, offering('1.0.0')])), many),
    );
    expect(result.dependencies).toHaveLength(10_000);
    expect(result.dependencies.every(({ available }) => available)).toBe(true);
  });
});
