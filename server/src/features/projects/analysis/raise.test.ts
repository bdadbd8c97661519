import { describe, expect, it } from 'vitest';
import { npmProject } from '../../../../../tests/support/npm-lock-project.ts';
import { analyze, below, npmWorld } from '../../../../../tests/support/project-analysis.ts';
import { child, proposalsOf, said } from '../../../../../tests/support/raised-projects.ts';

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
