/** The lab as the parts of the server reach it, in this process: for what the API does not offer. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { vi } from 'vitest';
import type { PackageType } from '@backline/shared';
import { CodeArtifactConnector, createAws, isAssetHost } from '../../server/src/connectors/codeartifact/index.ts';
import type { SavedConnection } from '../../server/src/features/integrations/index.ts';
import { RepositoryReader } from '../../server/src/features/packages/index.ts';
import { systemClock } from '../../server/src/lib/clock.ts';
import { createHttp } from '../../server/src/lib/http.ts';
import { RegistryHttp } from '../../server/src/lib/registry-http.ts';
import { defaultExternalId, startLab, type RunningLab } from '../../server/lab/start.ts';
import { ACCOUNT, ROLE_ARN, URLS } from './code-artifact.ts';
import { PLATFORM_ROLE } from './lab-clients.ts';

export interface LabConnection {
  readonly lab: RunningLab;
  readonly connector: CodeArtifactConnector;
  readonly reader: RepositoryReader;
  /** The lab's healthy customer, with one repository of each package type. */
  readonly connection: SavedConnection;
  stop(): Promise<void>;
}

export async function connectInProcess(): Promise<LabConnection> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'backline-lab-'));
  const lab = await startLab({ dataFolder });
  setDefaultCACertificates([...getCACertificates('default'), lab.certificatePem]);
  const { AWS_ACCESS_KEY_ID = '', AWS_SECRET_ACCESS_KEY = '', AWS_REGION = '', HTTPS_PROXY } = lab.environment;
  vi.stubEnv('AWS_ACCESS_KEY_ID', AWS_ACCESS_KEY_ID);
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', AWS_SECRET_ACCESS_KEY);
  const http = createHttp({ httpsProxy: HTTPS_PROXY });
  const aws = createAws({ region: AWS_REGION, httpsProxy: HTTPS_PROXY });
  const connector = new CodeArtifactConnector(aws, http, systemClock, {
    platformRoleArn: PLATFORM_ROLE,
    templateUrl: 'https://templates.example/role.yaml',
    homeRegion: AWS_REGION,
  });
  const registryHttp = new RegistryHttp({ http, clock: systemClock, requestsPerSecond: 800, isAssetHost });
  return {
    lab,
    connector,
    reader: new RepositoryReader(registryHttp, connector),
    connection: connection(),
    stop: async () => {
      vi.unstubAllEnvs();
      aws.close();
      await http.close();
      await lab.stop();
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}

function connection(): SavedConnection {
  const types: PackageType[] = ['NPM', 'PYPI', 'GO', 'NUGET'];
  const place = { domain: 'my-domain', domainOwner: ACCOUNT, region: 'us-east-1', repository: 'my-repo' };
  const repositories = types.map((packageType) => ({
    id: packageType,
    packageType,
    url: URLS[packageType],
    routes: [],
    ...place,
  }));
  return {
    id: 'lab',
    name: 'Lab',
    status: 'CONNECTED',
    hasWorked: true,
    version: 1,
    details: { name: null, accountId: ACCOUNT, externalId: defaultExternalId, roleArn: ROLE_ARN, repositories },
    repositories,
  };
}
