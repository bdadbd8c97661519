/** What an analysis works with. */

import type { PackageType } from '@backline/shared';
import type { Advisories, AdvisoryIndex } from '../../../advisories/index.ts';
import type { CodeArtifactConnector } from '../../../connectors/codeartifact/index.ts';
import type { Clock } from '../../../lib/clock.ts';
import type { PackageTypePlug } from '../../../package-types/index.ts';
import type { SavedConnection } from '../../integrations/index.ts';
import type { PackageBatch, RegistryGateways } from '../../packages/index.ts';
import type { Progress } from './progress.ts';

export interface AnalyzerParts {
  batch: Pick<PackageBatch, 'listings' | 'releases' | 'controls'>;
  advisories: Pick<Advisories, 'load' | 'records'>;
  /** For libraries that resolve by themselves. */
  gateway: Pick<RegistryGateways, 'open'>;
  connector: Pick<CodeArtifactConnector, 'explainPackage' | 'explainRemedy' | 'explainRead' | 'confirmRepository'>;
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
