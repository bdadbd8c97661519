/**
 * What repositories said a moment ago. Nothing in it is given out unless the repository, asked anew with the credential of now,
 * says that nothing changed: it saves the transfer and the reading, never the question.
 */

import { BoundedCache } from '../../lib/bounded-cache.ts';
import type {
  PackageListing,
  PackageTypePlug,
  RegistryAnswer,
  RegistryClient,
  RegistryRequest,
  Release,
} from '../../package-types/index.ts';
import { bytesOf, compact, type CompactListing, KeptListing } from './compact-listing.ts';

const KEPT_MS = 15 * 60_000;
const READ_BYTES = 48 * 1_024 * 1_024;
const DOCUMENT_BYTES = 8 * 1_024 * 1_024;
/** Of one entry without its contents, roughly: keys, etag, headers. */
const ENTRY_BYTES = 1_000;
/** Larger ones are worth keeping only as what was read from them. */
const SMALL_DOCUMENT = 256 * 1_024;

/** What was read from one document alone. */
interface Kept<T> {
  /** Accepted type and address. */
  document: string;
  etag: string;
  read: T;
}

interface KeptDocument {
  etag: string;
  headers: Readonly<Record<string, string>>;
  body: Buffer;
}

interface SeenDocument {
  document: string;
  answer: RegistryAnswer;
}

const UNCHANGED = Symbol('unchanged');

export class ListingCache {
  readonly #listings = new BoundedCache<Kept<CompactListing>>({ weight: READ_BYTES, ageMs: KEPT_MS });
  readonly #newest = new BoundedCache<Kept<string | null>>({ weight: READ_BYTES / 8, ageMs: KEPT_MS });
  readonly #releases = new BoundedCache<Kept<Release | null>>({ weight: READ_BYTES / 4, ageMs: KEPT_MS });
  readonly #documents = new BoundedCache<KeptDocument>({ weight: DOCUMENT_BYTES, ageMs: KEPT_MS });

