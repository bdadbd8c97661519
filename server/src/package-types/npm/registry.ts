import { filterInSlices, mapInSlices } from '../../lib/in-slices.ts';
import type { ListedVersion, Registry, RegistryClient } from '../package-type.ts';
import { newestOf } from '../newest.ts';
import { bodyOf, scanFailure, unexpectedContent } from '../registry-answer.ts';
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
    const { tags, versions, publishedAt } = await fetchPackument(client, name, FULL);
    const listed = await mapInSlices(versions, ([version, withdrawn]): ListedVersion => {
      const time = publishedAt.get(version);
      const isTimeKnown = time !== undefined && !Number.isNaN(time);
      return {
        version,
        isPrerelease: rules.isPrerelease(version),
        publishedAt: isTimeKnown ? new Date(time) : null,
        withdrawn,
      };
    });
    const latest = taggedLatest({ tags, versions }) ?? (await newestRelease(listed));
    return { versions: listed, latest };
  },

  async readNewest(client, name) {
    const { tags, versions } = await fetchPackument(client, name, ABBREVIATED);
    const tagged = taggedLatest({ tags, versions });
    if (tagged !== null && versions.get(tagged) === null) return tagged;
    const usable = await filterInSlices(versions, ([, withdrawn]) => withdrawn === null);
    const candidates = usable.map(([version]) => ({ version, isPrerelease: rules.isPrerelease(version) }));
    return (await newestOf(candidates, rules))?.version ?? null;
  },
};

type Packument = PackumentIndex & { versions: Map<string, string | null> };

async function fetchPackument(client: RegistryClient, name: string, accept: string): Promise<Packument> {
  const answer = await client.get(packumentUrl(client.url, name), { accept });
  const body = bodyOf(answer, name);
  // What no client could install is no version, whatever key it stands under.
  const index = await scanPackument(body, (key) => rules.isValid(key)).catch((error: unknown) => {
    throw scanFailure(answer, error);
  });
  const { versions } = index;
  if (versions !== null) return { ...index, versions };
  if (index.isUnpublished) return { ...index, versions: new Map() };
  throw unexpectedContent(answer, 'is JSON, but lists no versions');
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

/** Where nothing is tagged, npm calls nothing but a release the latest. */
async function newestRelease(listed: readonly ListedVersion[]): Promise<string | null> {
  const releases = await filterInSlices(listed, ({ isPrerelease }) => !isPrerelease);
  return (await newestOf(releases, rules))?.version ?? null;
}
