import { filterInSlices, mapInSlices } from '../../lib/in-slices.ts';
import type { ListedVersion, Registry, RegistryAnswer, RegistryClient } from '../package-type.ts';
import { newestOf } from '../newest.ts';
import { bodyOf, scanFailure, unexpectedContent, withdrawalReason } from '../registry-answer.ts';
import { manifestUrl, packumentUrl } from './addresses.ts';
import { scanPackument } from './packument-scan.ts';
import type { PackumentIndex } from './packument-scan.ts';
import { readRelease } from './release.ts';
import { versions as rules } from './versions.ts';

/** Only the full document says when a version was published. */
const FULL = 'application/json';
/** A tenth of the full one where a registry serves it; CodeArtifact may answer with the full one. */
const ABBREVIATED = 'application/vnd.npm.install-v1+json; q=1.0, application/json; q=0.8';

/** Packuments: https://github.com/npm/registry/blob/main/docs/responses/package-metadata.md */
export const registry: Registry = {
  async readPackage(client, name) {
    const { tags, versions, publishedAt } = await readPackument(await fetchPackument(client, name, FULL), name);
    // By keys: walking over entries makes a pair of each.
    const listed = await mapInSlices(versions.keys(), (version): ListedVersion => {
      const time = publishedAt.get(version) ?? Number.NaN;
      return {
        version,
        isPrerelease: rules.isPrerelease(version),
        publishedAt: Number.isNaN(time) ? null : new Date(time),
        withdrawn: versions.get(version) ?? null,
      };
    });
    const latest = taggedLatest({ tags, versions }) ?? (await newestRelease(listed));
    return { versions: listed, latest, mentioned: mentioned({ tags, versions, publishedAt }) };
  },

  async readNewest(client, name) {
    const answer = await fetchPackument(client, name, ABBREVIATED);
    const quick = await readPackument(answer, name, true);
    const tagged = taggedLatest(quick);
    const isMessageKnown = quick.onlyMessageOf === null || quick.onlyMessageOf === tagged;
    if (tagged !== null && isMessageKnown && quick.versions.get(tagged) === null) return tagged;
    const { versions } = quick.onlyMessageOf === null ? quick : await readPackument(answer, name);
    const usable = await filterInSlices(versions, ([, withdrawn]) => withdrawn === null);
    const candidates = usable.map(([version]) => ({ version, isPrerelease: rules.isPrerelease(version) }));
    return newestOf(candidates, rules);
  },

  /** https://github.com/npm/registry/blob/main/docs/REGISTRY-API.md#getpackageversion */
  async readVersion(client, name, version) {
    const answer = await client.get(manifestUrl(client.url, name, version), { accept: FULL });
    if (answer.status !== 200) return null;
    const manifest = readSmallJson(answer);
    if (manifest.version !== version) throw unexpectedContent(answer, `is no manifest of ${version}`);
    const withdrawn = manifest.deprecated
      ? withdrawalReason(manifest.deprecated, 'The maintainer deprecated it.')
      : null;
    return { version, isPrerelease: rules.isPrerelease(version), publishedAt: null, withdrawn };
  },

  readRelease,
};

const MAXIMUM_MANIFEST = 1024 * 1024;

function readSmallJson(answer: RegistryAnswer): { version?: unknown; deprecated?: unknown } {
  if (answer.body.length > MAXIMUM_MANIFEST) throw unexpectedContent(answer, 'is longer than any manifest');
  try {
    const read: unknown = JSON.parse(answer.body.toString('utf8'));
    if (typeof read === 'object' && read !== null) return read;
  } catch {
    // Said below.
  }
  throw unexpectedContent(answer, 'is no JSON document');
}

/** Registries keep times and tags of versions that are no longer listed. */
function mentioned({
  tags,
  versions,
  publishedAt,
}: Pick<Packument, 'tags' | 'versions' | 'publishedAt'>): Map<string, Date | null> {
  const found = new Map<string, Date | null>();
  for (const version of tags.values()) if (isUnlisted(version, versions)) found.set(version, null);
  for (const version of publishedAt.keys()) {
    if (!isUnlisted(version, versions)) continue;
    const time = publishedAt.get(version) ?? Number.NaN;
    found.set(version, Number.isNaN(time) ? null : new Date(time));
  }
  return found;
}

function isUnlisted(version: string, versions: Packument['versions']): boolean {
  return !versions.has(version) && rules.isValid(version);
}

type Packument = PackumentIndex & { versions: Map<string, string | null> };

function fetchPackument(client: RegistryClient, name: string, accept: string): Promise<RegistryAnswer> {
  return client.get(packumentUrl(client.url, name), { accept });
}

async function readPackument(answer: RegistryAnswer, name: string, isLatestEnough = false): Promise<Packument> {
  const body = bodyOf(answer, name);
  // What no client could install is no version, whatever key it stands under.
  const isVersion = (key: string) => rules.isValid(key);
  const index = await scanPackument(body, isVersion, isLatestEnough).catch((error: unknown) => {
    throw scanFailure(answer, error);
  });
  const { versions } = index;
  if (versions !== null) return { ...index, versions };
  if (index.isUnpublished) return { ...index, versions: new Map() };
  throw unexpectedContent(answer, 'is JSON, but lists no versions');
}

/** Tags are merged over upstreams, so that one may name a version that is not here. */
function taggedLatest({ tags, versions }: Pick<Packument, 'tags' | 'versions'>): string | null {
  const tagged = tags.get('latest');
  return tagged !== undefined && versions.has(tagged) ? tagged : null;
}

/** Where nothing is tagged, npm calls nothing but a release the latest. */
async function newestRelease(listed: readonly ListedVersion[]): Promise<string | null> {
  const releases = await filterInSlices(listed, ({ isPrerelease }) => !isPrerelease);
  return newestOf(releases, rules);
}
