/** What a diagnosis of one package has found out at one repository. */

import type { PackageType } from '@backline/shared';

/** New public versions show within 30 minutes: https://docs.aws.amazon.com/codeartifact/latest/ug/external-connection-requesting-packages.html */
export const INGEST_DELAY_MS = 30 * 60_000;

/** In which way the package, or the version of it, cannot be had as it was asked for. */
export type PackageProblem =
  /** The repository answers, and has no such name. */
  | 'package-absent'
  /** It has the name, and does not list the version. */
  | 'version-absent'
  /** The version's own document answers, and the list lacks it. */
  | 'version-unlisted'
  /** There, and taken back by whoever published it. */
  | 'withdrawn'
  /** What was given as a version is none. */
  | 'version-invalid'
  /** The name is there in another spelling. */
  | 'other-spelling'
  /** The name is one of another package type. */
  | 'other-type'
  /** Offered by a repository that a route of the integration keeps this name away from. */
  | 'routed-elsewhere';

export interface PackageFacts {
  problem: PackageProblem;
  packageType: PackageType;
  /** Normalised. */
  name: string;
  /** As it was asked for; normalised where it is a version. */
  version: string | null;
  /** Whether the world's public registry is known to have the name. */
  isPublicName: boolean;
  /** Whether a route of the integration claims the name, as people do for their own packages. */
  isOwnName: boolean;
  /** Found through this integration before. */
  wasFoundBefore: boolean;
  /** Whether the repository answers for names of the public registry; null where that was not found out. */
  isConnected: boolean | null;
  /** Public names that were asked for to find that out. */
  publicNamesAsked: string[];
  /** Another package type as which the same repository offers what is public. */
  answersAs: PackageType | null;
  /** Whether anything at all was answered for this package type at the repository. */
  isTypeServed: boolean;
  /** Where a project asks for several names of the type and none is there: how many, and `<domain>/<repository>` of where. */
  absentBeside: { nameCount: number; repositories: string[] } | null;
  /** The newest version that the repository lists. */
  newest: string | null;
  isNewerThanListed: boolean;
  /** The package's document names the version outside of its list, among its tags or times. */
  isMentioned: boolean;
  /** Of the version, as any repository asked says; null where none does. */
  publishedAt: Date | null;
  /** Whether the version's own document can be asked for without fetching a file, and was. */
  wasVersionAsked: boolean;
  /** The maintainer's words. */
  withdrawn: string | null;
  /** What would be right: another spelling of the name, or a version that is offered. */
  suggestion: string | null;
  /** Where the name was found as something else. */
  elsewhere: { packageType: PackageType; name: string; repository: string } | null;
  /** Why what was given as a version is none, or why the name is no name of this package type. */
  inputProblem: string | null;
  /** When all this was found out. */
  askedAt: Date;
}

/** A problem of which nothing else is known. */
export function blankPackageFacts(
  problem: PackageProblem,
  packageType: PackageType,
  name: string,
  askedAt: Date,
): PackageFacts {
  return {
    problem,
    packageType,
    name,
    askedAt,
    version: null,
    isPublicName: false,
    isOwnName: false,
    wasFoundBefore: false,
    isConnected: null,
    publicNamesAsked: [],
    answersAs: null,
    isTypeServed: true,
    absentBeside: null,
    newest: null,
    isNewerThanListed: false,
    isMentioned: false,
    publishedAt: null,
    wasVersionAsked: false,
    withdrawn: null,
    suggestion: null,
    elsewhere: null,
    inputProblem: null,
  };
}

/** What a text alone tells of a package: its name, and perhaps the version that was asked for. */
export function packageNamed(packageType: PackageType, name: string, version: string | null): PackageFacts {
  const problem = version === null ? 'package-absent' : 'version-absent';
  return { ...blankPackageFacts(problem, packageType, name, new Date(0)), version };
}
