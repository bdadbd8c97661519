/** Which version of a vulnerable dependency would help. Knows neither the network nor the project. */

import type { VersionRules } from '../../../package-types/index.ts';
import type { Offered } from './offer.ts';

export interface RemedyQuestion {
  rules: Pick<VersionRules, 'isPrerelease'>;
  current: string;
  /** Newer than the current version, oldest first. */
  newer: readonly Offered[];
  /** Keys of the vulnerabilities that affect the current version. */
  affectedBy: readonly string[];
  /** Keys of the vulnerabilities that affect a version. */
  affects: (version: string) => readonly string[];
  /** Whether every dependent accepts a version. */
  isAccepted: (version: string) => boolean;
}

export interface Remedy {
  /** The smallest that no known advisory affects and everybody accepts. */
  remediation: Offered | null;
  /** The smallest that no known advisory affects. */
  offered: Offered | null;
  /** All that no known advisory affects, oldest first, up to the remediation where there is one. */
  unaffected: Offered[];
  /** Where every version is affected: the smallest with the fewest of the current advisories and no other. */
  partial: { offered: Offered; remaining: readonly string[] } | null;
  /** Would help, but was taken back. */
  withdrawn: Offered | null;
  /** Would help, but is a pre-release. */
  prerelease: Offered | null;
  /** What affects the newer versions that are offered. */
  newerAffectedBy: string[];
}

export function findRemedy({ rules, current, newer, affectedBy, affects, isAccepted }: RemedyQuestion): Remedy {
  const remedy: Remedy = {
    remediation: null,
    offered: null,
    unaffected: [],
    partial: null,
    withdrawn: null,
    prerelease: null,
    newerAffectedBy: [],
  };
  const takesPrereleases = rules.isPrerelease(current);
  const now = new Set(affectedBy);
  const seen = new Set<string>();
  for (const candidate of newer) {
    const advisories = affects(candidate.version);
    if (advisories.length > 0) {
      for (const id of advisories) seen.add(id);
      const fewest = remedy.partial?.remaining.length ?? now.size;
      const isFewer = advisories.length < fewest && advisories.every((id) => now.has(id));
      const isUsable = candidate.withdrawn === null && (takesPrereleases || !candidate.isPrerelease);
      if (isFewer && isUsable) remedy.partial = { offered: candidate, remaining: advisories };
    } else if (candidate.isPrerelease && !takesPrereleases) {
      remedy.prerelease ??= candidate;
    } else if (candidate.withdrawn !== null) {
      remedy.withdrawn ??= candidate;
    } else {
      remedy.offered ??= candidate;
      remedy.unaffected.push(candidate);
      if (isAccepted(candidate.version)) {
        remedy.remediation = candidate;
        break;
      }
    }
  }
  remedy.newerAffectedBy = [...seen];
  return remedy;
}