  /**
   * Like the plug's `readPackage`. `scope` names everything that makes two repositories different, the organization first. The
   * bodies of the answers are not needed any more when it resolves.
   */
  async readPackage(
    plug: PackageTypePlug,
    client: RegistryClient,
    scope: string,
    name: string,
  ): Promise<PackageListing> {
    const key = `${scope} ${name}`;
    const reading = new ConditionalReading(client, this.#listings.get(key), this.#documents, scope);
    const listing = await reading.run((conditional) => plug.registry.readPackage(conditional, name));
    if (listing === UNCHANGED) return new KeptListing(reading.keptRead);
    const source = reading.onlySource;
    const read = source && (await compact(listing));
    if (read) this.#listings.set(key, { ...source, read }, ENTRY_BYTES + bytesOf(read));
    else this.#listings.delete(key);
    return listing;
  }

  /** Like the plug's `readNewest`, as above. */
  async readNewest(plug: PackageTypePlug, client: RegistryClient, scope: string, name: string): Promise<string | null> {
    const key = `${scope} ${name}`;
    const reading = new ConditionalReading(client, this.#newest.get(key), this.#documents, scope);
    const read = await reading.run((conditional) => plug.registry.readNewest(conditional, name));
    if (read === UNCHANGED) return reading.keptRead;
    const source = reading.onlySource;
    if (source) this.#newest.set(key, { ...source, read }, ENTRY_BYTES);
    else this.#newest.delete(key);
    return read;
  }

  /** Like the plug's `readRelease`, as above. */
  async readRelease(
    plug: PackageTypePlug,
    client: RegistryClient,
    scope: string,
    name: string,
    version: string,
  ): Promise<Release | null> {
    const key = `${scope} ${name} ${version}`;
    const reading = new ConditionalReading(client, this.#releases.get(key), this.#documents, scope);
    const read = await reading.run((conditional) => plug.registry.readRelease(conditional, name, version));
    if (read === UNCHANGED) return reading.keptRead;
    const source = reading.onlySource;
    if (source) this.#releases.set(key, { ...source, read }, ENTRY_BYTES + JSON.stringify(read).length);
    else this.#releases.delete(key);
    return read;
  }
}

/** One reading, whose requests ask for changes only where something is kept. */
class ConditionalReading<T> {
  readonly #client: RegistryClient;
  readonly #kept: Kept<T> | undefined;
  readonly #documents: BoundedCache<KeptDocument>;
  readonly #scope: string;
  readonly #seen: SeenDocument[] = [];
  readonly #unchanged = Promise.withResolvers<typeof UNCHANGED>();

  constructor(client: RegistryClient, kept: Kept<T> | undefined, documents: BoundedCache<KeptDocument>, scope: string) {
    this.#client = client;
    this.#kept = kept;
    this.#documents = documents;
    this.#scope = scope;
  }

  /** What `read` makes of the repository's answers, or that what is kept is still right. */
  async run<R>(read: (client: RegistryClient) => Promise<R>): Promise<R | typeof UNCHANGED> {
    const { url, batch } = this.#client;
    const conditional: RegistryClient = { url, batch, get: (address, request) => this.#get(address, request) };
    const result = await Promise.race([read(conditional), this.#unchanged.promise]);
    if (result !== UNCHANGED && this.#seen.length > 1) this.#keepDocuments();
    return result;
  }

  get keptRead(): T {
    if (!this.#kept) throw new Error('Nothing is unchanged where nothing is kept.');
    return this.#kept.read;
  }

  /** The one document that everything was read from, where it has an etag. */
  get onlySource(): { document: string; etag: string } | null {
    const [only] = this.#seen;
    const etag = only?.answer.status === 200 ? only.answer.headers.etag : undefined;
    return only && etag && this.#seen.length === 1 ? { document: only.document, etag } : null;
  }

  async #get(url: string, request: RegistryRequest): Promise<RegistryAnswer> {
    if (request.etag !== undefined) return this.#client.get(url, request);
    if (request.isImmutable) return this.#getImmutable(url, request);
    const document = `${request.accept} ${url}`;
    if (this.#kept?.document === document && this.#seen.length === 0) {
      const answer = await this.#client.get(url, { ...request, etag: this.#kept.etag });
      if (answer.status === 304) {
        this.#unchanged.resolve(UNCHANGED);
        // The plug waits for a body that nobody needs; what it holds goes when nothing refers to it any more.
        return new Promise<never>(() => undefined);
      }
      this.#seen.push({ document, answer });
      return answer;
    }
    const kept = this.#documents.get(`${this.#scope} ${document}`);
    const answer = await this.#client.get(url, kept ? { ...request, etag: kept.etag } : request);
    const isKept = answer.status === 304 && kept;
    const read = isKept ? { status: 200 as const, headers: kept.headers, body: kept.body } : answer;
    this.#seen.push({ document, answer: read });
    return read;
  }

  /** It says nothing that the documents which led to it do not decide, so it is no source of its own, as long as it is there. */
  async #getImmutable(url: string, request: RegistryRequest): Promise<RegistryAnswer> {
    const answer = await this.#client.get(url, request);
    if (answer.status !== 200) this.#seen.push({ document: `${request.accept} ${url}`, answer });
    return answer;
  }

  /** One document alone is worth nothing once it was read; of several, some may have changed when the package is read again. */
  #keepDocuments(): void {
    for (const { document, answer } of this.#seen) {
      const { status, headers, body } = answer;
      const key = `${this.#scope} ${document}`;
      if (status !== 200 || !headers.etag || body.length > SMALL_DOCUMENT) continue;
      if (this.#documents.get(key)?.body === body) continue;
      // A copy: the memory of the answer itself is given back.
      this.#documents.set(key, { etag: headers.etag, headers, body: Buffer.from(body) }, ENTRY_BYTES + body.length);
    }
  }
}
