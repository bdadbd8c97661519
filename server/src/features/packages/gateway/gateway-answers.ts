/** What a gateway answers: a repository's documents and archives, or why there is none. */

import type { Explained } from '../../../connectors/connector.ts';
import type { ClientRequest, PackageTypePlug, RegistryAnswer } from '../../../package-types/index.ts';
import { repositoriesFor } from '@backline/shared';
import type { Repository } from '../../integrations/index.ts';
import type { OpenRepository, RepositoryReader } from '../repository-reader.ts';
import type { GatewayAddresses, GatewayPlace, GatewayRepository } from './gateway-addresses.ts';

export interface GatewayAnswer {
  status: number;
  headers: Record<string, string>;
  body: Buffer;
  /** Why a repository gave no usable answer. */
  problem?: Explained;
}

/** Of the client's request, nothing else goes on. */
export interface GatewayRequest {
  /** Without its query. */
  path: string;
  accept: string;
  etag: string | undefined;
  /** The gateway's own, without a slash behind it. */
  origin: string;
}

export interface GatewayAnswersOptions {
  reader: Pick<RepositoryReader, 'open' | 'fetch'>;
  plug: PackageTypePlug;
  addresses: GatewayAddresses;
  open: (repository: Repository) => OpenRepository;
  urls: 'keep' | 'gateway';
  signal: AbortSignal;
}

/** Documents change at any time; what an archive's address leads to does not. */
const PASSED_ON = ['content-type', 'etag', 'last-modified', 'expires', 'cache-control'];

export class GatewayAnswers {
  constructor(private readonly options: GatewayAnswersOptions) {}

  /** Rejects for defects of our own alone. */
  async answer(request: GatewayRequest): Promise<GatewayAnswer> {
    const { addresses, plug, urls } = this.options;
    const place = addresses.place(request.path);
    const asked = place && plug.requests.read(place.path);
    if (!place || !asked) return refusal(404, 'A registry of this type serves nothing at this address.');
    if (asked.kind === 'archive' && urls === 'keep') {
      return refusal(403, 'Metadata alone is served here; fetching a package would import it into the repository.');
    }
    for (const repository of this.#candidates(place, asked)) {
      const answer = await this.#ask(repository, place, asked, request);
      if (answer !== null) return answer;
    }
    const name = asked.name === null ? 'this' : asked.name;
    return refusal(404, `The repositories of the integration and their upstreams do not have ${name}.`);
  }

  /** By name, those that serve it; what has no name is answered by the first. */
  #candidates({ repository }: GatewayPlace, { name }: ClientRequest): GatewayRepository[] {
    if (repository) return [repository];
    const all = this.options.addresses.repositories;
    if (name === null) return all.slice(0, 1);
    const { id } = this.options.plug.definition;
    const serving = repositoriesFor(
      all.map((candidate) => candidate.repository),
      id,
      name,
    ).repositories;
    return all.filter((candidate) => serving.includes(candidate.repository));
  }

  /** Null where the repository does not have it. */
  async #ask(
    place: GatewayRepository,
    { path }: GatewayPlace,
    asked: ClientRequest,
    { accept, etag, origin }: GatewayRequest,
  ): Promise<GatewayAnswer | null> {
    const { reader, addresses, urls, open, signal } = this.options;
    const isRewritten = urls === 'gateway' && asked.hasAddresses;
    const take = ({ status, headers, body }: RegistryAnswer): GatewayAnswer => ({
      status,
      headers: passedOn(headers),
      // A copy: the memory of the answer itself is given back.
      body: isRewritten ? addresses.rewritten(body, origin, place) : Buffer.from(body),
    });
    const url = `${place.origin}${place.path}${path}`;
    const answer = await reader.fetch(open(place.repository), url, { accept, etag }, take, signal);
    if (answer.status === 'found') return answer.found;
    return answer.status === 'absent' ? null : broken(answer.problem);
  }
}

/** An answer of the gateway's own; the words stand in both members, since clients differ in which they print. */
export function refusal(status: number, message: string, headers: Record<string, string> = {}): GatewayAnswer {
  const body = Buffer.from(JSON.stringify({ error: message, message }));
  return { status, headers: { 'content-type': 'application/json', ...headers }, body };
}

/** The repository's own status where it is a refusal, so that the client says what it would have said to it. */
function broken(problem: Explained): GatewayAnswer {
  const { httpStatus } = problem.evidence;
  const status = httpStatus !== null && httpStatus >= 400 && httpStatus <= 599 ? httpStatus : 502;
  return { ...refusal(status, problem.diagnosis.summary), problem };
}

function passedOn(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    PASSED_ON.flatMap((name): [string, string][] => (headers[name] === undefined ? [] : [[name, headers[name]]])),
  );
}
