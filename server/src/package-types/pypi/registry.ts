import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ListedVersion, PackageListing, Registry, RegistryClient } from '../package-type.ts';
import { bodyOf, unexpectedContent, withdrawalReason } from '../registry-answer.ts';
import { fileVersion } from './file-version.ts';
import { NoSimplePage, readSimplePage } from './simple-page.ts';
import { versions as rules } from './versions.ts';

/** CodeArtifact answers 406 to anybody who asks for JSON alone; the page carries no time of publication. */
export const registry: Registry = {
  readPackage,

  async readNewest(client, name) {
    const { latest } = await readPackage(client, name);
    return latest;
  },
};

/** Between two turns of the event loop. */
const VERSIONS_AT_ONCE = 10_000;

interface Release {
  version: string;
  isPrerelease: boolean;
  /** A version is withdrawn only where all its files are: https://peps.python.org/pep-0592/ */
  isYanked: boolean;
  reason: string;
}

async function readPackage(client: RegistryClient, name: string): Promise<PackageListing> {
  const base = client.url.endsWith('/') ? client.url : `${client.url}/`;
  const answer = await client.get(`${base}${name}/`, { accept: 'text/html' });
  const releases = new Map<string, Release>();
  let hasFiles = false;
  let hasForeignLinks = false;
  const body = bodyOf(answer, name);
  try {
    await readSimplePage(body, ({ href, yanked }) => {
      const file = fileVersion(href, name);
      if (file === 'foreign') hasForeignLinks = true;
      else hasFiles = true;
      if (typeof file === 'object') addFile(releases, file.version, yanked);
    });
  } catch (error) {
    if (error instanceof NoSimplePage) throw unexpectedContent(answer, error.message);
    throw error;
  }
  if (hasForeignLinks && !hasFiles) throw unexpectedContent(answer, 'is a page whose links lead to no package files');
  const listed = [...releases.values()].map(asListed);
  return { versions: listed, latest: await newest(listed) };
}

function addFile(releases: Map<string, Release>, version: string, yanked: string | null): void {
  const key = rules.normalise(version) ?? version;
  const isPrerelease = rules.isPrerelease(version);
  const release = releases.get(key) ?? { version, isPrerelease, isYanked: true, reason: '' };
  releases.set(key, release);
  if (yanked === null) release.isYanked = false;
  else release.reason ||= yanked;
}

function asListed({ version, isPrerelease, isYanked, reason }: Release): ListedVersion {
  return {
    version,
    isPrerelease,
    publishedAt: null,
    withdrawn: isYanked ? withdrawalReason(reason, 'Yanked by its maintainer, who gave no reason.') : null,
  };
}

/** The newest release as pip would take it, or the newest pre-release where there is no release. */
async function newest(listed: readonly ListedVersion[]): Promise<string | null> {
  let found: ListedVersion | null = null;
  for (const [place, candidate] of listed.entries()) {
    if (place % VERSIONS_AT_ONCE === VERSIONS_AT_ONCE - 1) await nextTurn();
    if (candidate.withdrawn === null && (found === null || isNewer(candidate, found))) found = candidate;
  }
  return found?.version ?? null;
}

function isNewer(one: ListedVersion, other: ListedVersion): boolean {
  if (one.isPrerelease !== other.isPrerelease) return other.isPrerelease;
  return rules.compare(one.version, other.version) > 0;
}
