/**
 * What repositories said a moment ago. Nothing in it is given out unless the repository, asked anew with the credential of now,
 * says that nothing changed: it saves the transfer and the reading, never the question.
 */

import { BoundedCache } from '../../lib/bounded-cache.ts';
import type { PackageListing, PackageTypePlug, RegistryClient, RegistryRequest } from '../../package-types/index.ts';

const KEPT_MS = 15 * 60_000;
const LISTING_BYTES = 48 * 1_024 * 1_024;
const DOCUMENT_BYTES = 8 * 1_024 * 1_024;
/** Of one version in a listing, roughly. */
const VERSION_BYTES = 160;
/** Larger ones are worth keeping only as what was read from them. */
const SMALL_DOCUMENT = 256 * 1_024;

interface KeptListing {
  /** The one document that the listing was read from. */
  document: string;
  etag: string;
  listing: PackageListing;
}

interface KeptDocument {
  etag: string;
  headers: Readonly<Record<string, string>>;
  body: Buffer;
}

const UNCHANGED = Symbol('unchanged');

export class ListingCache {
  readonly #listings = new BoundedCache<KeptListing>({ weight: LISTING_BYTES, ageMs: KEPT_MS });
  readonly #documents = new BoundedCache<KeptDocument>({ weight: DOCUMENT_BYTES, ageMs: KEPT_MS });

  /** Like the plug's `readPackage`. `scope` names everything that makes two repositories different, the organization first. */
  async read(plug: PackageTypePlug, client: RegistryClient, scope: string, name: string): Promise<PackageListing> {
    const key = `${scope} ${name}`;
    const kept = this.#listings.get(key);
    const seen: { document: string; etag: string | undefined }[] = [];
    let stopHere: (reason: typeof UNCHANGED) => void = () => undefined;
    const unchanged = new Promise<typeof UNCHANGED>((resolve) => {
      stopHere = resolve;
    });
    const conditional: RegistryClient = {
      url: client.url,
      get: async (url, request) => {
        const document = `${request.accept} ${url}`;
        if (request.etag !== undefined) return client.get(url, request);
        if (kept?.document === document && seen.length === 0) {
          const answer = await client.get(url, { ...request, etag: kept.etag });
          if (answer.status === 304) {
            stopHere(UNCHANGED);
            // The plug waits for a body that nobody needs; what it holds goes when nothing refers to it any more.
            return new Promise<never>(() => undefined);
          }
          seen.push({ document, etag: answer.status === 200 ? answer.headers.etag : undefined });
          return answer;
        }
        const answer = await this.#document(client, url, request, `${scope} ${document}`);
        seen.push({ document, etag: answer.status === 200 ? answer.headers.etag : undefined });
        return answer;
      },
    };
    const listing = await Promise.race([plug.registry.readPackage(conditional, name), unchanged]);
    if (listing === UNCHANGED) return kept?.listing ?? { versions: [], latest: null };
    const [only] = seen;
    if (seen.length === 1 && only?.etag) {
      this.#listings.set(key, { document: only.document, etag: only.etag, listing }, weightOf(listing));
    } else {
      this.#listings.delete(key);
    }
    return listing;
  }

  async #document(client: RegistryClient, url: string, request: RegistryRequest, key: string) {
    const kept = this.#documents.get(key);
    const answer = await client.get(url, { ...request, ...(kept && { etag: kept.etag }) });
    const { headers, body } = answer;
    if (answer.status === 304 && kept) return { status: 200 as const, headers: kept.headers, body: kept.body };
    if (answer.status === 200 && headers.etag && body.length <= SMALL_DOCUMENT) {
      this.#documents.set(key, { etag: headers.etag, headers, body }, body.length);
    }
    return answer;
  }
}

/** Reasons are as long as somebody else made them. */
function weightOf({ versions }: PackageListing): number {
  return versions.reduce((sum, { withdrawn }) => sum + VERSION_BYTES + 2 * (withdrawn?.length ?? 0), 0);
}
