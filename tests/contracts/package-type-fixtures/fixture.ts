/** What the contract suite needs to know of one package type to speak its protocol and to try its rules. */

import type { PackageType } from '@backline/shared';
import type { Arbitrary } from 'fast-check';
import type { RegistryFailureReason } from '../../../server/src/package-types/index.ts';
import type { ServedAnswer } from '../../support/registry-server.ts';

export interface PackageTypeFixture {
  id: PackageType;
  /** What stands behind the server's origin in the repository's URL, e.g. `/npm/shop/` or `/nuget/shop/v3/index.json`. */
  repositoryPath: string;
  /** Name of the package that is asked for, as `names.read` gives it. */
  packageName: string;
  /**
   * A repository that holds this package alone, in the type's own protocol: called once per request, with its path and query as
   * they stand in the request line. Undefined is answered with 404.
   */
  serve(held: HeldPackage, origin: string): (path: string) => ServedAnswer | undefined;

  /** `[as somebody writes it, as names.read gives it]`. */
  names: [given: string, read: string][];
  /** What is no name here, beside what is no name anywhere. */
  noNames: string[];

  /** Each older than the next one. */
  ascending: string[];
  /** The same version in two spellings. */
  equal: [string, string][];
  prereleases: string[];
  releases: string[];
  /** No versions here. */
  noVersions: string[];
  requirements: [version: string, requirement: string, isAccepted: boolean][];
  /** Versions of this world, odd ones included. */
  versions: Arbitrary<string>;
  /** A different version for each number; higher is newer. */
  numbered(number: number): string;

  /** What is missing where a server answers everything with 404, or with 410: the package, unless the protocol can tell. */
  whereNothingIs: { unknown: RegistryFailureReason; gone: RegistryFailureReason };
  /** Whether the protocol says when a version was published, perhaps of the latest alone, and whether it says why it was withdrawn. */
  says: { published: boolean | 'latest'; withdrawn: boolean };
  /** What a version may ask for here, as the release tells it again; null where metadata does not say what a version needs. */
  requirement: { name: string; requirement: string } | null;
  /**
   * Documents that this protocol cannot tell from a sound one, so that a listing without surprising versions is right too:
   * an `empty` body, one `cut` in the middle, one that is `{}`, `garbage` bytes, or a sign-in `page` in HTML.
   */
  mayPass: ReadonlySet<'empty' | 'cut' | '{}' | 'garbage' | 'page'>;
  /** Documents of this type with keys such as `__proto__` and `constructor` wherever a key may stand. */
  hostile(origin: string): (path: string) => ServedAnswer | undefined;
  /** A version that those documents have. */
  hostileVersion: string;
}

export interface HeldPackage {
  name: string;
  versions: HeldVersion[];
  /** What the registry calls latest; the newest release where it is left out and the protocol must say it. */
  latest?: string;
}

export interface HeldVersion {
  version: string;
  publishedAt?: Date;
  withdrawn?: string;
  /** Served with the fixture's `requirement` and an archive, where the protocol has them. */
  isWhole?: boolean;
}
