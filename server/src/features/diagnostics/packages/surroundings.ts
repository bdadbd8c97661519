/** What a diagnosis knows beside one repository, and what requests to that repository have shown. */

import type { CodeArtifactConnector, PackageFacts } from '../../../connectors/codeartifact/index.ts';
import type { SavedConnection } from '../../integrations/index.ts';
import type { Asked } from './asked.ts';
import type { RequestBudget } from './request-budget.ts';

export type Explainer = Pick<
  CodeArtifactConnector,
  'explainAccess' | 'explainRead' | 'explainPackage' | 'confirmRepository'
>;

/** What is known beside this repository. */
export interface Surroundings {
  connector: Explainer;
  organizationId: string;
  connection: SavedConnection;
  budget: RequestBudget;
  asked: Asked & { name: string };
  isOwnName: boolean;
  wasFoundBefore: boolean;
  /** Names found through this integration before, the latest first; this one left out. */
  knownNames: readonly string[];
  now: Date;
  signal: AbortSignal;
}

/** Whether the repository takes in what is public, and how that was found out. */
export type Connection = Pick<PackageFacts, 'isConnected' | 'publicNamesAsked'>;

export const NOT_ASKED: Connection = { isConnected: null, publicNamesAsked: [] };
