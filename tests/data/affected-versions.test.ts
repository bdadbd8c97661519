/** Real versions, many of them odd: what an advisory enumerates lies in one of the ranges that it gives beside. */

import { packageTypes, type PackageType } from '@backline/shared';
import { expect, it } from 'vitest';
import { packageTypePlug, type VersionRules } from '../../server/src/package-types/index.ts';
import { dataFiles, describeWithData, readData, tally } from './reference-data.ts';

/** https://ossf.github.io/osv-schema/ */
interface Advisory {
  id: string;
  affected?: Affected[];
}

interface Affected {
  package: { ecosystem: string; name: string };
  versions?: string[];
  ranges?: Range[];
}

interface Range {
  type: string;
  events: { introduced?: string; fixed?: string; last_affected?: string }[];
}

const ecosystems: Record<string, PackageType> = { npm: 'NPM', PyPI: 'PYPI', Go: 'GO', NuGet: 'NUGET' };

describeWithData('versions that advisories enumerate', () => {
  for (const { id, label, format } of packageTypes) {
    const { versions: rules } = packageTypePlug(id);
    const files = dataFiles(`data/advisories/${format}`);
    const outcomes = files
      .flatMap((file) => (readData(file) as Advisory).affected ?? [])
      .filter((affected) => ecosystems[affected.package.ecosystem] === id)
      .flatMap(({ package: { name }, versions = [], ranges = [] }) => {
        const ordered = ranges.filter(({ type }) => type !== 'GIT');
        return versions.map((version) => ({ what: `${name} ${version}`, outcome: judge(rules, version, ordered) }));
      });
    // Go's and npm's advisories enumerate none.
    if (outcomes.length === 0) continue;
    const skipped = outcomes.flatMap(({ outcome }) => (typeof outcome === 'string' ? [outcome] : []));
    const judged = outcomes.length - skipped.length;

    it(`of ${label} lie in the ranges: ${judged} of ${outcomes.length} in ${files.length} advisories (skipped ${tally(skipped)})`, () => {
      expect(judged).toBeGreaterThan(500);
      expect(skipped.length).toBeLessThan(judged / 100);
      expect(outcomes.filter(({ outcome }) => outcome === false).map(({ what }) => what)).toEqual([]);
    });
  }
});

/** Whether a range holds the version, or why that cannot be said. */
function judge(rules: VersionRules, version: string, ranges: readonly Range[]): boolean | string {
  if (ranges.length === 0) return 'no range beside';
  if (!rules.isValid(version)) return 'no version of its package type';
  if (ranges.some(({ events }) => isWithin(rules, version, events))) return true;
  return rules.isPrerelease(version) ? 'a pre-release outside, added by hand' : false;
}

/** Events stand in any order, and what was introduced at 0 is older than every version. */
function isWithin(rules: VersionRules, version: string, events: Range['events']): boolean {
  const sorted = [...events].sort((one, other) => compareBounds(rules, boundOf(one), boundOf(other)));
  let isIn = false;
  for (const event of sorted) {
    const order = compareBounds(rules, version, boundOf(event));
    if (event.introduced !== undefined && order >= 0) isIn = true;
    if (event.fixed !== undefined && order >= 0) isIn = false;
    if (event.last_affected !== undefined && order > 0) isIn = false;
  }
  return isIn;
}

function boundOf({ introduced, fixed, last_affected: last }: Range['events'][number]): string {
  return introduced ?? fixed ?? last ?? '';
}

function compareBounds(rules: VersionRules, a: string, b: string): number {
  if (a === '0' || b === '0') return Number(b === '0') - Number(a === '0');
  return rules.compare(a, b);
}
