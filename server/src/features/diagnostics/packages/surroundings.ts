/** What a diagnosis knows beside one repository, and what requests to that repository have shown. */

import type { PackageType } from '@backline/shared';
import type { CodeArtifactConnector, PackageFacts, PackageProblem } from '../../../connectors/codeartifact/index.ts';
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
/** Facts of a problem of which nothing else is known. */
export function blankFacts(
  problem: PackageProblem,
  packageType: PackageType,
  name: string,
  askedAt: Date,
): PackageFacts {
  return {
    ...NOT_ASKED,
    problem,
    packageType,
    name,
    askedAt,
    version: null,
    isPublicName: false,
    isOwnName: false,
    wasFoundBefore: false,
    answersAs: null,
    isTypeServed: true,
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
