import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { npmProject, rewriteLock } from '../../../../../tests/support/npm-lock-project.ts';
import { analyze, below, npmWorld, type World } from '../../../../../tests/support/project-analysis.ts';
import { packageTypePlug } from '../../../package-types/index.ts';
import { changedFiles } from '../build-check/changed-files.ts';
import type { AnalysisResult, FilePatch } from './result.ts';

/** What is found in a project, by package and advisory. */
function found({ findings, dependencies }: AnalysisResult, some = findings.map(({ id }) => id)): string[] {
  return some.map((id) => `${dependencies[findings[id]?.dependency ?? -1]?.name} ${findings[id]?.advisoryId}`).sort();
}

async function foundAfter(world: World, patches: readonly FilePatch[]): Promise<string[]> {
  const before = Object.entries(world.files).map(([path, text]) => ({ path, text }));
  const files = Object.fromEntries(changedFiles(before, patches).map(({ path, text }) => [path, text]));
  expect(unmetIn(files['package-lock.json'] ?? '')).toEqual([]);
  return found((await analyze({ ...world, files })).result);
}

/** What packages of a flat lockfile ask for and do not get. */
function unmetIn(lockfile: string): string[] {
  const { versions } = packageTypePlug('NPM');
  const { packages } = JSON.parse(lockfile) as {
    packages: Record<string, { version: string; dependencies?: Record<string, string> }>;
  };
  return Object.entries(packages).flatMap(([path, { dependencies = {} }]) =>
    Object.entries(dependencies).flatMap(([name, wanted]) => {
      const held = packages[`node_modules/${name}`]?.version;
      return held !== undefined && versions.satisfies(held, wanted) ? [] : [`${path} asks for ${name} ${wanted}`];
    }),
  );
}

/** Packages that ask for later ones, before and after the fix; some are vulnerable, some of the new versions as well. */
const worlds = fc
  .array(
    fc.record({
      asks: fc.uniqueArray(fc.nat(9), { maxLength: 3 }),
      asksThen: fc.uniqueArray(fc.nat(9), { maxLength: 3 }),
      isVulnerable: fc.boolean(),
      isNewVulnerable: fc.boolean(),
      isPinned: fc.boolean(),
      asksForNew: fc.boolean(),
    }),
    { minLength: 2, maxLength: 10 },
  )
  .map((packages): World => {
    const names = packages.map((_, place) => `p${place}`);
    const wants = (place: number, asks: readonly number[], range = '^1.0.0') => {
      const later = asks.map((step) => place + 1 + step).filter((target) => target < packages.length);
      return later.map((target) => ({
        name: `p${target}`,
        requirement: packages[target]?.isPinned ? '1.0.0' : range,
      }));
    };
    const offers = Object.fromEntries(
      packages.map(({ asks, asksThen, asksForNew }, place) => [
        `p${place}`,
        {
          '1.0.0': { requirements: wants(place, asks) },
          '1.1.0': { requirements: wants(place, asksThen, asksForNew ? '^1.1.0' : '^1.0.0') },
          '1.2.0': { requirements: wants(place, asksThen, asksForNew ? '^1.1.0' : '^1.0.0') },
        },
      ]),
    );
    const locked = packages.map(({ asks }, place) => {
      const dependencies = wants(place, asks).map(({ name, requirement }) => [name, requirement]);
      return [
        `p${place}`,
        { version: '1.0.0', dependencies: Object.fromEntries(dependencies) as Record<string, string> },
      ];
    });
    const advisories = packages.flatMap(({ isVulnerable, isNewVulnerable }, place) =>
      isVulnerable ? [below(`A${place}`, `p${place}`, isNewVulnerable ? '1.2.0' : '1.1.0')] : [],
    );
    const direct = Object.fromEntries(names.map((name) => [name, '^1.0.0']));
    const files = npmProject(direct, Object.fromEntries(locked));
    return npmWorld(offers as never, files, advisories);
  });

describe('proposals that were read together', () => {
  it('each do alone what they say, and together what all of them say', async () => {
    await fc.assert(
      fc.asyncProperty(worlds, async (world) => {
        const { result } = await analyze(world);
        const { combined } = result;
        for (const { patches, findings } of result.proposals) {
          const left = result.findings.map(({ id }) => id).filter((id) => !findings.includes(id));
          expect(await foundAfter(world, patches)).toEqual(found(result, left));
        }
        if (combined) expect(await foundAfter(world, combined.patches)).toEqual(found(result, combined.remaining));
      }),
      { numRuns: 200 },
    );
  });

  const chain = (count: number, asks: (place: number) => Record<string, string>) => {
    const names = Array.from({ length: count }, (_, place) => `p${place}`);
    const offers = Object.fromEntries(names.map((name) => [name, { '1.0.0': {}, '1.1.0': {} }]));
    const locked = names.map((name, place) => [name, { version: '1.0.0', dependencies: asks(place) }]);
    const direct = Object.fromEntries(names.map((name) => [name, '^1.0.0']));
    return npmWorld(offers, npmProject(direct, Object.fromEntries(locked)), names.map((name) => below(`A-${name}`, name, '1.1.0'))); // prettier-ignore
  };

  /** How often the files of a project are read in one analysis. */
  const readings = async (world: World): Promise<number> => {
    let count = 0;
    const { manifests } = packageTypePlug('NPM');
    const read: typeof manifests.read = (files) => {
      count += 1;
      return manifests.read(files);
    };
    const { result } = await analyze({ ...world, manifests: { NPM: { read, rewrite: rewriteLock } } });
    expect(result.proposals).toHaveLength(result.findings.length);
    expect(result.combined?.remaining).toEqual([]);
    return count;
  };

  it('cost one reading where they have nothing to do with each other', async () => {
    expect(await readings(chain(20, () => ({})))).toBe(1);
  });

  it('are read apart where one asks for the other', async () => {
    expect(await readings(chain(20, (place): Record<string, string> => (place % 2 === 0 ? { [`p${place + 1}`]: '^1.0.0' } : {})))).toBe(2); // prettier-ignore
  });
});
