/** Registries on this machine that answer for an integration, for libraries and clients which ask a registry by themselves. */

import type { Explained } from '../../../connectors/connector.ts';
import type { PackageTypePlug } from '../../../package-types/index.ts';
import type { Repository, SavedConnection } from '../../integrations/index.ts';
import type { OpenRepository, RepositoryReader } from '../repository-reader.ts';
import { GatewayAddresses } from './gateway-addresses.ts';
import { GatewayAnswers } from './gateway-answers.ts';
import { GatewayServer } from './gateway-server.ts';

const LIFETIME_MS = 15 * 60_000;
const MOST_REQUESTS = 50_000;
const MOST_BYTES = 4 * 1_024 ** 3;

export interface GatewayOptions {
  /**
   * `keep` hands on documents as they are, so that the addresses in them are those of the repositories, and serves no package.
   * `gateway` turns addresses into its own and serves packages too, which imports them into the customer's repositories.
   */
  urls?: 'keep' | 'gateway';
  signal?: AbortSignal;
  /** After which it closes, whatever becomes of its job. */
  lifetimeMs?: number;
  maxRequests?: number;
  maxBytes?: number;
  /** A socket of the file system at which it answers as well. */
  socketPath?: string;
}

export interface RegistryGateway {
  /** In place of a repository's URL: serves every name, from the first that has it of those repositories which serve it. */
  url: string;
  /** Sent as Bearer, or as the password of Basic with any user name. */
  token: string;
  /** One URL for each repository of the integration, for clients that know several. */
  repositories: { repository: Repository; url: string }[];
  /** The same URLs with the token in the path, for clients that send no credential over plain HTTP. */
  open: { url: string; repositories: string[] };
  /** Requests so far, refused ones included. */
  readonly requestCount: number;
  /** Why repositories gave no usable answers, at most twenty. */
  readonly problems: readonly Explained[];
  close(): Promise<void>;
}

export class RegistryGateways {
  constructor(private readonly reader: Pick<RepositoryReader, 'open' | 'fetch'>) {}

  /** Opens one for one job, which closes it. The integration's own credential stays in this process. */
  async open(
    organizationId: string,
    connection: SavedConnection,
    plug: PackageTypePlug,
    options: GatewayOptions = {},
  ): Promise<RegistryGateway> {
    const { urls = 'keep', maxRequests = MOST_REQUESTS, maxBytes = MOST_BYTES } = options;
    options.signal?.throwIfAborted();
    const stop = new AbortController();
    const ofType = connection.repositories.filter(({ packageType }) => packageType === plug.definition.id);
    const addresses = new GatewayAddresses(plug, ofType);
    const opened = new Map<Repository, OpenRepository>();
    const open = (repository: Repository) => {
      const known = opened.get(repository) ?? this.reader.open(organizationId, connection, repository, plug);
      opened.set(repository, known);
      return known;
    };
    const answers = new GatewayAnswers({ reader: this.reader, plug, addresses, open, urls, signal: stop.signal });
    const server = new GatewayServer((request) => answers.answer(request), { maxRequests, maxBytes }, stop.signal);
    await server.listen(options.socketPath);
    const close = async () => {
      clearTimeout(timer);
      options.signal?.removeEventListener('abort', onAbort);
      stop.abort();
      await server.close();
    };
    const onAbort = () => void close();
    const timer = setTimeout(onAbort, options.lifetimeMs ?? LIFETIME_MS).unref();
    options.signal?.addEventListener('abort', onAbort, { once: true });
    if (options.signal?.aborted) {
      await close();
      options.signal.throwIfAborted();
    }
    const urlsAt = (origin: string) => addresses.repositories.map((place) => addresses.urlOf(origin, place));
    const openOrigin = `${server.origin}/token/${server.token}`;
    return {
      url: addresses.everything(server.origin),
      token: server.token,
      repositories: urlsAt(server.origin).map((url, index) => ({ url, repository: ofType[index] as Repository })),
      open: { url: addresses.everything(openOrigin), repositories: urlsAt(openOrigin) },
      get requestCount() {
        return server.requestCount;
      },
      problems: server.problems,
      close,
    };
  }
}
