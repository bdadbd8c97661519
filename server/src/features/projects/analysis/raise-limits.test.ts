import { describe, expect, it } from 'vitest';
import { npmProject } from '../../../../../tests/support/npm-lock-project.ts';
import { analyze, below, npmWorld, offering } from '../../../../../tests/support/project-analysis.ts';
import { child, proposalsOf, said, worldOf, type Needs } from '../../../../../tests/support/raised-projects.ts';

describe('a vulnerable dependency is overridden', () => {
  it('where those above its dependent do not accept a release that helps', async () => {
    const proposals = await proposalsOf(
      { parent: '^1.0.0' },
      {
        parent: { '1.0.0': { dependent: '1.0.0' }, '1.1.0': { dependent: '1.0.0' } },
        dependent: { '1.0.0': { child: '^1.0.0' }, '2.0.0': { child: '^2.0.0' } },
        child,
      },
    );
    expect(proposals.map(({ name, way }) => [name, way])).toEqual([['child', 'override']]);
  });

  it('where the way is longer than six dependents', async () => {
    const chain = (length: number): Needs => {
      const names = Array.from({ length }, (_, place) => `p${place}`);
      const links = names.map((name, place) => {
        const next = names[place + 1] ?? 'child';
        return [name, { '1.0.0': { [next]: '1.0.0' }, '2.0.0': { [next]: '2.0.0' } }] as const;
      });
      return { ...Object.fromEntries(links), child };
    };
    const six = await proposalsOf({ p0: '>=1.0.0' }, chain(6));
    expect(six.map(({ name, way, alongside }) => [name, way, alongside.length])).toEqual([['p0', 'update', 6]]);
    const seven = await proposalsOf({ p0: '>=1.0.0' }, chain(7));
    expect(seven.map(({ name, way }) => [name, way])).toEqual([['child', 'override']]);
  });

  it('where more than three packages have to be raised that have nothing above them in common', async () => {
    const fan = (count: number) => {
      const names = Array.from({ length: count }, (_, place) => `p${place}`);
      const ends = names.map((name) => [name, { '1.0.0': { child: '1.0.0' }, '1.1.0': { child: '2.0.0' } }] as const);
      const direct = Object.fromEntries(names.map((name) => [name, '^1.0.0']));
      return proposalsOf(direct, { ...Object.fromEntries(ends), child });
    };
    expect((await fan(3)).map(({ name, way }) => [name, way])).toEqual([['p0', 'update']]);
    expect((await fan(4)).map(({ name, way }) => [name, way])).toEqual([['child', 'override']]);
  });

  it('where more packages than twenty have to be raised', async () => {
    const family = (count: number) => {
      const names = Array.from({ length: count - 1 }, (_, place) => `p${place}`);
      const members = names.map(
        (name) => [name, { '1.0.0': { child: '1.0.0' }, '2.0.0': { child: '2.0.0' } }] as const,
      );
      const allIn = (version: string) => Object.fromEntries(names.map((name) => [name, version]));
      const top = { '1.0.0': allIn('1.0.0'), '1.1.0': allIn('2.0.0') };
      return proposalsOf({ top: '^1.0.0' }, { top, ...Object.fromEntries(members), child });
    };
    expect((await family(20)).map(({ name, way, alongside }) => [name, way, alongside.length])).toEqual([['top', 'update', 20]]); // prettier-ignore
    expect((await family(21)).map(({ name, way }) => [name, way])).toEqual([['child', 'override']]);
  });
});

describe('raises that begin with the same package', () => {
  it('are one change, with the newest version that any of them needs', async () => {
    const proposals = await proposalsOf(
      { top: '^1.0.0' },
      {
        top: { '1.0.0': { dependent: '1.0.0' }, '1.1.0': { dependent: '^2.0.0' } },
        dependent: {
          '1.0.0': { child: '1.0.0', second: '1.0.0' },
          '2.0.0': { child: '1.0.0', second: '2.0.0' },
          '2.1.0': { child: '2.0.0', second: '2.0.0' },
        },
        child,
        second: { '1.0.0': {}, '2.0.0': {} },
      },
      [below('B', 'second', '2.0.0'), below('A', 'child', '2.0.0')],
    );
    expect(proposals.map(said)).toEqual([
      'HOLDS update top 1.0.0 > 1.1.0, child 1.0.0 > 2.0.0, dependent 1.0.0 > 2.1.0, second 1.0.0 > 2.0.0',
    ]);
    expect(proposals[0]?.fixes.toSorted()).toEqual(['A', 'B']);
  });
});

describe('looking for a raise', () => {
  const names = Array.from({ length: 200 }, (_, place) => `1.${place}.0`);
  const needs = {
    top: Object.fromEntries(names.map((version, place) => [version, { dependent: `1.${place}.0` }])),
    dependent: Object.fromEntries(names.map((version, place) => [version, { child: place < 150 ? '1.0.0' : '2.0.0' }])),
    child,
  };

  it('asks for few of many releases', async () => {
    const world = worldOf({ top: '^1.0.0' }, needs);
    const asked = new Set<string>();
    const { result } = await analyze({ ...world, onAskRelease: (name, version) => asked.add(`${name} ${version}`) });
    expect(result.proposals.map(said)).toEqual([
      'HOLDS update top 1.0.0 > 1.150.0, child 1.0.0 > 2.0.0, dependent 1.0.0 > 1.150.0',
    ]);
    expect(asked.size).toBeLessThan(30);
  });

  it('ends with the reason of its signal', async () => {
    const stop = new AbortController();
    const onAskRelease = (name: string) => (name === 'top' ? stop.abort(new Error('stopped')) : undefined);
    const world = { ...worldOf({ top: '^1.0.0' }, needs), signal: stop.signal, onAskRelease };
    await expect(analyze(world)).rejects.toThrow('stopped');
  });

  it('takes no release whose needs nobody tells', async () => {
    const world = worldOf({ top: '^1.0.0' }, { ...needs, top: { '1.0.0': { dependent: '1.0.0' } } });
    const { result } = await analyze({
      ...world,
      repositories: {
        main: {
          offers: { ...world.repositories['main']?.offers, top: { '1.0.0': {}, '1.1.0': { requires: null } } },
        },
      },
    });
    expect(result.proposals.map(({ way }) => way)).toEqual(['override']);
  });

  it('stops where nothing is published', async () => {
    const { result } = await analyze(npmWorld({ child: offering('1.0.0', '2.0.0') }, npmProject({ top: '1.0.0' }, { top: { version: '1.0.0', dependencies: { child: '1.0.0' } }, child: { version: '1.0.0' } }), [below('A', 'child', '2.0.0')])); // prettier-ignore
    expect(result.proposals.map(({ way }) => way)).toEqual(['override']);
  });
});
