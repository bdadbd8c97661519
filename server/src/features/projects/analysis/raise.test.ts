import { describe, expect, it } from 'vitest';
import { npmProject } from '../../../../../tests/support/npm-lock-project.ts';
import {
  analyze,
  below,
  npmWorld,
  offering,
  type OfferedRelease,
  type Offers,
} from '../../../../../tests/support/project-analysis.ts';

/** By name: what each version asks for. */
type Needs = Record<string, Record<string, Record<string, string>>>;

/** A project that locks the first version of each package, flat, and where `child` is vulnerable below 2.0.0. */
function worldOf(direct: Record<string, string>, needs: Needs, advisories = [below('A', 'child', '2.0.0')]) {
  const offers: Offers = Object.fromEntries(
    Object.entries(needs).map(([name, versions]) => [
      name,
      Object.fromEntries(
        Object.entries(versions).map(([version, requires]): [string, OfferedRelease] => [version, { requires }]),
      ),
    ]),
  );
  const locked = Object.entries(needs).flatMap(([name, versions]) =>
    Object.entries(versions)
      .slice(0, 1)
      .map(([version, dependencies]) => [name, { version, dependencies }] as const),
  );
  return npmWorld(offers, npmProject(direct, Object.fromEntries(locked)), advisories);
}

async function proposalsOf(direct: Record<string, string>, needs: Needs, advisories = [below('A', 'child', '2.0.0')]) {
  const { result } = await analyze(worldOf(direct, needs, advisories));
  return result.proposals;
}

/** A proposal's changes in one line, that of its name first. */
function said({
  name,
  fromVersion,
  toVersion,
  way,
  alongside,
  proof,
}: Awaited<ReturnType<typeof proposalsOf>>[number]): string {
  const others = alongside.map((each) => `${each.name} ${each.fromVersion} > ${each.toVersion}`).toSorted();
  return [`${proof.status} ${way} ${name} ${fromVersion} > ${toVersion}`, ...others].join(', ');
}

const child = { '1.0.0': {}, '2.0.0': {}, '3.0.0': {} };

