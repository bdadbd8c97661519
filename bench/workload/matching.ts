import { compare } from 'semver';
import { advisories, advisoriesOfProject, type WorkloadAdvisory } from './advisories.ts';
import { PackumentWorkload } from './packuments.ts';
import { PACKAGE_COUNT, packageName } from './shapes.ts';

export const DEPENDENCY_COUNT = 2_000;
export const RECORD_COUNT = 20_000;
/** Records of packages that the project depends on; the others are of packages that it does not know, as most are. */
const OF_PROJECT = 4_000;

/** 20,000 records. */
export function* matchedRecords(): Generator<WorkloadAdvisory> {
  yield* advisoriesOfProject(OF_PROJECT);
  yield* advisories(RECORD_COUNT - OF_PROJECT);
}

/** 2,000 npm packages in use: those of the workload, some of them in a second version. */
export function matchedDependencies(): { name: string; version: string }[] {
  const workload = new PackumentWorkload();
  return Array.from({ length: DEPENDENCY_COUNT }, (_, place) => {
    const index = place % PACKAGE_COUNT;
    return { name: packageName(index), version: place < PACKAGE_COUNT ? workload.used(index) : workload.newest(index) };
  });
}

interface Record {
  id: string;
  affected: { package: { ecosystem: string; name: string }; ranges: { events: Event[] }[] }[];
}

interface Event {
  introduced?: string;
  fixed?: string;
  last_affected?: string;
}

/** Every hit by comparing each version with each record of its package: npm's own order, and OSV's evaluation word for word. */
export function hitsByBruteForce(): Map<string, string> {
  const records = [...matchedRecords()].map(({ text }) => JSON.parse(text) as Record);
  const hits = new Map<string, string>();
  for (const { name, version } of matchedDependencies()) {
    for (const { id, affected } of records) {
      const isHit = affected.some(
        (entry) =>
          entry.package.ecosystem === 'npm' &&
          entry.package.name === name &&
          entry.ranges.some(({ events }) => isAffected(events, version)),
      );
      if (isHit) hits.set(`${name}@${version} ${id}`, id);
    }
  }
  return hits;
}

/** https://ossf.github.io/osv-schema/#evaluation; the workload's events are in order. */
function isAffected(events: readonly Event[], version: string): boolean {
  let isVulnerable = false;
  for (const { introduced, fixed, last_affected: last } of events) {
    if (introduced !== undefined && (introduced === '0' || compare(version, introduced) >= 0)) isVulnerable = true;
    if (fixed !== undefined && compare(version, fixed) >= 0) isVulnerable = false;
    if (last !== undefined && compare(version, last) > 0) isVulnerable = false;
  }
  return isVulnerable;
}
