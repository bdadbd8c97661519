/** What is known about the connection when a failure is explained; fills the names and values into the texts. */

import type { PackageType } from '@backline/shared';
import type { Certainty, DiagnosisCategory, Side, Snippet } from '../../../lib/diagnosis.ts';
import type { Failure } from '../failure.ts';
import type { PackageFacts } from '../packages/facts.ts';
import type { RemedyFacts } from '../packages/remedy-facts.ts';

export interface DomainFacts {
  domain: string;
  /** 12-digit account. */
  domainOwner: string;
  region: string;
}

/** A repository of which the package type may be open, as texts leave it. */
export interface RepositoryName extends DomainFacts {
  packageType: PackageType | null;
  repository: string;
  /** Empty where it is not known. */
  url: string;
}

export interface RepositoryFacts extends RepositoryName {
  packageType: PackageType;
}

/** A value that is not known holds its placeholder, such as `<role name>`: snippets print it, sentences do without it. */
export interface Facts {
  /** The role that customers' trust policies name; of a foreign request, the role or user that sent it. */
  platformRoleArn: string;
  accountId: string;
  externalId: string;
  roleArn: string;
  /** This role and External ID worked in an earlier test. */
  workedBefore: boolean;
  /** Where STS is called. */
  homeRegion: string;
  /** The request was not Backline's but that of a program which the customer runs; only its text is known. */
  isForeign?: boolean;
  domain?: DomainFacts;
  repository?: RepositoryName;
  /** AWS has named the repository's address in the same test, so it exists. */
  isRepositoryConfirmed?: boolean;
  /** AWS has said that the repository does not exist. */
  isRepositoryMissing?: boolean;
  /** An address as it was written, and as it should be where that can be known. */
  address?: { written: string; suggested: string | null };
  /** What was found out about one package, where that is what is explained. */
  package?: PackageFacts;
  /** What was found out about one dependency of a project that should have another version. */
  remedy?: RemedyFacts;
}

type Describe<Result> = (facts: Facts, failure: Failure, certainty: Certainty) => Result;

/** One entry of the table of causes: everything that a diagnosis and the page of all causes say about it. */
export interface CauseEntry {
  /** Short, for lists. */
  title: string;
  /** How it shows, in words; its signature for people. */
  shows: string;
  /** What tells it from causes that look alike: one sentence that begins with "Decided by". */
  decidedBy: string;
  side: Side;
  category: DiagnosisCategory;
  /** Says "may" where it is not certain. */
  explanation: Describe<string>;
  steps: Describe<string[]>;
  snippet?: Describe<Snippet | null>;
  documentationUrl: string | null;
  /** What reads differently where the request was not Backline's. */
  foreign?: Partial<Pick<CauseEntry, 'side' | 'explanation' | 'steps' | 'snippet'>>;
}

const ACCOUNT = '<account id>';

/** Placeholders, for all that a text leaves open and for the page of all causes. */
export const PLACEHOLDERS = {
  callerArn: `arn:aws:iam::<account id of the caller>:role/<role of the caller>`,
  accountId: ACCOUNT,
  externalId: '<External ID>',
  roleArn: `arn:aws:iam::${ACCOUNT}:role/<role name>`,
  domain: '<domain>',
  domainOwner: '<domain owner>',
  region: '<region>',
  repository: '<repository>',
} as const;

/** Whether a fact holds a value; placeholders are written in angle brackets, and people blacken with others. */
export function isKnown(value: string | undefined): value is string {
  return value !== undefined && value !== '' && !/[<[*]/.test(value);
}

/** `Name` of `arn:aws:iam::111122223333:role/path/Name`. */
export function roleName(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}

/** The domain whose owner's account differs from the role's needs a policy on both sides. */
export function isCrossAccount(facts: Facts): boolean {
  const owner = facts.domain?.domainOwner ?? facts.repository?.domainOwner;
  return isKnown(owner) && isKnown(facts.accountId) && owner !== facts.accountId;
}