describe('a vulnerable dependency moves with the smallest raise', () => {
  it('two levels up, where its dependent is kept back as well', async () => {
    const proposals = await proposalsOf(
      { parent: '^1.0.0' },
      {
        parent: {
          '1.0.0': { dependent: '~1.0.0' },
          '1.1.0': { dependent: '~1.1.0' },
          '1.2.0': { dependent: '~1.2.0' },
          '1.3.0': { dependent: '^1.3.0' },
        },
        dependent: {
          '1.0.0': { child: '^1.0.0' },
          '1.1.0': { child: '^1.0.0' },
          '1.2.0': { child: '^2.0.0' },
          '1.2.1': { child: '^2.0.0' },
          '1.3.0': { child: '^3.0.0' },
        },
        child,
      },
    );
    expect(proposals.map(said)).toEqual([
      'HOLDS update parent 1.0.0 > 1.2.0, child 1.0.0 > 2.0.0, dependent 1.0.0 > 1.2.0',
    ]);
    expect(proposals[0]).toMatchObject({ fixes: ['A'], findings: [0] });
  });

  it('three levels up', async () => {
    const proposals = await proposalsOf(
      { top: '^1.0.0' },
      {
        top: { '1.0.0': { middle: '1.0.0' }, '1.1.0': { middle: '1.0.0' }, '1.2.0': { middle: '2.0.0' } },
        middle: { '1.0.0': { low: '1.0.0' }, '1.5.0': { low: '1.0.0' }, '2.0.0': { low: '2.0.0' } },
        low: { '1.0.0': { child: '1.0.0' }, '2.0.0': { child: '2.0.0' } },
        child,
      },
    );
    expect(proposals.map(said)).toEqual([
      'HOLDS update top 1.0.0 > 1.2.0, child 1.0.0 > 2.0.0, low 1.0.0 > 2.0.0, middle 1.0.0 > 2.0.0',
    ]);
  });

  it('no further up than anybody has to be asked', async () => {
    const proposals = await proposalsOf(
      { parent: '^1.0.0' },
      {
        parent: { '1.0.0': { dependent: '^1.0.0' }, '1.1.0': { dependent: '^1.1.0' } },
        dependent: { '1.0.0': { child: '^1.0.0' }, '1.1.0': { child: '^2.0.0' }, '2.0.0': { child: '^2.0.0' } },
        child,
      },
    );
    expect(proposals.map(said)).toEqual(['HOLDS update dependent 1.0.0 > 1.1.0, child 1.0.0 > 2.0.0']);
  });

  it('of a version that its dependent accepts, before a smaller one that it does not accept', async () => {
    const proposals = await proposalsOf(
      { parent: '^1.0.0' },
      {
        parent: { '1.0.0': { dependent: '1.0.0 || ^1.5.0' }, '1.1.0': { dependent: '*' } },
        dependent: { '1.0.0': { child: '^1.0.0' }, '1.2.0': { child: '^2.0.0' }, '1.5.0': { child: '^2.0.0' } },
        child,
      },
    );
    expect(proposals.map(said)).toEqual(['HOLDS update dependent 1.0.0 > 1.5.0, child 1.0.0 > 2.0.0']);
  });

  it('of a version that its dependent accepts, where the newest of all is no help', async () => {
    const proposals = await proposalsOf(
      { parent: '^1.0.0' },
      {
        parent: { '1.0.0': { dependent: '^1.0.0' } },
        dependent: { '1.0.0': { child: '^1.0.0' }, '1.5.0': { child: '^2.0.0' }, '2.0.0': { child: '^1.0.0' } },
        child,
      },
    );
    expect(proposals.map(said)).toEqual(['HOLDS update dependent 1.0.0 > 1.5.0, child 1.0.0 > 2.0.0']);
  });

  it('past a release that is vulnerable itself', async () => {
    const proposals = await proposalsOf(
      { parent: '^1.0.0' },
      {
        parent: { '1.0.0': { dependent: '1.0.0' }, '1.1.0': { dependent: '2.0.0' }, '1.2.0': { dependent: '^2.0.0' } },
        dependent: { '1.0.0': { child: '^1.0.0' }, '2.0.0': { child: '^2.0.0' } },
        child,
      },
      [
        below('A', 'child', '2.0.0'),
        { id: 'B', name: 'parent', events: [{ introduced: '1.1.0' }, { fixed: '1.2.0' }] },
      ],
    );
    expect(proposals.map(said)).toEqual([
      'HOLDS update parent 1.0.0 > 1.2.0, child 1.0.0 > 2.0.0, dependent 1.0.0 > 2.0.0',
    ]);
  });

  it('of two dependents, and of the one above them both', async () => {
    const proposals = await proposalsOf(
      { top: '^1.0.0' },
      {
        top: {
          '1.0.0': { left: '1.0.0', right: '1.0.0' },
          '1.1.0': { left: '2.0.0', right: '1.0.0' },
          '1.2.0': { left: '2.0.0', right: '2.0.0' },
        },
        left: { '1.0.0': { child: '1.0.0' }, '2.0.0': { child: '>=2.0.0' } },
        right: { '1.0.0': { child: '1.0.0' }, '2.0.0': { child: '3.0.0' } },
        child,
      },
    );
    expect(proposals.map(said)).toEqual([
      'HOLDS update top 1.0.0 > 1.2.0, child 1.0.0 > 3.0.0, left 1.0.0 > 2.0.0, right 1.0.0 > 2.0.0',
    ]);
  });

  it('of two direct dependencies where both have to be raised', async () => {
    const proposals = await proposalsOf(
      { one: '^1.0.0', other: '^1.0.0' },
      {
        one: { '1.0.0': { left: '1.0.0' }, '1.1.0': { left: '2.0.0' } },
        other: { '1.0.0': { child: '^1.0.0' }, '1.1.0': { child: '^2.0.0 || ^3.0.0' } },
        left: { '1.0.0': { child: '1.0.0' }, '2.0.0': { child: '3.0.0' } },
        child,
      },
    );
    expect(proposals.map(said)).toEqual([
      'HOLDS update one 1.0.0 > 1.1.0, child 1.0.0 > 3.0.0, left 1.0.0 > 2.0.0, other 1.0.0 > 1.1.0',
    ]);
  });

  it('together with a dependent that accepted the smaller fix, and not the one that the raise brings', async () => {
    const proposals = await proposalsOf(
      { left: '^1.0.0', right: '^1.0.0' },
      {
        left: { '1.0.0': { child: '^1.0.0' }, '1.1.0': { child: '^3.0.0' } },
        right: { '1.0.0': { child: '1.0.0 || 2.0.0' }, '1.1.0': { child: '>=2.0.0' } },
        child,
      },
    );
    expect(proposals.map(said)).toEqual(['HOLDS update left 1.0.0 > 1.1.0, child 1.0.0 > 3.0.0, right 1.0.0 > 1.1.0']);
  });

  it('of packages that ask for each other', async () => {
    const proposals = await proposalsOf(
      { top: '^1.0.0' },
      {
        top: { '1.0.0': { left: '1.0.0' }, '1.1.0': { left: '2.0.0' } },
        left: { '1.0.0': { right: '1.0.0', child: '1.0.0' }, '2.0.0': { right: '2.0.0', child: '2.0.0' } },
        right: { '1.0.0': { left: '1.0.0' }, '2.0.0': { left: '2.0.0' } },
        child,
      },
    );
    expect(proposals.map(said)).toEqual([
      'HOLDS update top 1.0.0 > 1.1.0, child 1.0.0 > 2.0.0, left 1.0.0 > 2.0.0, right 1.0.0 > 2.0.0',
    ]);
  });

  it('that asks for its own dependent', async () => {
    const proposals = await proposalsOf(
      { dependent: '^1.0.0' },
      {
        dependent: { '1.0.0': { child: '1.0.0' }, '1.1.0': { child: '2.0.0' }, '1.2.0': { child: '2.0.0' } },
        child: { '1.0.0': { dependent: '1.0.0' }, '2.0.0': { dependent: '>=1.2.0' } },
      },
    );
    expect(proposals.map(said)).toEqual(['HOLDS update dependent 1.0.0 > 1.2.0, child 1.0.0 > 2.0.0']);
  });

  it("where the project's own requirement ends before it", async () => {
    const proposals = await proposalsOf(
      { top: '^1.0.0' },
      {
        top: { '1.0.0': { dependent: '^1.0.0' }, '2.0.0': { dependent: '^2.0.0' } },
        dependent: { '1.0.0': { child: '^1.0.0' }, '2.0.0': { child: '^2.0.0' } },
        child,
      },
    );
    expect(proposals.map(said)).toEqual([
      'HOLDS requirement top 1.0.0 > 2.0.0, child 1.0.0 > 2.0.0, dependent 1.0.0 > 2.0.0',
    ]);
    expect(proposals[0]?.isBreaking).toBe(true);
    expect(proposals[0]?.patches.map(({ path }) => path)).toEqual(['package.json', 'package-lock.json']);
  });
});

