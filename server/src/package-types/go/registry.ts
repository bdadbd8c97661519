import { filterInSlices, forEachInSlices, mapInSlices } from '../../lib/in-slices.ts';
import { newestOf } from '../newest.ts';
import type { ListedVersion, PackageListing, Registry, RegistryClient } from '../package-type.ts';
import { bodyOf, tooLarge, unexpectedContent, withdrawalReason } from '../registry-answer.ts';
import { MAXIMUM_VERSIONS } from '../too-many-versions.ts';
import { escapePath } from './escape.ts';
import { readModuleFile } from './module-file.ts';
import { readModuleRelease } from './module-release.ts';
import { majorOf } from './names.ts';
import { retractedVersions } from './retracted.ts';
import { readListed, versions as rules, type ListedGoVersion } from './versions.ts';

const PLAIN = 'text/plain, */*;q=0.5';
const JSON_TYPE = 'application/json, */*;q=0.5';

/**
 * The module proxy protocol: https://go.dev/ref/mod#goproxy-protocol. Only the list, `.info` and `.mod` are asked for. The list
 * carries no times, and asking for each would be a request per version, so the latest version alone has one. What is published of
 * a version never changes: https://go.dev/ref/mod#versions
 */
export const registry: Registry = {
  async readPackage(client, name) {
    const listed = await readList(client, name);
    const highest = await newest(listed);
    if (highest === null) return onlyLatest(client, name);
    const [state, time] = await Promise.all([readState(client, name, listed), readTime(client, name, highest)]);
    const { latest } = state;
    const times = new Map([[highest, time]]);
    if (latest !== null && !times.has(latest)) times.set(latest, await readTime(client, name, latest));
    const versions = await mapInSlices(state.listed, ({ version, isPrerelease }): ListedVersion => {
      const withdrawn = withdrawnBecause(state.retracted.get(version));
      return { version, isPrerelease, publishedAt: times.get(version) ?? null, withdrawn };
    });
    return { versions, latest };
  },

  async readNewest(client, name) {
    const listed = await readList(client, name);
    const { latest } = listed.length === 0 ? await onlyLatest(client, name) : await readState(client, name, listed);
    return latest;
  },

  async readVersion(client, name, version) {
    const answer = await client.get(versionUrl(client, name, version, 'info'), { accept: JSON_TYPE });
    if (answer.status !== 200) return null;
    const { Version: said, Time: time } = readInfo(answer.body);
    if (typeof said !== 'string') throw unexpectedContent(answer, 'names no version of a Go module');
    // A proxy may answer with the version that a shorter one stands for.
    if (rules.compare(said, version) !== 0) return null;
    return { version: said, isPrerelease: rules.isPrerelease(said), publishedAt: readDate(time), withdrawn: null };
  },

  /** The go.mod of a version says that it is there and what it needs; what its `.zip` hashes to is told by the zip alone. */
  async readRelease(client, name, version) {
    if (!rules.isValid(version)) return null;
    const url = versionUrl(client, name, version, 'mod');
    const answer = await client.get(url, { accept: PLAIN, maxBytes: MAXIMUM_MODULE_FILE });
    if (answer.status !== 200) return null;
    return readModuleRelease(answer, version, versionUrl(client, name, version, 'zip'));
  },
};

/** Far more than any module has, in bytes of a list, of a go.mod file and of an .info document. */
const MAXIMUM_LIST = 16 * 1024 * 1024;
const MAXIMUM_MODULE_FILE = 512 * 1024;
const MAXIMUM_INFO = 64 * 1024;
/** Longer lines are no versions. */
const MAXIMUM_LINE = 1_000;

/** How many versions may be listed and not be there before the list is not believed. */
const MOST_MISSING = 3;

interface State {
  /** Without those that turned out not to be there. */
  listed: ListedGoVersion[];
  latest: string | null;
  /** The reason of each retracted version, which may be empty. */
  retracted: Map<string, string>;
}

async function readList(client: RegistryClient, name: string): Promise<ListedGoVersion[]> {
  const answer = await client.get(`${baseOf(client, name)}/@v/list`, { accept: PLAIN, maxBytes: MAXIMUM_LIST });
  const major = majorOf(name) ?? 'v1';
  const found = new Map<string, ListedGoVersion>();
  let isAnythingListed = false;
  let isAnyVersion = false;
  await forEachInSlices(linesOf(bodyOf(answer, name).toString('utf8')), (line) => {
    // Some proxies write the time behind the version.
    const [version = ''] = line.trim().split(/\s/, 1);
    if (version === '') return;
    isAnythingListed = true;
    const listed = readListed(version, major);
    if (listed === null) return;
    isAnyVersion = true;
    if (listed !== 'passed-over') found.set(version, listed);
    if (found.size > MAXIMUM_VERSIONS) throw tooLarge(answer, `lists more than ${MAXIMUM_VERSIONS} versions`);
  });
  if (isAnythingListed && !isAnyVersion) throw unexpectedContent(answer, 'is no list of versions of a Go module');
  return [...found.values()];
}

