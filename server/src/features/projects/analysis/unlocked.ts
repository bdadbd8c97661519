import type { PackageType } from '@backline/shared';
import type { Requirement, VersionRules } from '../../../package-types/index.ts';
import type { Offer, Offered } from './offer.ts';

/**
 * The version that a fresh installation takes where no lockfile says one: the newest that is accepted, for NuGet the lowest
 * (https://learn.microsoft.com/nuget/concepts/dependency-resolution#lowest-applicable-version). Null where none is, or where what
 * is asked for is no matter of versions.
 */
export function chooseUnlocked(
  packageType: PackageType,
  rules: VersionRules,
  offer: Pick<Offer, 'versions' | 'latest'>,
  asking: readonly Pick<Requirement, 'requirement' | 'written'>[],
): Offered | null {
  if (asking.some(isUnreadable)) return null;
  const wanted = asking.flatMap(({ requirement }) => requirement ?? []);
  const accepted = offer.versions.filter(({ version }) =>
    wanted.every((requirement) =>
      requirement === LATEST ? version === offer.latest : rules.satisfies(version, requirement),
    ),
  );
  const releases = wanted.length > 0 ? accepted : accepted.filter(({ isPrerelease }) => !isPrerelease);
  const usable = releases.filter(({ withdrawn }) => withdrawn === null);
  const candidates = usable.length > 0 ? usable : releases;
  const takesLowest = packageType === 'NUGET' && !wanted.some((requirement) => requirement.includes('*'));
  return (takesLowest ? candidates[0] : candidates.at(-1)) ?? null;
}

/** A tag, a property or an address stands where a version would; of tags, only what `latest` means is known. */
export function isUnreadable({ requirement, written }: Pick<Requirement, 'requirement' | 'written'>): boolean {
  if (requirement === null) return written !== '';
  return requirement !== LATEST && TAG.test(requirement);
}

const LATEST = 'latest';
/** No range of any package type begins with a letter, but for `v1`, `x` and npm's aliases. */
const TAG = /^(?!v?\d|x\b|npm:)[a-z]/i;