describe('a vulnerable dependency goes', () => {
  it('where a release of its dependent does not need it any more', async () => {
    const proposals = await proposalsOf(
      { parent: '^1.0.0' },
      {
        parent: { '1.0.0': { dependent: '1.0.0' }, '1.1.0': { dependent: '2.0.0' } },
        dependent: { '1.0.0': { child: '^1.0.0' }, '2.0.0': {} },
        child,
      },
    );
    expect(proposals.map(said)).toEqual([
      'HOLDS update parent 1.0.0 > 1.1.0, child 1.0.0 > null, dependent 1.0.0 > 2.0.0',
    ]);
    expect(proposals[0]?.fixes).toEqual(['A']);
  });

  it('with its dependent, of which no release helps, where that is not needed any more', async () => {
    const proposals = await proposalsOf(
      { parent: '^1.0.0' },
      {
        parent: { '1.0.0': { dependent: '1.0.0' }, '1.1.0': { dependent: '1.1.0' }, '1.2.0': {} },
        dependent: { '1.0.0': { child: '^1.0.0' }, '1.1.0': { child: '^1.0.0' } },
        child,
      },
    );
    expect(proposals.map(said)).toEqual([
      'HOLDS update parent 1.0.0 > 1.2.0, child 1.0.0 > null, dependent 1.0.0 > null',
    ]);
  });

  it('where no version of it is free of advisories', async () => {
    const proposals = await proposalsOf(
      { parent: '^1.0.0' },
      { parent: { '1.0.0': { child: '^1.0.0' }, '1.1.0': {} }, child },
      [below('A', 'child')],
    );
    expect(proposals.map(said)).toEqual(['HOLDS update parent 1.0.0 > 1.1.0, child 1.0.0 > null']);
  });

  it('where it comes inside the archive of a package that does without it', async () => {
    const locked = { parent: { version: '1.0.0', dependencies: { child: '^1.0.0' } }, child: { version: '1.0.0', inBundle: true } }; // prettier-ignore
    const parent = { '1.0.0': {}, '1.1.0': { requires: { child: '^2.0.0' } }, '1.2.0': {} };
    const world = npmWorld({ parent, child }, npmProject({ parent: '^1.0.0' }, locked), [below('A', 'child', '2.0.0')]);
    const { result } = await analyze(world);
    expect(result.proposals.map(said)).toEqual(['HOLDS update parent 1.0.0 > 1.2.0, child 1.0.0 > null']);
  });

  it('from one dependent, and moves for the other', async () => {
    const proposals = await proposalsOf(
      { parent: '^1.0.0', other: '^1.0.0' },
      {
        parent: { '1.0.0': { dependent: '1.0.0' }, '1.1.0': {} },
        dependent: { '1.0.0': { child: '^1.0.0' } },
        other: { '1.0.0': { child: '>=1.0.0' } },
        child,
      },
    );
    expect(proposals.map(said)).toEqual([
      'HOLDS update parent 1.0.0 > 1.1.0, child 1.0.0 > 2.0.0, dependent 1.0.0 > null',
    ]);
  });
});

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
