import { awsRequestId } from '../../lib/answer-text.ts';
import { textOf } from '../document-members.ts';
import { RegistryFailure } from '../package-type.ts';
import type { RegistryAnswer, RegistryClient } from '../package-type.ts';
import { bodyOf, unexpectedContent } from '../registry-answer.ts';
import { listIn, readJson } from './json.ts';

/** Where a repository keeps its metadata; each address ends in a slash. */
export interface ServiceIndex {
  registrations: string | null;
  flatContainer: string | null;
}

/** The first that a repository has: 3.6.0 alone lists versions with labels of SemVer 2. */
const REGISTRATIONS = ['/3.6.0', '/Versioned', '/3.4.0', '/3.0.0-rc', '/3.0.0-beta', ''].map(
  (version) => `RegistrationsBaseUrl${version}`,
);
/** A service index has some kilobytes. */
const MAXIMUM_BYTES = 1024 * 1024;
const FLAT_CONTAINERS = ['PackageBaseAddress/3.0.0', 'PackageBaseAddress'];

/** By client or batch: neither lives long, and the index does not change meanwhile. */
const known = new WeakMap<object, Promise<ServiceIndex>>();

/** The service index, asked for once by each client, or once by all clients of a batch: https://learn.microsoft.com/nuget/api/service-index */
export function serviceIndexOf(client: RegistryClient): Promise<ServiceIndex> {
  const key = client.batch ?? client;
  const asked = known.get(key) ?? ask(client);
  known.set(key, asked);
  asked.catch(() => known.delete(key));
  return asked;
}

/**
 * An address in a document of the repository, made absolute. Rejects what is not of the repository's own origin: neither the
 * credential nor the name of a private package goes elsewhere because a document says so.
 */
export function ownAddress(
  client: RegistryClient,
  address: string,
  documentUrl: string,
  answer: RegistryAnswer,
): string {
  const url = URL.canParse(address, documentUrl) ? new URL(address, documentUrl) : null;
  if (!url || !/^https?:$/.test(url.protocol)) throw unexpectedContent(answer, 'names an address that is none');
  if (url.origin !== new URL(client.url).origin || url.username !== '' || url.password !== '') {
    const message = `The repository sends its clients on to ${url.host}, which was not followed: metadata is read from the repository's own host alone.`;
    throw new RegistryFailure('redirected', message, answer.status);
  }
  url.hash = '';
  return url.href;
}

async function ask(client: RegistryClient): Promise<ServiceIndex> {
  const answer = await client.get(client.url, { accept: 'application/json', maxBytes: MAXIMUM_BYTES });
  if (answer.status === 404 || answer.status === 410) {
    const message =
      'There is no NuGet service index at the URL of the repository. Check the domain, the repository and the path in it.';
    throw new RegistryFailure('no-repository', message, answer.status, awsRequestId(answer.headers));
  }
  const document = readJson(answer, bodyOf(answer, 'its service index'));
  const resources = listIn(document, 'resources');
  if (!resources) throw unexpectedContent(answer, 'is JSON, but no service index of NuGet');
  const address = (types: readonly string[]): string | null => {
    for (const type of types) {
      const resource = resources.find((candidate) => typesOf(candidate).includes(type));
      const id = textOf(resource, '@id');
      if (id) return ownAddress(client, id, client.url, answer).replace(/\/*$/, '/');
    }
    return null;
  };
  const index = { registrations: address(REGISTRATIONS), flatContainer: address(FLAT_CONTAINERS) };
  if (!index.registrations && !index.flatContainer) {
    throw unexpectedContent(answer, 'is a service index that names no source of package metadata');
  }
  return index;
}

/** One type, or a list of them. */
function typesOf(resource: unknown): unknown[] {
  const one = textOf(resource, '@type');
  return one === null ? (listIn(resource, '@type') ?? []) : [one];
}
