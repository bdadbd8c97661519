/** What an analysis found, as it is kept and shown: findings, proposals and their proof. */

import type { PackageType } from '@backline/shared';
import type { Severity } from '../../../advisories/index.ts';
import type { Diagnosis, Evidence } from '../../../lib/diagnosis.ts';
import type { ChangeWay, Place, DependencySource } from '../../../package-types/index.ts';
import type { ReadFile } from '../reading/project-reading.ts';

/** The phases in their order; progress names the one that runs. */
export const ANALYSIS_PHASES = ['READ', 'RESOLVE', 'MATCH', 'PROPOSE', 'PROVE'] as const;
export type AnalysisPhase = (typeof ANALYSIS_PHASES)[number];

export interface AnalysisProgress {
  phase: AnalysisPhase;
  /** Of all phases together; `total` may grow while phases learn how much there is to do. */
  done: number;
  total: number;
}

export interface AnalysisResult {
  files: ReadFile[];
  dependencies: AnalyzedDependency[];
  findings: Finding[];
  /** Most advisories removed per change first. */
  proposals: Proposal[];
  /** All proposals that go together, as one change; null where there are fewer than two. */
  combined: CombinedProposal | null;
  advisoryData: { importedAt: Date; newestModified: Date | null; advisoryCount: number } | null;
  /** What could not be asked or judged at all, in sentences. */
  unchecked: string[];
  /** Repositories that gave no usable answer, each once. */
  repositoryProblems: RepositoryProblem[];
}

export interface RepositoryProblem {
  repositoryUrl: string;
  /** How many packages it was asked for in vain. */
  packageCount: number;
  /** Of the first of them. */
  diagnosis: Diagnosis;
  evidence: Evidence;
}

/** Where a dependency can be had from, as far as metadata and the project's files tell. */
export const ORIGINS = ['INTERNAL', 'UPSTREAM', 'PUBLIC_ONLY', 'NOT_REGISTRY', 'UNKNOWN'] as const;
export type Origin = (typeof ORIGINS)[number];

export interface AnalyzedDependency {
  /** Stable within the analysis. */
  id: number;
  packageType: PackageType;
  name: string;
  version: string | null;
  /** What the project or its first dependent asks for, as written; null where nothing is. */
  requirement: string | null;
  isDirect: boolean;
  isDevelopment: boolean;
  source: DependencySource;
  /** The names on the shortest way from a manifest to it, its own last; empty where none leads to it. */
  way: string[];
  /** Ids of the dependencies that it asks for itself; absent where the analysis did not keep them. */
  requires?: number[];
  /** Where the files state it; one at least. */
  places: Place[];
  /** Whether a repository of the integration offers this version; null where that could not be judged. */
  available: boolean | null;
  /** URL of the first repository that offers it. */
  repositoryUrl: string | null;
  origin: Origin;
  /** Why it is not available, or could not be judged. */
  diagnosis: Diagnosis | null;
}

export interface Finding {
  id: number;
  /** Id of the dependency. */
  dependency: number;
  advisoryId: string;
  aliases: string[];
  summary: string;
  severity: Severity | null;
  /** Versions that the advisory calls fixed, newer than the dependency's, oldest first. */
  fixedVersions: string[];
  /** Smallest version that the repositories offer, no known advisory affects and every dependent accepts. */
  remediationVersion: string | null;
  /** Smallest version that the repositories offer and no known advisory affects, whether or not dependents accept it. */
  offeredVersion: string | null;
  blockedBy: Diagnosis | null;
}

export interface Proposal {
  id: number;
  packageType: PackageType;
  /** The package whose version is changed. */
  name: string;
  fromVersion: string;
  toVersion: string;
  way: ChangeWay;
  /** Ids of the advisories that go with it. */
  fixes: string[];
  /** Ids of findings that go with it. */
  findings: number[];
  /** Advisories that still affect the package after the change. */
  remaining: string[];
  isBreaking: boolean;
  /** Changes of other packages that come with it, such as what the new version needs. */
  alongside: { name: string; fromVersion: string | null; toVersion: string | null }[];
  patches: FilePatch[];
  commands: { command: string; reason: string }[];
  proof: Proof;
}

export interface CombinedProposal {
  /** Ids of the proposals in it. */
  proposals: number[];
  fixes: string[];
  /** Ids of findings that remain after it. */
  remaining: number[];
  patches: FilePatch[];
  commands: { command: string; reason: string }[];
  proof: Proof;
}

export interface FilePatch {
  path: string;
  /** Unified, as `git apply` takes it. */
  diff: string;
}

/** The graph resolved again with the change made. */
export interface Proof {
  /** `HOLDS` where everything asked was answered and the advisories are gone; `PARTLY` where something could not be checked. */
  status: 'HOLDS' | 'PARTLY' | 'FAILS';
  checkedAt: Date;
  durationMs: number;
  /** One for each version that was asked for again. */
  asked: {
    repositoryUrl: string;
    name: string;
    version: string;
    isOffered: boolean | null;
    evidence: Evidence | null;
  }[];
  /** In sentences, each with its reason. */
  unchecked: string[];
  /** Advisories that the change would bring in. */
  introduced: string[];
  /** Why it fails, in sentences; empty otherwise. */
  failures: string[];
}
