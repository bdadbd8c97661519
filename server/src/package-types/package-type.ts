/** What every package type offers to the features above it: names, versions, registry protocol, client configuration, manifests. */

import type { PackageType, PackageTypeDefinition } from '@backline/shared';
import type { BuildRules } from './builds.ts';
import type { ClientConfiguration } from './client-setup.ts';
import type { ManifestRules, Release } from './manifest.ts';

export type * from './builds.ts';
export type * from './client-setup.ts';
export type * from './manifest.ts';

/** One package world. */
export interface PackageTypePlug {
  readonly definition: PackageTypeDefinition & { id: PackageType };
  readonly names: NameRules;
  readonly versions: VersionRules;
  readonly registry: Registry;
  readonly requests: RequestRules;
  readonly client: ClientConfiguration;
  readonly manifests: ManifestRules;
  readonly builds: BuildRules;
  /**
   * Names that this world's public registry has had for many years, normalised: whether a repository answers for them shows
   * whether it takes in what is public. The first ones have small documents.
   */
  readonly publicNames: readonly string[];
}

export interface NameRules {
  /** The name as this world compares it, or one sentence on why it is no name. Never throws; rejects path tricks. */
  read(name: string): { name: string } | { problem: string };
}

export interface VersionRules {
  isValid(version: string): boolean;
  /** The spelling under which equal versions are the same text; null where it is no version. */
  normalise(version: string): string | null;
  /** A total order, negative where `a` is older; what is no version sorts before every version, by code units. */
  compare(a: string, b: string): number;
  /**
   * A text of bytes whose plain order (`<`) is the order of `compare`, equal for equal versions; none is the beginning of another
   * one. Null where it is no version. Made once for each version, where many are compared.
   */
  key(version: string): string | null;
  isPrerelease(version: string): boolean;
  /** Whether a requirement as manifests write it accepts the version; false where either cannot be read. */
  satisfies(version: string, requirement: string): boolean;
}

export interface Registry {
  /**
   * Everything that one repository says of a package, from metadata alone: no asset is ever fetched, since that would import
   * it into the customer's repository. `name` is normalised. Rejects with RegistryFailure.
   */
  readPackage(client: RegistryClient, name: string): Promise<PackageListing>;
  /** The newest version that is not withdrawn, with as few requests as the protocol allows; null where there is none. */
  readNewest(client: RegistryClient, name: string): Promise<string | null>;
  /**
   * One version from its own document, never from an asset; null where there is no such document, which proves nothing where a
   * repository does not serve them. Missing where the protocol has none. Rejects with RegistryFailure.
   */
  readVersion?(client: RegistryClient, name: string, version: string): Promise<ListedVersion | null>;
  /**
   * What metadata says of one version, for those who write it into a lockfile or ask what it needs; null where the repository does
   * not have the version. Never from an asset. Rejects with RegistryFailure, also where it does not have the package at all.
   */
  readRelease(client: RegistryClient, name: string, version: string): Promise<Release | null>;
}

/** What clients of this world ask a repository for; for those who stand between the two. */
export interface RequestRules {
  /**
   * What is asked for at a path behind the repository's URL without its tail: escapes included, neither slash in front nor query.
   * Null where a client that only reads has nothing to ask for.
   */
  read(path: string): ClientRequest | null;
}

export interface ClientRequest {
  /** Normalised; null where the path does not tell one. */
  name: string | null;
  kind: 'document' | 'archive';
  /** Whether addresses in it lead the client on. */
  hasAddresses: boolean;
}

export interface PackageListing {
  /** In any order. */
  versions: ListedVersion[];
  /** What the world itself calls latest (dist-tag, `@latest`, newest release); null where there is none. */
  latest: string | null;
  /** Versions that the document names outside of its list, among tags or times, with the time where it has one. */
  mentioned?: ReadonlyMap<string, Date | null>;
  /** How many versions there are, and one by its exact text; where they can be told without making the list. */
  count?: number;
  find?: (version: string) => ListedVersion | undefined;
}

export interface ListedVersion {
  version: string;
  isPrerelease: boolean;
  publishedAt: Date | null;
  /** The maintainer's reason where it is deprecated, yanked, retracted or unlisted; a short sentence where none is given. */
  withdrawn: string | null;
}

/** A way to ask one repository; adds its credential, keeps every limit, counts requests. */
export interface RegistryClient {
  /** The repository's URL as the package manager uses it. */
  readonly url: string;
  /** The same object for all look-ups of one batch: what a plug learns of the repository itself can be kept under it. */
  readonly batch?: object | undefined;
  /** GET of an address below the repository's origin. Rejects with RegistryFailure for every status but those in the answer. */
  get(url: string, options: RegistryRequest): Promise<RegistryAnswer>;
}

export interface RegistryRequest {
  accept: string;
  /** Of an earlier answer, so that an unchanged document costs no body. */
  etag?: string | undefined;
  /** What is asked for never changes once it is there: while what led to it is unchanged, it need not be asked for again. */
  isImmutable?: boolean;
  /** A longer answer is no answer to this question, and is rejected as too large; the client's own limit where it is lower. */
  maxBytes?: number;
}

export interface RegistryAnswer {
  status: 200 | 304 | 404 | 410;
  headers: Readonly<Record<string, string>>;
  /** Decompressed; empty for 304. */
  body: Buffer;
}

export type RegistryFailureReason =
  | 'unauthorized'
  | 'forbidden'
  | 'not-found'
  /** What must be there in every repository is not. */
  | 'no-repository'
  | 'gone'
  | 'rate-limited'
  | 'service-fault'
  | 'unexpected-status'
  | 'unexpected-content'
  | 'redirected'
  | 'too-large'
  | 'timeout'
  | 'unreachable'
  | 'tls'
  | 'interrupted'
  | 'stopped';

/** Why a repository gave no usable answer; 401, 403 and 404 are never merged, and its own words are kept. */
export class RegistryFailure extends Error {
  constructor(
    readonly reason: RegistryFailureReason,
    message: string,
    readonly httpStatus: number | null = null,
    readonly awsRequestId: string | null = null,
    /** The network's own code where no answer came. */
    readonly errorCode: string | null = null,
  ) {
    super(message);
  }
}
