import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { npmProject, rewriteLock } from '../../../../../tests/support/npm-lock-project.ts';
import { analyze, below, npmWorld, offering } from '../../../../../tests/support/project-analysis.ts';

describe('an analysis proposes', () => {
  const files = npmProject({ a: '^1.0.0' }, { a: { version: '1.0.0' } });

  it('the smallest version in range that helps, and proves it', async () => {
    const { result, asked } = await analyze(
      npmWorld({ a: offering('1.0.0', '1.1.0', '1.2.0', '2.0.0') }, files, [below('A', 'a', '1.1.0')]),
    );
    expect(result.findings[0]).toMatchObject({
      advisoryId: 'A',
      summary: 'Summary of A',
      fixedVersions: ['1.1.0'],
      remediationVersion: '1.1.0',
      offeredVersion: '1.1.0',
      blockedBy: null,
    });
    const [proposal] = result.proposals;
    expect(proposal).toMatchObject({
      name: 'a',
      fromVersion: '1.0.0',
      toVersion: '1.1.0',
      way: 'update',
      fixes: ['A'],
      findings: [0],
    });
    expect(proposal).toMatchObject({ remaining: [], isBreaking: false, alongside: [] });
    expect(proposal?.proof).toMatchObject({ status: 'HOLDS', failures: [], unchecked: [], introduced: [] });
    expect(proposal?.proof.asked).toMatchObject([{ name: 'a', version: '1.1.0', isOffered: true }]);
    expect(asked).toEqual(['a', 'a']);
  });

  it('patches that git takes, after which the finding is gone', async () => {
    const given = npmWorld({ a: offering('1.0.0', '1.1.0') }, files, [below('A', 'a', '1.1.0')]);
    const { result } = await analyze(given);
    const folder = mkdtempSync(join(tmpdir(), 'analysis-'));
    try {
      execFileSync('git', ['init', '--quiet', folder]);
      for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, path), text);
      const input = result.proposals.flatMap(({ patches }) => patches.map(({ diff }) => diff)).join('');
      execFileSync('git', ['apply', '-'], { cwd: folder, input });
      const changed = Object.fromEntries(
        Object.keys(files).map((path) => [path, readFileSync(join(folder, path), 'utf8')]),
      );
      expect((await analyze({ ...given, files: changed })).result.findings).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('a higher requirement where the range ends before the fix', async () => {
    const { result } = await analyze(npmWorld({ a: offering('1.0.0', '2.0.0') }, files, [below('A', 'a', '2.0.0')]));
    expect(result.findings[0]).toMatchObject({ remediationVersion: '2.0.0', blockedBy: null });
    expect(result.proposals).toMatchObject([
      { toVersion: '2.0.0', way: 'requirement', isBreaking: true, proof: { status: 'HOLDS' } },
    ]);
  });

  it('one version that removes all advisories of a package, and most removed per change first', async () => {
    const two = npmProject({ a: '^1.0.0', b: '^1.0.0' }, { a: { version: '1.0.0' }, b: { version: '1.0.0' } });
    const offers = { a: offering('1.0.0', '1.1.0'), b: offering('1.0.0', '1.1.0', '1.2.0') };
    const advisories = [below('A', 'a', '1.1.0'), below('B', 'b', '1.1.0'), below('C', 'b', '1.2.0')];
    const { result } = await analyze(npmWorld(offers, two, advisories));
    expect(result.proposals.map(({ name, toVersion, fixes }) => [name, toVersion, fixes.toSorted()])).toEqual([
      ['b', '1.2.0', ['B', 'C']],
      ['a', '1.1.0', ['A']],
    ]);
    expect(result.combined).toMatchObject({ proposals: [0, 1], remaining: [], proof: { status: 'HOLDS' } });
    expect(result.combined?.fixes.toSorted()).toEqual(['A', 'B', 'C']);
    expect(result.combined?.patches).toHaveLength(1);
  });

  it('the version with the fewest advisories where none is free of them', async () => {
    const advisories = [below('A', 'a', '1.1.0'), below('B', 'a')];
    const { result } = await analyze(npmWorld({ a: offering('1.0.0', '1.1.0', '1.2.0') }, files, advisories));
    expect(result.findings.map(({ remediationVersion }) => remediationVersion)).toEqual([null, null]);
    expect(result.proposals).toMatchObject([{ toVersion: '1.1.0', fixes: ['A'], remaining: ['B'] }]);
  });
});

describe('plans', () => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f'];
  const given = npmWorld(
    Object.fromEntries(names.map((name) => [name, offering('1.0.0', '1.1.0')])),
    npmProject(
      Object.fromEntries(names.map((name) => [name, '^1.0.0'])),
      Object.fromEntries(names.map((name) => [name, { version: '1.0.0' }])),
    ),
    names.map((name) => below(name.toUpperCase(), name, '1.1.0')),
  );

  it('are written four at a time, and listed in their order whichever is done first', async () => {
    const one = await analyze(given);
    const under: (() => void)[] = [];
    let most = 0;
    const rewrite: typeof rewriteLock = async (project, changes) => {
      const { promise, resolve } = Promise.withResolvers<void>();
      most = Math.max(most, under.push(resolve));
      // The last one first.
      if (most === 4) under.pop()?.();
      await promise;
      setImmediate(() => under.pop()?.());
      return rewriteLock(project, changes);
    };
    const { result } = await analyze({ ...given, manifests: { NPM: { rewrite } } });
    expect(most).toBe(4);
    expect(result.proposals.map(({ name, patches }) => [name, patches])).toEqual(
      one.result.proposals.map(({ name, patches }) => [name, patches]),
    );
  });

  it('are written no more once the analysis is stopped', async () => {
    const stop = new AbortController();
    let begun = 0;
    const rewrite: typeof rewriteLock = async ({ signal }) => {
      begun += 1;
      if (begun === 4) stop.abort(new Error('stopped'));
      await new Promise((_resolve, reject) => {
        if (signal.aborted) reject(signal.reason as Error);
        signal.addEventListener('abort', () => reject(signal.reason as Error));
      });
      throw new Error('It was not stopped.');
    };
    await expect(analyze({ ...given, signal: stop.signal, manifests: { NPM: { rewrite } } })).rejects.toThrow(
      'stopped',
    );
    expect(begun).toBe(4);
  });
});

