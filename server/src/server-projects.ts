/** The part of the composition root that builds what projects and their analyses are made of. */

import manifest from '../../package.json' with { type: 'json' };
import { Advisories, AdvisoryStore } from './advisories/index.ts';
import type { CodeArtifactConnector } from './connectors/codeartifact/index.ts';
import type { Environment } from './env.ts';
import type { AuditLog } from './features/audit/index.ts';
import type { Integrations } from './features/integrations/index.ts';
import { PackageBatch, RegistryGateways, whyUnused, type RepositoryReader } from './features/packages/index.ts';
import {
  AnalysisBuildChecks,
  AnalysisJob,
  AnalysisResolver,
  AnalysisResults,
  AnalysisResultStore,
  AnalysisStore,
  BuildCheckResolver,
  BuildChecks,
  ProjectAnalyzer,
  ProjectLoaders,
  ProjectResolver,
  Projects,
  ProjectStore,
  UploadStore,
} from './features/projects/index.ts';
import type { Services } from './graphql/context.ts';
import type { JobQueue } from './jobs/index.ts';
import type { Clock } from './lib/clock.ts';
import type { Database } from './lib/database.ts';
import type { Logger } from './lib/log.ts';

export interface ProjectsNeeds {
  environment: Environment;
  database: Database;
  queue: JobQueue;
  reader: RepositoryReader;
  integrations: Integrations;
  connector: CodeArtifactConnector;
  audit: AuditLog;
  clock: Clock;
  logger: Logger;
}

export interface BuiltProjects {
  projects: Projects;
  analysisJob: AnalysisJob;
  buildChecks: AnalysisBuildChecks;
  /** What the schema asks for, by its class. */
  projectServices: Services;
}

export function buildProjects(needs: ProjectsNeeds): BuiltProjects {
  const { environment, database, queue, reader, integrations, connector, audit, clock, logger } = needs;
  const advisories = new Advisories(database, new AdvisoryStore());
  const analyses = new AnalysisStore();
  const uploads = new UploadStore();
  const resultStore = new AnalysisResultStore();
  const loaders = new ProjectLoaders(database, analyses, resultStore);
  const results = new AnalysisResults(database, resultStore, loaders);
  const projects = new Projects({
    database,
    store: new ProjectStore(),
    analyses,
    uploads,
    results,
    loaders,
    queue,
    integrations,
    advisories,
    audit,
    clock,
    toolVersion: manifest.version,
  });
  const gateways = new RegistryGateways(reader);
  const analyzer = new ProjectAnalyzer({
    batch: new PackageBatch(reader),
    advisories,
    gateway: gateways,
    connector,
    clock,
    whyUnused,
  });
  const analysisJob = new AnalysisJob({
    database,
    analyses,
    results: resultStore,
    uploads,
    integrations,
    analyzer,
    notices: queue.notices,
    clock,
    logger,
  });
  const buildChecks = new AnalysisBuildChecks({
    database,
    analyses,
    uploads,
    results,
    integrations,
    checks: new BuildChecks({
      isEnabled: environment.BUILD_CHECKS,
      gateways,
      explain: (text, hints) => connector.explainText(text, hints),
      clock,
      searchPath: environment.PATH,
    }),
    audit,
  });
  return {
    projects,
    analysisJob,
    buildChecks,
    projectServices: new Map<unknown, unknown>([
      [Projects, projects],
      [ProjectResolver, new ProjectResolver(projects)],
      [AnalysisResolver, new AnalysisResolver(projects, results)],
      [BuildCheckResolver, new BuildCheckResolver(buildChecks)],
    ]),
  };
}
