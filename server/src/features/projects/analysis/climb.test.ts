import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { npmProject } from '../../../../../tests/support/npm-lock-project.ts';
import { packageTypePlug } from '../../../package-types/index.ts';
import { readProject } from '../reading/read-project.ts';
import { Acceptance } from './acceptance.ts';
import { Climb, type Moved } from './climb.ts';
import { DependencyGraph } from './dependency-graph.ts';
import type { Movable } from './movable.ts';

const plug = packageTypePlug('NPM');
const NAMES = ['a', 'b', 'c', 'd', 'e', 'vulnerable'] as const;
const NEWER = ['2.0.0', '3.0.0', '4.0.0'];

/** By name and version. */
type Needs = Record<string, Record<string, Record<string, string>>>;

/** The first versions accept each other, since the project holds those. */
const first = fc.constantFrom('1.0.0', '<3', '*', '1.0.0 || 3.0.0');
const later = fc.constantFrom('1.0.0', '2.0.0', '>=2', '>=3', '<3', '4.0.0', '*');
const needs: fc.Arbitrary<Needs> = fc.record(
  Object.fromEntries(
    NAMES.map((name) => {
      const others = NAMES.filter((other) => other !== name);
      const asked = (requirement: fc.Arbitrary<string>) =>
        fc.dictionary(fc.constantFrom(...others), requirement, { maxKeys: 3, noNullPrototype: true });
      return [
        name,
        fc.record({ '1.0.0': asked(first), '2.0.0': asked(later), '3.0.0': asked(later), '4.0.0': asked(later) }),
      ];
    }),
  ),
);
const direct = fc.subarray(['a', 'b', 'c'], { minLength: 1 });

function climb(world: Needs, names: readonly string[], held: ReadonlySet<string>): Promise<Moved[] | null> {
  const locked = [...held].map(
    (name) => [name, { version: '1.0.0', dependencies: world[name]?.['1.0.0'] ?? {} }] as const,
  );
  const files = npmProject(Object.fromEntries(names.map((name) => [name, '*'])), Object.fromEntries(locked));
  const uploaded = Object.entries(files).map(([path, content]) => ({ path, content }));
  const graph = new DependencyGraph(readProject(uploaded, { maximumFileLength: 1_000_000 }));
  const candidates = NEWER.map((version) => ({ version, key: version, withdrawn: null, isPrerelease: false, repositoryUrl: '' })); // prettier-ignore
  const of = (place: number): Movable => {
    const dependencies = [place];
    return { name: graph.at(place).name, version: '1.0.0', dependencies, acceptance: new Acceptance(graph, plug, dependencies), candidates }; // prettier-ignore
  };
  const needsOf = (name: string, version: string) => Promise.resolve(Object.entries(world[name]?.[version] ?? {}).map(([asked, requirement]) => ({ name: asked, requirement, kind: 'production' as const, condition: null }))); // prettier-ignore
  const signal = new AbortController().signal;
  const [vulnerable = 0] = graph.named('NPM', 'vulnerable');
  return new Climb({ graph, versions: plug.versions, movables: { of }, needsOf, signal }).from(of(vulnerable));
}

/** What the project needs when packages have these versions, so far as it holds them already: the rest is for the package manager. */
function neededIn(
  world: Needs,
  names: readonly string[],
  versionOf: (name: string) => string,
  held: ReadonlySet<string> = new Set(NAMES),
): Set<string> {
  const needed = new Set(names);
  for (const name of needed)
    for (const asked of Object.keys(world[name]?.[versionOf(name)] ?? {})) if (held.has(asked)) needed.add(asked);
  return needed;
}

describe('what a climb moves', () => {
  it('is accepted by all who need it, and leaves nobody with the vulnerable version', async () => {
    let found = 0;
    await fc.assert(
      fc.asyncProperty(needs, direct, async (world, names) => {
        const held = neededIn(world, names, () => '1.0.0');
        fc.pre(held.has('vulnerable'));
        const moved = await climb(world, names, held);
        if (!moved) return;
        found += moved.length > 1 ? 1 : 0;
        const versions = new Map(moved.map(({ name, to }) => [name, to]));
        const versionOf = (name: string) => versions.get(name) ?? '1.0.0';
        const needed = neededIn(world, names, versionOf, held);
        for (const { name } of moved) expect(needed).toContain(name);
        if (needed.has('vulnerable')) expect(versions.has('vulnerable')).toBe(true);
        for (const name of needed) {
          for (const [asked, requirement] of Object.entries(world[name]?.[versionOf(name)] ?? {})) {
            // What a new version asks of a package that stays is for the package manager to bring.
            if (!versions.has(asked)) continue;
            const isAccepted = plug.versions.satisfies(versionOf(asked), requirement);
            expect(isAccepted, `${name} asks for ${asked} ${requirement}`).toBe(true);
          }
        }
      }),
      { numRuns: 1_000 },
    );
    expect(found).toBeGreaterThan(0);
  });
});