describe('a vulnerability of which databases tell different ranges', () => {
  it('is one, and not a new one where only one of its records still affects the version', async () => {
    const files = npmProject({ a: '^1.0.0' }, { a: { version: '1.0.0' } });
    const advisories = [
      { ...below('GHSA-1', 'a', '1.1.0'), aliases: ['CVE-1'] },
      { ...below('GO-1', 'a', '3.0.0'), aliases: ['CVE-1'] },
      below('B', 'a', '1.1.0'),
    ];
    const { result } = await analyze(npmWorld({ a: offering('1.0.0', '1.1.0') }, files, advisories));
    expect(result.findings.map(({ advisoryId }) => advisoryId).toSorted()).toEqual(['B', 'GHSA-1']);
    expect(result.proposals).toMatchObject([
      { toVersion: '1.1.0', fixes: ['B'], remaining: ['GO-1'], proof: { introduced: [] } },
    ]);
  });
});

describe('a vulnerable dependency that others keep back', () => {
  const files = npmProject(
    { parent: '^1.0.0' },
    { parent: { version: '1.0.0', dependencies: { child: '~1.0.0' } }, child: { version: '1.0.0' } },
  );
  const advisories = [below('A', 'child', '2.0.0')];
  const child = offering('1.0.0', '2.0.0');

  it('moves with the smallest release of its dependent that accepts a fix', async () => {
    const parent = {
      '1.0.0': { requires: { child: '~1.0.0' } },
      '1.1.0': { requires: { child: '~1.0.0' } },
      '1.2.0': { requires: { child: '^2.0.0' } },
      '1.3.0': { requires: { child: '^2.0.0' } },
    };
    const { result } = await analyze(npmWorld({ parent, child }, files, advisories));
    expect(result.findings[0]).toMatchObject({ remediationVersion: null, offeredVersion: '2.0.0' });
    expect(result.findings[0]?.blockedBy?.causes[0]?.code).toBe('requirement_excludes_fix');
    expect(result.findings[0]?.blockedBy?.causes[0]?.explanation).toContain('parent 1.0.0 asks for ~1.0.0');
    expect(result.proposals).toMatchObject([
      {
        name: 'parent',
        toVersion: '1.2.0',
        way: 'update',
        fixes: ['A'],
        findings: [0],
        alongside: [{ name: 'child', fromVersion: '1.0.0', toVersion: '2.0.0' }],
        proof: { status: 'HOLDS' },
      },
    ]);
  });

  it('is overridden where no release of its dependent helps, and what that leaves open is said', async () => {
    const { result } = await analyze(npmWorld({ parent: { '1.0.0': {}, '1.1.0': { requires: { child: '~1.0.0' } } }, child }, files, advisories)); // prettier-ignore
    expect(result.proposals).toMatchObject([
      { name: 'child', way: 'override', toVersion: '2.0.0', proof: { status: 'PARTLY' } },
    ]);
    expect(result.proposals[0]?.proof.unchecked).toContain(
      'parent 1.0.0 asks for ~1.0.0, and the change gives it child 2.0.0 all the same; test what depends on it.',
    );
  });

  it('is not raised where metadata does not tell what releases ask for', async () => {
    const { result } = await analyze(
      npmWorld({ parent: { '1.0.0': {}, '1.1.0': { requires: null } }, child }, files, advisories),
    );
    expect(result.proposals.map(({ way }) => way)).toEqual(['override']);
  });
});
