/** What single releases ask for, asked of the repositories once in an analysis. */

import type { PackageType } from '@backline/shared';
import type { ReleaseRequirement } from '../../../package-types/index.ts';
import { releaseKey, releasesOf } from './ask.ts';
import type { Run } from './parts.ts';

/** Null where metadata does not tell. */
export type Needs = readonly ReleaseRequirement[] | null;

/** As many as a large project has packages, so that looking for raises takes no longer than resolving. */
const MOST_IN_ALL = 2_000;
/** Halving the versions of a package takes about eight; this is enough for some twenty packages. */
const MOST_FOR_ONE = 150;

export class ReleaseNeeds {
  readonly #known = new Map<string, Promise<Needs>>();

  constructor(private readonly run: Run) {}

  /** For one search, which may ask for so many that nobody asked for before; beyond that nothing is known of a release. */
  forOne(packageType: PackageType): (name: string, version: string) => Promise<Needs> {
    let asked = 0;
    return (name, version) => {
      const key = releaseKey(packageType, { name, version });
      const known = this.#known.get(key);
      if (known) return known;
      if (asked >= MOST_FOR_ONE || this.#known.size >= MOST_IN_ALL) return Promise.resolve(null);
      asked += 1;
      const answer = this.#ask(packageType, key, name, version);
      this.#known.set(key, answer);
      return answer;
    };
  }

  async #ask(packageType: PackageType, key: string, name: string, version: string): Promise<Needs> {
    const answers = await releasesOf(this.run, packageType, [{ name, version }]);
    return answers.get(key)?.release?.requirements ?? null;
  }
}

/** What it asks of one package to be installed with it. */
export function askedOf(needs: Needs, name: string): readonly string[] {
  const asked = (needs ?? []).filter((each) => each.name === name && each.kind !== 'development');
  return asked.map(({ requirement }) => requirement);
}
