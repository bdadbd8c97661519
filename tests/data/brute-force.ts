/** What affects a version by the rules of OSV alone, over every record as it was published: slow, and with no part of the product but the order of versions. */

import type { PackageType } from '@backline/shared';
import { packageTypePlug } from '../../server/src/package-types/index.ts';

interface OsvRecord {
  id: string;
  aliases?: string[];
  withdrawn?: string;
  affected?: {
    package?: { ecosystem: string; name: string };
    versions?: string[];
    ranges?: { type: string; events: Record<string, string>[] }[];
  }[];
}

const ECOSYSTEMS: Readonly<Record<string, PackageType>> = { npm: 'NPM', PyPI: 'PYPI', Go: 'GO', NuGet: 'NUGET' };

type Affected = NonNullable<OsvRecord['affected']>[number];

export class BruteForce {
  readonly #affected = new Map<string, { id: string; affected: Affected }[]>();
  readonly #groups = new Map<string, string>();
  readonly #known = new Map<string, readonly string[]>();

  constructor(texts: readonly string[]) {
    for (const text of texts) {
      const record = JSON.parse(text) as OsvRecord;
      if (record.withdrawn !== undefined) continue;
      for (const alias of record.aliases ?? []) this.#join(record.id, alias);
      for (const affected of record.affected ?? []) {
        const packageType = ECOSYSTEMS[affected.package?.ecosystem ?? ''];
        if (!packageType || !affected.package) continue;
        const key = `${packageType}\n${normalised(packageType, affected.package.name)}`;
        this.#affected.set(key, [...(this.#affected.get(key) ?? []), { id: record.id, affected }]);
      }
    }
  }

  /** One name for each vulnerability, whichever of its records tells of it; in order. */
  vulnerabilities(packageType: PackageType, name: string, version: string): readonly string[] {
    const key = `${packageType}\n${normalised(packageType, name)}`;
    const records = this.#affected.get(key);
    if (!records) return [];
    const question = `${key}\n${version}`;
    const known = this.#known.get(question);
    if (known) return known;
    const hits = records.filter(({ affected }) => affects(packageType, affected, version));
    const found = [...new Set(hits.map(({ id }) => this.groupOf(id)))].sort();
    this.#known.set(question, found);
    return found;
  }

  groupOf(name: string): string {
    const above = this.#groups.get(name);
    return above === undefined || above === name ? name : this.groupOf(above);
  }

  #join(one: string, other: string): void {
    const [a, b] = [this.groupOf(one), this.groupOf(other)].sort() as [string, string];
    if (a !== b) this.#groups.set(b, a);
  }
}

function normalised(packageType: PackageType, name: string): string {
  if (packageType === 'PYPI') return name.toLowerCase().replaceAll(/[-_.]+/g, '-');
  return packageType === 'NUGET' ? name.toLowerCase() : name;
}

/** https://ossf.github.io/osv-schema/#evaluation */
function affects(packageType: PackageType, { versions = [], ranges = [] }: Affected, version: string): boolean {
  const rules = packageTypePlug(packageType).versions;
  const own = spelled(packageType, version);
  if (
    versions.some(
      (each) => each === version || (rules.isValid(own) && rules.compare(spelled(packageType, each), own) === 0),
    )
  )
    return true;
  if (!rules.isValid(own)) return false;
  const at = (bound: string) => (bound === '0' ? 1 : rules.compare(own, spelled(packageType, bound)));
  return ranges
    .filter(({ type }) => type !== 'GIT')
    .some(({ events }) => {
      const sorted = events
        .flatMap((event) => Object.entries(event).map(([kind, bound]) => ({ kind, bound })))
        .sort((one, other) => order(packageType, one.bound, other.bound));
      let isVulnerable = false;
      for (const { kind, bound } of sorted) {
        if (kind === 'introduced' && at(bound) >= 0) isVulnerable = true;
        if (kind === 'fixed' && at(bound) >= 0) isVulnerable = false;
        if (kind === 'last_affected' && at(bound) > 0) isVulnerable = false;
      }
      return isVulnerable;
    });
}

function order(packageType: PackageType, one: string, other: string): number {
  if (one === other) return 0;
  if (one === '0' || other === '0') return one === '0' ? -1 : 1;
  const rules = packageTypePlug(packageType).versions;
  return rules.compare(spelled(packageType, one), spelled(packageType, other));
}

/** The Go database leaves the v out; npm's advisories leave out numbers at the end. */
function spelled(packageType: PackageType, version: string): string {
  if (packageType === 'NPM') {
    const numbers = version.split('.').length;
    return /^\d+(?:\.\d+)?$/.test(version) ? version + '.0'.repeat(3 - numbers) : version;
  }
  if (packageType !== 'GO') return version;
  if (/^\d/.test(version)) return `v${version}`;
  const [, go] = /^go(\d+\.\d+(?:\.\d+)?)$/.exec(version) ?? [];
  if (go === undefined) return version;
  return go.split('.').length === 2 ? `v${go}.0` : `v${go}`;
}
