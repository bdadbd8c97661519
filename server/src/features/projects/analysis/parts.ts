/** What an analysis works with. */

import type { PackageType } from '@backline/shared';
import type { Advisories, AdvisoryIndex } from '../../../advisories/index.ts';
import type { CodeArtifactConnector } from '../../../connectors/codeartifact/index.ts';
import type { Clock } from '../../../lib/clock.ts';
import type { PackageTypePlug, Release } from '../../../package-types/index.ts';
import type { SavedConnection } from '../../integrations/index.ts';
import type { PackageBatch, RepositoryAnswer } from '../../packages/index.ts';
import type { Progress } from './progress.ts';

/** What the repositories that serve a name say of one version of it. */
export interface ReleaseAnswer {
  name: string;
  version: string;
  answers: RepositoryAnswer<Release | null>[];
}

export interface AnalysisBatch extends Pick<PackageBatch, 'listings'> {
  /** In the order of `wanted`. */
  releases(
    organizationId: string,
    connection: SavedConnection,
    plug: PackageTypePlug,
    wanted: readonly { name: string; version: string }[],
    signal?: AbortSignal,
  ): Promise<ReleaseAnswer[]>;
}

/** A registry on this machine that answers for the integration, for libraries which resolve by themselves. */
export interface OpenGateway {
  url: string;
  token: string;
  close(): Promise<void>;
}

export interface Gateways {
  open(
    organizationId: string,
    connection: SavedConnection,
    plug: PackageTypePlug,
    options: { signal: AbortSignal },
  ): Promise<OpenGateway>;
}

export interface AnalyzerParts {
  batch: AnalysisBatch;
  advisories: Pick<Advisories, 'load' | 'records'>;
  gateway: Gateways;
  connector: Pick<CodeArtifactConnector, 'explainPackage' | 'explainRemedy'>;
  clock: Clock;
  /** Why an integration is not used at all; null where it may be. */
  whyUnused: (connection: SavedConnection) => string | null;
  plugOf: (packageType: PackageType) => PackageTypePlug;
}

/** One analysis that runs. */
export interface Run extends Omit<AnalyzerParts, 'advisories' | 'whyUnused'> {
  organizationId: string;
  connection: SavedConnection;
  index: Pick<AdvisoryIndex, 'match'>;
  signal: AbortSignal;
  progress: Progress;
}
