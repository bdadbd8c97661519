import { describe, expect, it } from 'vitest';
import { npmProject, rewriteLock } from '../../../../../tests/support/npm-lock-project.ts';
import { analyze, below, npmWorld, offering } from '../../../../../tests/support/project-analysis.ts';

describe('the combined change', () => {
  const names = ['a', 'b', 'c'] as const;
  const files = npmProject(
    Object.fromEntries(names.map((name) => [name, '^1.0.0'])),
    Object.fromEntries(names.map((name) => [name, { version: '1.0.0' }])),
  );
  const advisories = names.map((name) => below(name.toUpperCase(), name, '1.1.0'));
  const versions = offering('1.0.0', '1.1.0');

  it('holds every proposal where they go together', async () => {
    const { result } = await analyze(npmWorld({ a: versions, b: versions, c: versions }, files, advisories));
    expect(result.combined).toMatchObject({ proposals: [0, 1, 2], remaining: [], proof: { status: 'HOLDS' } });
    expect(result.unchecked).toEqual([]);
  });

  it('leaves out what does not hold beside the rest, and says why', async () => {
    const b = { '1.0.0': {}, '1.1.0': { requires: { a: '~1.0.0' } } };
    const { result } = await analyze(npmWorld({ a: versions, b, c: versions }, files, advisories));
    expect(result.proposals.map(({ name, proof }) => [name, proof.status])).toEqual([
      ['a', 'HOLDS'],
      ['b', 'HOLDS'],
      ['c', 'HOLDS'],
    ]);
    expect(result.combined).toMatchObject({ proposals: [1, 2], fixes: ['B', 'C'], remaining: [0] });
    expect(result.combined?.proof).toMatchObject({ status: 'HOLDS', failures: [] });
    expect(result.combined?.patches[0]?.diff).not.toContain('"node_modules/a"');
    expect(result.unchecked).toEqual([
      expect.stringMatching(/^Not all proposals hold together: b 1\.1\.0 asks for ~1\.0\.0, and a 1\.1\.0 is none/),
    ]);
  });

  it('leaves out what cannot be written beside the rest, and says why', async () => {
    const rewrite: typeof rewriteLock = async (project, changes) => {
      if (changes.length === 1) return rewriteLock(project, changes);
      const [others, refused] = [
        changes.filter(({ name }) => name !== 'b'),
        changes.filter(({ name }) => name === 'b'),
      ];
      const written = await rewriteLock(project, others);
      return { ...written, refused: refused.map((change) => ({ change, reason: 'It needs a line of its own.' })) };
    };
    const given = npmWorld({ a: versions, b: versions, c: versions }, files, advisories);
    const { result } = await analyze({ ...given, manifests: { NPM: { rewrite } } });
    expect(result.proposals).toHaveLength(3);
    expect(result.combined).toMatchObject({ proposals: [0, 2], remaining: [1] });
    expect(result.unchecked).toEqual([
      'Not all proposals can be written into the files together: b 1.1.0: It needs a line of its own.',
    ]);
  });

  it('is none where no two of them hold together, and says why', async () => {
    const two = npmProject({ a: '^1.0.0', b: '^1.0.0' }, { a: { version: '1.0.0' }, b: { version: '1.0.0' } });
    const b = { '1.0.0': {}, '1.1.0': { requires: { a: '~1.0.0' } } };
    const { result } = await analyze(npmWorld({ a: versions, b }, two, advisories.slice(0, 2)));
    expect(result.proposals).toHaveLength(2);
    expect(result.combined).toBeNull();
    expect(result.unchecked).toEqual([expect.stringMatching(/^Not all proposals hold together: b 1\.1\.0 asks for/)]);
  });
});
