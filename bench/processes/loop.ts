/** What a quick hand would write: a pool of connections, decompression, JSON.parse; and its parts, as floors for comparison. */

import { gunzipSync } from 'node:zlib';
import { ProxyAgent } from 'undici';
import { inParallel } from '../../server/src/lib/concurrency.ts';
import { DIRECT_COUNT, packageName } from '../workload/shapes.ts';
import { printResult, REPOSITORY_ORIGIN, type LoopTask } from './task.ts';
import { timed } from './timed.ts';

interface Packument {
  versions: Record<string, unknown>;
}

const task = JSON.parse(process.argv[2] ?? '') as LoopTask;
const names = Array.from({ length: DIRECT_COUNT }, (_, index) => packageName(index));
const accept = task.form === 'full' ? 'application/json' : 'application/vnd.npm.install-v1+json';
const pool = new ProxyAgent({ uri: task.proxyUrl, connections: task.connections });
const etags = new Map<string, string>();
const index = new Map<string, string[]>();
const times = await timed(task.passes, () => inParallel(names, task.connections, ask));
await pool.close();
const versionCount = [...index.values()].reduce((sum, versions) => sum + versions.length, 0);
printResult({ ...times, versionCount, digest: null });

async function ask(name: string): Promise<void> {
  const etag = etags.get(name);
  const { statusCode, headers, body } = await pool.request({
    method: 'GET',
    origin: REPOSITORY_ORIGIN,
    path: `/npm/shop/${name}`,
    headers: { accept, 'accept-encoding': 'gzip', ...(etag !== undefined && { 'if-none-match': etag }) },
  });
  if (statusCode === 304) {
    await body.dump();
    return;
  }
  if (statusCode !== 200) throw new Error(`${name}: HTTP ${statusCode}`);
  const compressed = Buffer.from(await body.arrayBuffer());
  if (typeof headers.etag === 'string') etags.set(name, headers.etag);
  if (!task.isParsed) return;
  const { versions } = JSON.parse(gunzipSync(compressed).toString()) as Packument;
  index.set(name, Object.keys(versions));
}
