import { mapInSlices } from '../../lib/in-slices.ts';
import { newestUsable } from '../newest.ts';
import type { Release, ReleaseArchive } from '../manifest.ts';
import type { ListedVersion, PackageListing, Registry, RegistryClient } from '../package-type.ts';
import { archiveAt } from '../release-archive.ts';
import { bodyOf, scanFailure, unexpectedContent, withdrawalReason } from '../registry-answer.ts';
import { MAXIMUM_VERSIONS, TooManyVersions } from '../too-many-versions.ts';
import { fileVersion } from './file-version.ts';
import { NoSimplePage, readSimplePage, type PageLink } from './simple-page.ts';
import { versions as rules } from './versions.ts';

/** Wheels of one version for every platform are some hundred. */
const MAXIMUM_FILES = 10_000;

/** CodeArtifact answers 406 to anybody who asks for JSON alone; the page carries no time of publication. */
export const registry: Registry = {
  readPackage,

  async readNewest(client, name) {
    const { latest } = await readPackage(client, name);
    return latest;
  },

  readRelease,
};

interface FoundRelease {
  version: string;
  isPrerelease: boolean;
  /** A version is withdrawn only where all its files are: https://peps.python.org/pep-0592/ */
  isYanked: boolean;
  reason: string;
}

async function readPackage(client: RegistryClient, name: string): Promise<PackageListing> {
  const releases = new Map<string, FoundRelease>();
  await readFiles(client, name, (version, { yanked }) => addFile(releases, version, yanked));
  const listed = await mapInSlices(releases.values(), asListed);
  return { versions: listed, latest: await newestUsable(listed, rules) };
}

/** A page tells a version's files with their hashes, and not what they need: for that, a file would have to be fetched. */
async function readRelease(client: RegistryClient, name: string, version: string): Promise<Release | null> {
  const archives: ReleaseArchive[] = [];
  let requiresPython: string | null = null;
  await readFiles(client, name, (found, link, pageUrl) => {
    if (rules.compare(found, version) !== 0) return;
    if (archives.length === MAXIMUM_FILES)
      throw new TooManyVersions(`lists more than ${MAXIMUM_FILES} files of ${version}`);
    const archive = archiveAt(link.href, hashesIn(link.href), pageUrl);
    if (archive !== null) archives.push(archive);
    requiresPython ??= link.requiresPython;
  });
  if (archives.length === 0) return null;
  const manifest = requiresPython === null ? {} : { 'requires-python': requiresPython };
  return { version, requirements: null, archives, manifest };
}

/** `#sha256=...`, told as `sha256:...`: https://peps.python.org/pep-0503/. Weaker hashes prove nothing, and pip refuses them. */
function hashesIn(href: string): string[] {
  const [, algorithm, digest] = /#(?:.*&)?(sha256|sha384|sha512)=([0-9a-fA-F]{64,128})(?:&|$)/.exec(href) ?? [];
  return algorithm === undefined || digest === undefined ? [] : [`${algorithm}:${digest.toLowerCase()}`];
}

/** Reads the project's page, and hands over each file that belongs to a version. */
async function readFiles(
  client: RegistryClient,
  name: string,
  onFile: (version: string, link: PageLink, pageUrl: string) => void,
): Promise<void> {
  const base = client.url.endsWith('/') ? client.url : `${client.url}/`;
  const pageUrl = `${base}${name}/`;
  const answer = await client.get(pageUrl, { accept: 'text/html' });
  let hasFiles = false;
  let hasForeignLinks = false;
  const body = bodyOf(answer, name);
  try {
    await readSimplePage(body, (link) => {
      const file = fileVersion(link.href, name);
      if (file === 'foreign') hasForeignLinks = true;
      else hasFiles = true;
      if (typeof file === 'object') onFile(file.version, link, pageUrl);
    });
  } catch (error) {
    if (error instanceof NoSimplePage) throw unexpectedContent(answer, error.message);
    throw scanFailure(answer, error);
  }
  if (hasForeignLinks && !hasFiles) throw unexpectedContent(answer, 'is a page whose links lead to no package files');
}

function addFile(releases: Map<string, FoundRelease>, version: string, yanked: string | null): void {
  const key = rules.normalise(version) ?? version;
  const isPrerelease = rules.isPrerelease(version);
  const release = releases.get(key) ?? { version, isPrerelease, isYanked: true, reason: '' };
  releases.set(key, release);
  if (releases.size > MAXIMUM_VERSIONS) throw new TooManyVersions(`lists more than ${MAXIMUM_VERSIONS} versions`);
  if (yanked === null) release.isYanked = false;
  else release.reason ||= yanked;
}

function asListed({ version, isPrerelease, isYanked, reason }: FoundRelease): ListedVersion {
  return {
    version,
    isPrerelease,
    publishedAt: null,
    withdrawn: isYanked ? withdrawalReason(reason, 'Yanked by its maintainer, who gave no reason.') : null,
  };
}
