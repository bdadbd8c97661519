/** What the repositories of the integration offer of one package. */

import type { PackageType } from '@backline/shared';
import type { Explained } from '../../../connectors/connector.ts';
import type { ListedVersion, PackageListing, VersionRules } from '../../../package-types/index.ts';
import type { Repository } from '../../integrations/index.ts';
import type { RepositoryAnswer } from '../../packages/index.ts';

export interface Offered {
  version: string;
  /** Its plain order is that of the versions. */
  key: string;
  withdrawn: string | null;
  isPrerelease: boolean;
  repositoryUrl: string;
}

export interface UnansweredQuestion {
  repository: Repository;
  problem: Explained;
}

/** What came of looking for one version. */
export interface Located {
  /** Null where nobody could tell. */
  isOffered: boolean | null;
  repositoryUrl: string | null;
  withdrawn: string | null;
}

export class Offer {
  readonly repositories: readonly Repository[];
  readonly problems: readonly UnansweredQuestion[];
  /** Whether any repository knows the name, and versions of it. */
  readonly isKnown: boolean;
  /** Whether any repository knows the name, with or without versions. */
  readonly isNamed: boolean;
  /** What the first repository that has the package calls latest. */
  readonly latest: string | null;
  readonly #listed: { repository: Repository; listing: PackageListing }[];
  #sorted: readonly Offered[] | null = null;

  constructor(
    readonly packageType: PackageType,
    readonly name: string,
    private readonly rules: VersionRules,
    answers: readonly RepositoryAnswer<PackageListing>[],
  ) {
    this.repositories = answers.map(({ repository }) => repository);
    this.problems = answers.flatMap((answer) =>
      answer.status === 'broken' ? [{ repository: answer.repository, problem: answer.problem }] : [],
    );
    this.#listed = answers.flatMap((answer) =>
      answer.status === 'found' ? [{ repository: answer.repository, listing: answer.found }] : [],
    );
    this.latest =
      answers.flatMap((answer) => (answer.status === 'found' ? (answer.found.latest ?? []) : []))[0] ?? null;
    this.isNamed = this.#listed.length > 0;
    this.isKnown = this.#listed.some(({ listing }) => (listing.count ?? listing.versions.length) > 0);
  }

  /** Everything that is offered, oldest first; of a version that several repositories offer, the first one's. Made when first asked for. */
  get versions(): readonly Offered[] {
    if (this.#sorted) return this.#sorted;
    const byKey = new Map<string, Offered>();
    for (const { repository, listing } of this.#listed) {
      for (const { version, withdrawn, isPrerelease } of listing.versions) {
        const key = this.rules.key(version);
        if (key === null || byKey.has(key)) continue;
        byKey.set(key, { version, key, withdrawn, isPrerelease, repositoryUrl: repository.url });
      }
    }
    return (this.#sorted = [...byKey.values()].sort((one, other) => (one.key < other.key ? -1 : 1)));
  }

  /** Newer than a version, oldest first. */
  newerThan(version: string): readonly Offered[] {
    const key = this.rules.key(version);
    if (key === null) return [];
    return this.versions.slice(firstBehind(this.versions, key));
  }

  /** The newest that is not withdrawn, releases before pre-releases. */
  get newest(): Offered | null {
    const usable = this.versions.filter(({ withdrawn }) => withdrawn === null);
    return usable.findLast(({ isPrerelease }) => !isPrerelease) ?? usable.at(-1) ?? null;
  }

  locate(version: string): Located {
    for (const { repository, listing } of this.#listed) {
      const found = find(listing, version, this.rules);
      if (found) return { isOffered: true, repositoryUrl: repository.url, withdrawn: found.withdrawn };
    }
    const isOffered = this.problems.length > 0 || this.repositories.length === 0 ? null : false;
    return { isOffered, repositoryUrl: null, withdrawn: null };
  }

  /** What each repository says of one version: null where it gave no answer. */
  answersFor(version: string): { repository: Repository; isOffered: boolean | null; problem: Explained | null }[] {
    return this.repositories.map((repository) => {
      const broken = this.problems.find((candidate) => candidate.repository === repository);
      if (broken) return { repository, isOffered: null, problem: broken.problem };
      const listing = this.#listed.find((candidate) => candidate.repository === repository)?.listing;
      return { repository, isOffered: listing !== undefined && find(listing, version, this.rules) !== undefined, problem: null }; // prettier-ignore
    });
  }

  /** Lets go of the list, where nothing more will be asked of it. */
  forget(): void {
    this.#sorted = [];
    this.#listed.length = 0;
  }
}

function find(listing: PackageListing, version: string, rules: VersionRules): ListedVersion | undefined {
  const same = listing.find ? listing.find(version) : listing.versions.find((listed) => listed.version === version);
  if (same) return same;
  const key = rules.key(version);
  return key === null ? undefined : listing.versions.find((listed) => rules.key(listed.version) === key);
}

/** The first place behind a key, by halving. */
function firstBehind(versions: readonly Offered[], key: string): number {
  let [low, high] = [0, versions.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((versions[middle] as Offered).key <= key) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** `<domain>/<repository>`, for sentences. */
export function labelOf({ domain, repository }: Repository): string {
  return `${domain}/${repository}`;
}
