/** The product's analysis with everything behind it, but PostgreSQL: advisories come from a file, as an import left them in memory. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AdvisoryIndexBuilder, readRecord, type AdvisoryRecord } from '../../server/src/advisories/index.ts';
import type { CodeArtifactConnector } from '../../server/src/connectors/codeartifact/index.ts';
import type { SavedConnection } from '../../server/src/features/integrations/index.ts';
import {
  PackageBatch,
  RegistryGateways,
  RepositoryReader,
  whyUnused,
} from '../../server/src/features/packages/index.ts';
import { ProjectAnalyzer, type AnalysisResult } from '../../server/src/features/projects/index.ts';
import { systemClock } from '../../server/src/lib/clock.ts';
import type { Http } from '../../server/src/lib/http.ts';
import { runInSlices } from '../../server/src/lib/in-slices.ts';
import { RegistryHttp } from '../../server/src/lib/registry-http.ts';
import { ADVISORIES_FILE } from './analysis-task.ts';
import { customerConnection } from './customer.ts';
import { REPOSITORY_ORIGIN, UNPACED } from './task.ts';

export interface Analyser {
  connection: SavedConnection;
  analyse: () => Promise<AnalysisResult>;
}

export async function analyserOf(
  folder: string,
  http: Http,
  connector: Pick<
    CodeArtifactConnector,
    | 'repositoryAccess'
    | 'replaceAccess'
    | 'confirmRepository'
    | 'explainAccess'
    | 'explainRead'
    | 'explainPackage'
    | 'explainRemedy'
  >,
): Promise<Analyser> {
  const registryHttp = new RegistryHttp({ http, clock: systemClock, requestsPerSecond: UNPACED, isAssetHost: () => false }); // prettier-ignore
  const reader = new RepositoryReader(registryHttp, connector);
  const connection = customerConnection('NPM', `${REPOSITORY_ORIGIN}/npm/shop/`);
  const analyzer = new ProjectAnalyzer({
    batch: new PackageBatch(reader),
    advisories: await advisoriesIn(join(folder, ADVISORIES_FILE)),
    gateway: new RegistryGateways(reader),
    connector,
    clock: systemClock,
    whyUnused,
  });
  const files = ['package.json', 'package-lock.json'].map((path) => ({
    path,
    content: readFileSync(join(folder, path)),
  }));
  const organizationId = 'organization';
  const { signal } = new AbortController();
  return {
    connection,
    analyse: () => analyzer.analyze({ organizationId, connection, files }, { signal, onProgress: () => undefined }),
  };
}

async function advisoriesIn(file: string): Promise<ConstructorParameters<typeof ProjectAnalyzer>[0]['advisories']> {
  const builder = new AdvisoryIndexBuilder();
  const records = new Map<string, AdvisoryRecord>();
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    const { record } = line === '' ? { record: null } : readRecord(line);
    if (!record) continue;
    builder.add(record);
    records.set(record.id, record);
  }
  const index = await runInSlices(builder.build());
  const data = { importId: '1', importedAt: new Date(0), newestModified: null, advisoryCount: records.size };
  return {
    load: () => Promise.resolve({ data, index }),
    records: (ids) => Promise.resolve(ids.flatMap((id) => records.get(id) ?? [])),
  };
}
