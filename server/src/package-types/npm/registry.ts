import type { ListedVersion, Registry, RegistryAnswer, RegistryClient } from '../package-type.ts';
import { bodyOf, unexpectedContent } from '../registry-answer.ts';
import { UnreadableJson } from '../json-bytes.ts';
import { scanPackument } from './packument-scan.ts';
import type { PackumentIndex } from './packument-scan.ts';
import { versions as rules } from './versions.ts';

/** Only the full document says when a version was published. */
const FULL = 'application/json';
/** A tenth of the full one where a registry serves it; CodeArtifact may answer with the full one. */
const ABBREVIATED = 'application/vnd.npm.install-v1+json; q=1.0, application/json; q=0.8';

/** Packuments: https://github.com/npm/registry/blob/main/docs/responses/package-metadata.md */
export const registry: Registry = {
  async readPackage(client, name) {
    const { tags, versions, publishedAt } = await readPackument(await fetchPackument(client, name, FULL), name);
    const listed: ListedVersion[] = [];
    // Not for ... of, which makes a pair of every entry.
    versions.forEach((withdrawn, version) => {
      const time = publishedAt.get(version) ?? Number.NaN;
      const isPrerelease = rules.isPrerelease(version);
      listed.push({ version, isPrerelease, publishedAt: Number.isNaN(time) ? null : new Date(time), withdrawn });
    });
    return { versions: listed, latest: taggedLatest({ tags, versions }) ?? newest(versions.keys(), isRelease) };
  },

  async readNewest(client, name) {
    const answer = await fetchPackument(client, name, ABBREVIATED);
    const quick = await readPackument(answer, name, true);
    const tagged = taggedLatest(quick);
    const isMessageKnown = quick.onlyMessageOf === null || quick.onlyMessageOf === tagged;
    if (tagged !== null && isMessageKnown && quick.versions.get(tagged) === null) return tagged;
    const { versions } = quick.onlyMessageOf === null ? quick : await readPackument(answer, name);
    const usable = [...versions].filter(([, withdrawn]) => withdrawn === null).map(([version]) => version);
    return newest(usable, isRelease) ?? newest(usable, () => true);
  },
};

type Packument = PackumentIndex & { versions: Map<string, string | null> };

function fetchPackument(client: RegistryClient, name: string, accept: string): Promise<RegistryAnswer> {
  return client.get(packumentUrl(client.url, name), { accept });
}

async function readPackument(answer: RegistryAnswer, name: string, isLatestEnough = false): Promise<Packument> {
  const index = await scanPackument(bodyOf(answer, name), isLatestEnough).catch((error: unknown) => {
    if (error instanceof UnreadableJson) throw unexpectedContent(answer, `is no whole JSON document: ${error.message}`);
    throw error;
  });
  if (index.versions === null && !index.isUnpublished)
    throw unexpectedContent(answer, 'is JSON, but lists no versions');
  const versions = index.versions ?? new Map<string, string | null>();
  // What no client could install is no version, whatever key it stands under.
  for (const version of versions.keys()) if (!rules.isValid(version)) versions.delete(version);
  return { ...index, versions };
}

/** The slash of a scoped name is escaped, the @ is not: https://docs.aws.amazon.com/codeartifact/latest/ug/npm-auth.html */
function packumentUrl(repositoryUrl: string, name: string): string {
  const base = repositoryUrl.endsWith('/') ? repositoryUrl : `${repositoryUrl}/`;
  return base + name.replace('/', '%2f');
}

/** Tags are merged over upstreams, so that one may name a version that is not here. */
function taggedLatest({ tags, versions }: Pick<Packument, 'tags' | 'versions'>): string | null {
  const tagged = tags.get('latest');
  return tagged !== undefined && versions.has(tagged) ? tagged : null;
}

function isRelease(version: string): boolean {
  return !rules.isPrerelease(version);
}

function newest(versions: Iterable<string>, isWanted: (version: string) => boolean): string | null {
  let found: string | null = null;
  for (const version of versions) {
    if (isWanted(version) && (found === null || rules.compare(version, found) > 0)) found = version;
  }
  return found;
}
