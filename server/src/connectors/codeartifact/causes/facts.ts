/** What is known about the connection when a failure is explained; fills the names and values into the texts. */

import type { PackageType } from '@backline/shared';
import type { Certainty, DiagnosisCategory, Side, Snippet } from '../../../lib/diagnosis.ts';
import type { Failure } from '../failure.ts';

export interface DomainFacts {
  domain: string;
  /** 12-digit account. */
  domainOwner: string;
  region: string;
}

export interface RepositoryFacts extends DomainFacts {
  packageType: PackageType;
  repository: string;
  url: string;
}

export interface Facts {
  /** The role that customers' trust policies name. */
  platformRoleArn: string;
  accountId: string;
  externalId: string;
  roleArn: string;
  /** This role and External ID worked in an earlier test. */
  workedBefore: boolean;
  /** Where STS is called. */
  homeRegion: string;
  domain?: DomainFacts;
  repository?: RepositoryFacts;
  /** AWS has named the repository's address in the same test, so it exists. */
  isRepositoryConfirmed?: boolean;
  /** AWS has said that the repository does not exist. */
  isRepositoryMissing?: boolean;
}

/** One entry of the table of causes: everything the page says about it. */
export interface CauseEntry {
  side: Side;
  category: DiagnosisCategory;
  /** Says "may" where it is not certain. */
  explanation: (facts: Facts, failure: Failure, certainty: Certainty) => string;
  steps: (facts: Facts, failure: Failure) => string[];
  snippet?: (facts: Facts, failure: Failure) => Snippet | null;
  documentationUrl: string | null;
}

/** `Name` of `arn:aws:iam::111122223333:role/path/Name`. */
export function roleName(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}

/** The domain whose owner's account differs from the role's needs a policy on both sides. */
export function isCrossAccount(facts: Facts): boolean {
  const owner = facts.domain?.domainOwner ?? facts.repository?.domainOwner;
  return owner !== undefined && owner !== facts.accountId;
}
