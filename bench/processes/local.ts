/** The product's own code for what needs no registry, and what it is compared with. */

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { AdvisoryIndexBuilder, readRecord } from '../../server/src/advisories/index.ts';
import { runInSlices } from '../../server/src/lib/in-slices.ts';
import { packageTypePlug } from '../../server/src/package-types/index.ts';
import { matchedDependencies, matchedRecords } from '../workload/matching.ts';
import { digestOf } from './digest.ts';
import type { LocalTask } from './local-task.ts';
import { printResult } from './task.ts';
import { timed } from './timed.ts';

interface Lockfile {
  packages: Record<string, { version?: string; resolved?: string; integrity?: string; dev?: boolean }>;
}

interface ArboristModule {
  new (options: { path: string }): {
    loadVirtual(): Promise<{ inventory: Map<string, { name: string; version: string }> }>;
  };
}

const task = JSON.parse(process.argv[2] ?? '') as LocalTask;
/** What the last pass found; put together when nothing is measured any more. */
let answer: () => Iterable<[string, string | null]> = () => [];
const times = await timed(task.passes, await workOf(task));
const found = new Map(answer());
printResult({ ...times, versionCount: found.size, digest: digestOf(found) });

async function workOf(given: LocalTask): Promise<() => Promise<unknown>> {
  if (given.work === 'match') return matching();
  if (given.work === 'arborist') return arborist(given.folder, given.module);
  const text = readFileSync(join(given.folder, 'package-lock.json'), 'utf8');
  const works = { read: () => readLockfile(text), parse: () => parse(text), walk: () => walk(text) };
  return async () => works[given.work]();
}

function readLockfile(text: string): void {
  const { dependencies } = packageTypePlug('NPM').manifests.read([{ path: 'package-lock.json', text }]);
  answer = () => dependencies.map(({ name, version }) => [name, version]);
}

function parse(text: string): void {
  const { packages } = JSON.parse(text) as Lockfile;
  answer = () => flat(packages);
}

/** A list as the simplest reader would make it. */
function walk(text: string): void {
  const { packages } = JSON.parse(text) as Lockfile;
  const list = Object.entries(packages).map(([path, { version, resolved, integrity, dev }]) => ({
    name: path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length),
    version,
    resolved,
    integrity,
    isDevelopment: dev === true,
  }));
  answer = () => list.slice(1).map(({ name, version }) => [name, version ?? null]);
}

function flat(packages: Lockfile['packages']): [string, string | null][] {
  return Object.entries(packages)
    .filter(([path]) => path !== '')
    .map(([path, { version }]) => [path.replace(/^.*node_modules\//, ''), version ?? null]);
}

function arborist(path: string, module: string): () => Promise<void> {
  const Arborist = createRequire(join(module, 'package.json'))('@npmcli/arborist') as ArboristModule;
  return async () => {
    const { inventory } = await new Arborist({ path }).loadVirtual();
    const nodes = [...inventory].filter(([location]) => location !== '');
    answer = () => nodes.map(([, { name, version }]) => [name, version]);
  };
}

async function matching(): Promise<() => Promise<void>> {
  const builder = new AdvisoryIndexBuilder();
  for (const { text } of matchedRecords()) {
    const { record } = readRecord(text);
    if (record) builder.add(record);
  }
  const index = await runInSlices(builder.build());
  const versions = matchedDependencies().map((dependency) => ({ packageType: 'NPM' as const, ...dependency }));
  return async () => {
    const matches = index.matchAll(versions);
    answer = () =>
      matches.flatMap((hits, place) => {
        const { name, version } = versions[place] as (typeof versions)[number];
        return hits.map(({ id }): [string, string] => [`${name}@${version} ${id}`, id]);
      });
  };
}
