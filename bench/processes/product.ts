/** The product's own code for many look-ups, in a process of its own: everything behind the resolver but the role chain of AWS. */

import { packageTypePlug } from '../../server/src/package-types/index.ts';
import { PackageBatch, RepositoryReader } from '../../server/src/features/packages/index.ts';
import { systemClock } from '../../server/src/lib/clock.ts';
import { createHttp } from '../../server/src/lib/http.ts';
import { RegistryHttp } from '../../server/src/lib/registry-http.ts';
import { MODULE_COUNT, moduleName } from '../workload/modules.ts';
import { DIRECT_COUNT, packageName } from '../workload/shapes.ts';
import { customerAccess, customerConnection } from './customer.ts';
import { digestOf } from './digest.ts';
import { printResult, REPOSITORY_ORIGIN, SERVER_CONNECTIONS, type ProductTask } from './task.ts';
import { timed } from './timed.ts';

const task = JSON.parse(process.argv[2] ?? '') as ProductTask;
const plug = packageTypePlug(task.packageType);
const url = `${REPOSITORY_ORIGIN}/${plug.definition.format}/shop/`;
const names = Array.from({ length: task.packageType === 'GO' ? MODULE_COUNT : DIRECT_COUNT }, (_, index) =>
  task.packageType === 'GO' ? moduleName(index) : packageName(index),
);
const http = createHttp({ httpsProxy: task.proxyUrl, connectionsPerOrigin: SERVER_CONNECTIONS });
const { requestsPerSecond } = task;
const registryHttp = new RegistryHttp({ http, clock: systemClock, requestsPerSecond, isAssetHost: () => false });
const batch = new PackageBatch(new RepositoryReader(registryHttp, customerAccess));
const connection = customerConnection(task.packageType, url);
let versionCount = 0;
let digest: string | null = null;
const times = await timed(task.passes, () => (task.read === 'listings' ? readListings() : readNewest()));
await http.close();
printResult({ ...times, versionCount, digest });

async function readListings(): Promise<void> {
  const latest = new Map<string, string | null>();
  versionCount = 0;
  await batch.listings('organization', connection, plug, names, (name, [answer]) => {
    if (answer?.status !== 'found') throw new Error(`${name} was not found.`);
    versionCount += answer.found.versions.length;
    latest.set(name, answer.found.latest);
  });
  digest = digestOf(latest);
}

async function readNewest(): Promise<void> {
  const newest = await batch.newest('organization', connection, plug, names);
  versionCount = newest.length;
  digest = digestOf(new Map(newest.map(({ name, version }) => [name, version])));
}
