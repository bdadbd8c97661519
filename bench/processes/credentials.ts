/** Many analyses of one connection at once, with the product's own role chain. */

import { CodeArtifactConnector, createAws } from '../../server/src/connectors/codeartifact/index.ts';
import { systemClock } from '../../server/src/lib/clock.ts';
import { createHttp } from '../../server/src/lib/http.ts';
import { analyserOf } from './analyser.ts';
import type { CredentialsTask } from './analysis-task.ts';
import { printResult, SERVER_CONNECTIONS } from './task.ts';
import { timed } from './timed.ts';

/** Of which each takes what is in memory. */
const HITS = 10_000;
const REGION = 'us-east-1';

const { folder, proxyUrl, awsUrl, analyses } = JSON.parse(process.argv[2] ?? '') as CredentialsTask;
const http = createHttp({ httpsProxy: proxyUrl, connectionsPerOrigin: SERVER_CONNECTIONS });
const aws = createAws({ region: REGION, stsEndpoint: awsUrl, codeArtifactEndpoint: awsUrl });
const connector = new CodeArtifactConnector(aws, http, systemClock, {
  platformRoleArn: 'arn:aws:iam::555555555555:role/platform',
  templateUrl: 'https://bench.example/template',
  homeRegion: REGION,
});
const { connection, analyse } = await analyserOf(folder, http, connector);
let findings = 0;
const times = await timed(1, async () => {
  const results = await Promise.all(Array.from({ length: analyses }, analyse));
  findings = results.reduce((sum, result) => sum + result.findings.length, 0);
});
const url = connection.repositories[0]?.url ?? '';
const hits = await timed(1, async () => {
  for (let hit = 0; hit < HITS; hit += 1) await connector.repositoryAccess('organization', connection.details, url);
});
const hitMs = (hits.passCpuMs[0] ?? Number.NaN) / HITS;
await http.close();
aws.close();
printResult({ ...times, versionCount: findings, digest: null, hitMs });
