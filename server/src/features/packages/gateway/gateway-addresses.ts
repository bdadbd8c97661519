/**
 * Where a gateway answers: `/all/...` for every name by the routes of the integration, `/<number>/...` for one repository, with
 * the path that it has at its own host. So an address of a repository becomes one of the gateway by its origin alone.
 */

import type { PackageTypePlug } from '../../../package-types/index.ts';
import type { Repository } from '../../integrations/index.ts';

export interface GatewayRepository {
  repository: Repository;
  /** `https://<host>`, without a slash behind it. */
  origin: string;
  /** With a slash in front and behind, without the tail that clients of this type add. */
  path: string;
}

/** What a path of the gateway leads to. */
export interface GatewayPlace {
  /** Null where any repository may serve it. */
  repository: GatewayRepository | null;
  /** Behind the repository's path, without a slash in front. */
  path: string;
}

export class GatewayAddresses {
  readonly repositories: readonly GatewayRepository[];
  readonly #tail: string;

  constructor(plug: PackageTypePlug, repositories: readonly Repository[]) {
    this.#tail = plug.definition.urlTail;
    this.repositories = repositories.map((repository) => ({ repository, ...placeOf(repository.url, this.#tail) }));
  }

  /** The URL that serves every name, for clients that know one repository. */
  everything(origin: string): string {
    return `${origin}/all/${this.#tail}`;
  }

  /** The URL of one repository, for clients that know several. */
  urlOf(origin: string, { repository, path }: GatewayRepository): string {
    return `${this.#originOf(origin, repository)}${path}${this.#tail}`;
  }

  /** Null for a path that leads nowhere. */
  place(path: string): GatewayPlace | null {
    const [, first = '', rest = ''] = /^\/(all|\d{1,3})\/(.*)$/s.exec(path) ?? [];
    if (first === 'all') return { repository: null, path: rest };
    const repository = this.repositories[Number(first)];
    if (first === '' || !repository || !`/${rest}`.startsWith(repository.path)) return null;
    return { repository, path: rest.slice(repository.path.length - 1) };
  }

  /**
   * A document with the repository's own addresses turned into the gateway's: absolute ones with or without the port, as JSON may
   * escape them, and those that begin with the host's root.
   */
  rewritten(body: Buffer, origin: string, place: GatewayRepository): Buffer {
    const to = this.#originOf(origin, place.repository);
    const escaped = (text: string) => text.replaceAll('/', '\\/');
    // Byte for byte: nothing but addresses of ASCII is touched.
    let text = body.toString('latin1');
    for (const from of [place.origin, `${place.origin}:443`]) {
      text = text.replaceAll(from + place.path, to + place.path);
      text = text.replaceAll(escaped(from + place.path), escaped(to + place.path));
    }
    text = text.replaceAll(/(\bhref\s*=\s*["']?)(\/[^/])/gi, `$1${new URL(to).pathname}$2`);
    return Buffer.from(text, 'latin1');
  }

  #originOf(origin: string, repository: Repository): string {
    return `${origin}/${this.repositories.findIndex((candidate) => candidate.repository === repository)}`;
  }
}

function placeOf(url: string, tail: string): { origin: string; path: string } {
  const { origin, pathname } = new URL(url);
  const path = pathname.replace(/\/*$/, '/');
  const end = tail.replace(/\/*$/, '/');
  return { origin, path: path.endsWith(`/${end}`) ? path.slice(0, -end.length) : path };
}
