import { mapInSlices } from '../../lib/in-slices.ts';
import { newestUsable } from '../newest.ts';
import type { ListedVersion, PackageListing, Registry, RegistryClient } from '../package-type.ts';
import { bodyOf, scanFailure, unexpectedContent, withdrawalReason } from '../registry-answer.ts';
import { MAXIMUM_VERSIONS, TooManyVersions } from '../too-many-versions.ts';
import { fileVersion } from './file-version.ts';
import { NoSimplePage, readSimplePage } from './simple-page.ts';
import { versions as rules } from './versions.ts';

/** CodeArtifact answers 406 to anybody who asks for JSON alone; the page carries no time of publication. */
export const registry: Registry = {
  // SKELETON
  readRelease: () => Promise.resolve(null),
  readPackage,

  async readNewest(client, name) {
    const { latest } = await readPackage(client, name);
    return latest;
  },
};

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
    throw scanFailure(answer, error);
  }
  if (hasForeignLinks && !hasFiles) throw unexpectedContent(answer, 'is a page whose links lead to no package files');
  const listed = await mapInSlices(releases.values(), asListed);
  return { versions: listed, latest: await newestUsable(listed, rules) };
}

function addFile(releases: Map<string, Release>, version: string, yanked: string | null): void {
  const key = rules.normalise(version) ?? version;
  const isPrerelease = rules.isPrerelease(version);
  const release = releases.get(key) ?? { version, isPrerelease, isYanked: true, reason: '' };
  releases.set(key, release);
  if (releases.size > MAXIMUM_VERSIONS) throw new TooManyVersions(`lists more than ${MAXIMUM_VERSIONS} versions`);
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
