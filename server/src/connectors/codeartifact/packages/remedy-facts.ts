/** What an analysis has found out about one dependency that should have another version, and cannot. */

import type { PackageType } from '@backline/shared';

export interface RemedyFacts {
  packageType: PackageType;
  name: string;
  /** Null where the project's files and the repositories give none. */
  version: string | null;
  advisoryId: string | null;
  /** Newer versions that the advisory calls fixed, oldest first. */
  fixedVersions: string[];
  /** `<domain>/<repository>` of those that were asked. */
  repositories: string[];
  /** The newest version that they list. */
  newest: string | null;
  /** A version that would help, where there is one. */
  helpful: string | null;
  /** Why the maintainer took that version back. */
  withdrawn: string | null;
  /** Advisories that affect what is newer and offered. */
  affectedBy: string[];
  /** Who keeps the version out, each as a part of a sentence: `express 4.17.1 asks for 6.7.0`. */
  dependents: string[];
  /** The project's direct dependencies through which those come, where they are none themselves: `express 4.17.1`. */
  through: string[];
  /** Where the project takes it from, where that is no registry; or where else a private name is offered. */
  elsewhere: string | null;
  /** Why a change was not taken, in sentences. */
  reason: string | null;
}

/** A dependency of which nothing else is known. */
export function blankRemedyFacts(packageType: PackageType, name: string, version: string | null): RemedyFacts {
  return {
    packageType,
    name,
    version,
    advisoryId: null,
    fixedVersions: [],
    repositories: [],
    newest: null,
    helpful: null,
    withdrawn: null,
    affectedBy: [],
    dependents: [],
    through: [],
    elsewhere: null,
    reason: null,
  };
}
