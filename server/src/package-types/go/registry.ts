import { setImmediate as nextTurn } from 'node:timers/promises';
import { RegistryFailure } from '../package-type.ts';
import type { ListedVersion, PackageListing, Registry, RegistryAnswer, RegistryClient } from '../package-type.ts';
import { bodyOf, unexpectedContent, withdrawalReason } from '../registry-answer.ts';
import { escapePath } from './escape.ts';
import { readModuleFile } from './module-file.ts';
import { majorOf } from './names.ts';
import { retractedVersions } from './retracted.ts';
import { isCanonical, isIncompatible, isOfMajor, isPseudoVersion, versions as rules } from './versions.ts';

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
    if (listed.length === 0) return onlyLatest(client, name);
    const highest = newest(listed);
    const [state, time] = await Promise.all([readState(client, name, listed), readTime(client, name, highest)]);
    const { latest } = state;
    const times = new Map([[highest, time]]);
    if (latest !== null && !times.has(latest)) times.set(latest, await readTime(client, name, latest));
    return { versions: state.listed.map((version) => asListed(version, state, times.get(version) ?? null)), latest };
  },

  async readNewest(client, name) {
    const listed = await readList(client, name);
    const { latest } = listed.length === 0 ? await onlyLatest(client, name) : await readState(client, name, listed);
    return latest;
  },
};

/** Far more than any module has, in versions, and in bytes of a go.mod file and of an .info document. */
const MAXIMUM_VERSIONS = 250_000;
const MAXIMUM_MODULE_FILE = 2 * 1024 * 1024;
const MAXIMUM_INFO = 64 * 1024;
const MAXIMUM_LINE = 1_000;
/** Between two turns of the event loop. */
const LINES_AT_ONCE = 10_000;

/** How many versions may be listed and not be there before the list is not believed. */
const MOST_MISSING = 3;

interface State {
  /** Without those that turned out not to be there. */
  listed: string[];
  latest: string | null;
  /** The reason of each retracted version, which may be empty. */
  retracted: Map<string, string>;
}

async function readList(client: RegistryClient, name: string): Promise<string[]> {
  const answer = await client.get(`${baseOf(client, name)}/@v/list`, { accept: PLAIN });
  const text = bodyOf(answer, name).toString('utf8');
  const major = majorOf(name) ?? 'v1';
  const found = new Map<string, string>();
  let lines = 0;
  let known = 0;
  for (let start = 0, end = 0; start < text.length; start = end + 1) {
    end = text.indexOf('\n', start);
    if (end < 0) end = text.length;
    // Some proxies write the time behind the version.
    const [version = ''] = text
      .slice(start, Math.min(end, start + MAXIMUM_LINE))
      .trim()
      .split(/\s/, 1);
    if (version === '') continue;
    lines += 1;
    if (lines % LINES_AT_ONCE === 0) await nextTurn();
    if (!isCanonical(version)) continue;
    known += 1;
    // The go command takes no pseudo-version from a list, and no version of another major version's path.
    if (!isPseudoVersion(version) && isOfMajor(version, major)) found.set(rules.normalise(version) ?? version, version);
    if (found.size > MAXIMUM_VERSIONS) throw tooLarge(answer, `lists more than ${MAXIMUM_VERSIONS} versions`);
  }
  if (lines > 0 && known === 0) throw unexpectedContent(answer, 'is no list of versions of a Go module');
  return [...found.values()];
}

/** A module without tags has no list, and a pseudo-version for its latest. */
async function onlyLatest(client: RegistryClient, name: string): Promise<PackageListing> {
  const answer = await client.get(`${baseOf(client, name)}/@latest`, { accept: JSON_TYPE });
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
async function readState(client: RegistryClient, name: string, given: readonly string[]): Promise<State> {
  let listed = [...given];
  for (let missing = 0; ; missing += 1) {
    const compatible = listed.filter((version) => !isIncompatible(version));
    if (compatible.length === 0)
      return { listed, latest: listed.length === 0 ? null : newest(listed), retracted: new Map() };
    const highest = newest(compatible);
    const answer = await client.get(versionUrl(client, name, highest, 'mod'), { accept: PLAIN, isImmutable: true });
    if (answer.body.length > MAXIMUM_MODULE_FILE) throw tooLarge(answer, 'is longer than any go.mod file');
    const file = answer.status === 200 ? readModuleFile(answer.body.toString('utf8')) : null;
    if (file !== null) {
      const retracted = retractedVersions(listed, file.retractions);
      const candidates = file.isSynthesised ? listed : compatible;
      if (retracted.size === 0 && candidates.length === compatible.length)
        return { listed, latest: highest, retracted };
      const usable = candidates.filter((version) => !retracted.has(version));
      return { listed, latest: usable.length === 0 ? null : newest(usable), retracted };
    }
    if (answer.status === 200) throw unexpectedContent(answer, 'is no go.mod file');
    // What has no go.mod can be used by nobody, and a list that was cut ends in the beginning of a version.
    if (missing === MOST_MISSING)
      throw unexpectedContent(answer, `says that ${highest} is not there, though the list names it`);
    listed = listed.filter((version) => version !== highest);
  }
}

async function readTime(client: RegistryClient, name: string, version: string): Promise<Date | null> {
  const answer = await client.get(versionUrl(client, name, version, 'info'), { accept: JSON_TYPE, isImmutable: true });
  if (answer.status !== 200) return null;
  const { Version: said, Time: time } = readInfo(answer.body);
  if (typeof said !== 'string') throw unexpectedContent(answer, 'names no version of a Go module');
  return readDate(time);
}

function asListed(version: string, { retracted }: State, publishedAt: Date | null): ListedVersion {
  const reason = retracted.get(version);
  const withdrawn =
    reason === undefined ? null : withdrawalReason(reason, 'Retracted by its author, who gave no reason.');
  return { version, isPrerelease: rules.isPrerelease(version), publishedAt, withdrawn };
}

/** The go command's choice: the highest release, or the highest pre-release where there is no release. The list is not empty. */
function newest(listed: readonly string[]): string {
  return listed.reduce((best, version) => {
    if (rules.isPrerelease(version) !== rules.isPrerelease(best)) return rules.isPrerelease(best) ? version : best;
    return rules.compare(version, best) > 0 ? version : best;
  });
}

function versionUrl(client: RegistryClient, name: string, version: string, kind: 'info' | 'mod'): string {
  return `${baseOf(client, name)}/@v/${escapePath(version)}.${kind}`;
}

function baseOf(client: RegistryClient, name: string): string {
  return `${client.url.replace(/\/*$/, '')}/${escapePath(name)}`;
}

function readInfo(body: Buffer): { Version?: unknown; Time?: unknown } {
  if (body.length > MAXIMUM_INFO) return {};
  try {
    const read: unknown = JSON.parse(body.toString('utf8'));
    return typeof read === 'object' && read !== null ? read : {};
  } catch {
    return {};
  }
}

function tooLarge(answer: RegistryAnswer, problem: string): RegistryFailure {
  return new RegistryFailure('too-large', `The answer ${problem}.`, answer.status);
}

function readDate(time: unknown): Date | null {
  const date = typeof time === 'string' ? new Date(time) : null;
  return date === null || Number.isNaN(date.getTime()) ? null : date;
}