function* linesOf(text: string): Generator<string> {
  for (let start = 0, end = 0; start < text.length; start = end + 1) {
    end = text.indexOf('\n', start);
    if (end < 0) end = text.length;
    yield text.slice(start, Math.min(end, start + MAXIMUM_LINE));
  }
}

/** A module without tags has no list, and a pseudo-version for its latest. */
async function onlyLatest(client: RegistryClient, name: string): Promise<PackageListing> {
  const url = `${baseOf(client, name)}/@latest`;
  const answer = await client.get(url, { accept: JSON_TYPE, maxBytes: MAXIMUM_INFO });
  if (answer.status !== 200) return { versions: [], latest: null };
  const { Version: version, Time: time } = readInfo(answer.body);
  if (typeof version !== 'string' || !rules.isValid(version))
    throw unexpectedContent(answer, 'names no version of a Go module');
  const listed = { version, isPrerelease: rules.isPrerelease(version), publishedAt: readDate(time), withdrawn: null };
  return { versions: [listed], latest: version };
}

/**
 * What is retracted, and the latest of the rest. Retractions stand in the go.mod of the highest version, itself retracted or not.
 * What is incompatible is passed over once there is a version with a go.mod: https://go.dev/ref/mod#incompatible-versions
 */
async function readState(client: RegistryClient, name: string, given: readonly ListedGoVersion[]): Promise<State> {
  let listed = [...given];
  for (let missing = 0; ; missing += 1) {
    const compatible = await filterInSlices(listed, ({ isIncompatible }) => !isIncompatible);
    const highest = await newest(compatible);
    if (highest === null) return { listed, latest: await newest(listed), retracted: new Map() };
    const url = versionUrl(client, name, highest, 'mod');
    const answer = await client.get(url, { accept: PLAIN, maxBytes: MAXIMUM_MODULE_FILE, isImmutable: true });
    const file = answer.status === 200 ? readModuleFile(answer.body.toString('utf8')) : null;
    if (file !== null) {
      const retracted = await retractedVersions(
        listed.map(({ version }) => version),
        file.retractions,
      );
      const candidates = file.isSynthesised ? listed : compatible;
      const usable = await filterInSlices(candidates, ({ version }) => !retracted.has(version));
      return { listed, latest: await newest(usable), retracted };
    }
    if (answer.status === 200) throw unexpectedContent(answer, 'is no go.mod file');
    // What has no go.mod can be used by nobody, and a list that was cut ends in the beginning of a version.
    if (missing === MOST_MISSING)
      throw unexpectedContent(answer, `says that ${highest} is not there, though the list names it`);
    listed = listed.filter(({ version }) => version !== highest);
  }
}

async function readTime(client: RegistryClient, name: string, version: string): Promise<Date | null> {
  const url = versionUrl(client, name, version, 'info');
  const answer = await client.get(url, { accept: JSON_TYPE, maxBytes: MAXIMUM_INFO, isImmutable: true });
  if (answer.status !== 200) return null;
  const { Version: said, Time: time } = readInfo(answer.body);
  if (typeof said !== 'string') throw unexpectedContent(answer, 'names no version of a Go module');
  return readDate(time);
}

function withdrawnBecause(reason: string | undefined): string | null {
  return reason === undefined ? null : withdrawalReason(reason, 'Retracted by its author, who gave no reason.');
}

/** The go command's choice: the highest release, or the highest pre-release where there is no release. */
function newest(listed: readonly ListedGoVersion[]): Promise<string | null> {
  return newestOf(listed, rules);
}

function versionUrl(client: RegistryClient, name: string, version: string, kind: 'info' | 'mod' | 'zip'): string {
  return `${baseOf(client, name)}/@v/${escapePath(version)}.${kind}`;
}

function baseOf(client: RegistryClient, name: string): string {
  return `${client.url.replace(/\/*$/, '')}/${escapePath(name)}`;
}

function readInfo(body: Buffer): { Version?: unknown; Time?: unknown } {
  try {
    const read: unknown = JSON.parse(body.toString('utf8'));
    return typeof read === 'object' && read !== null ? read : {};
  } catch {
    return {};
  }
}

function readDate(time: unknown): Date | null {
  const date = typeof time === 'string' ? new Date(time) : null;
  return date === null || Number.isNaN(date.getTime()) ? null : date;
}
