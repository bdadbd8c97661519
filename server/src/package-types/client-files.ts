/** What the client configurations of several package types have in common. */

import type { ClientRepository } from './package-type.ts';

/** A repository with the name that it has in configuration files. */
export interface NamedRepository extends ClientRepository {
  /** Lower-case letters, digits and hyphens, begins with a letter; distinct also where hyphens are written as underscores. */
  name: string;
}

export interface OrderedRepositories {
  /** The first without routes; the first of all where every one has some. */
  main: NamedRepository;
  /** Those asked before the default one: with routes first, in the order given. */
  others: NamedRepository[];
}

/** The default repository and the others, each with a name for configuration files; null where there is none. */
export function orderRepositories(repositories: readonly ClientRepository[]): OrderedRepositories | null {
  const named = withNames(repositories);
  const main = named.find(({ routes }) => routes.length === 0) ?? named[0];
  if (!main) return null;
  const others = named.filter((repository) => repository !== main);
  return {
    main,
    others: [
      ...others.filter(({ routes }) => routes.length > 0),
      ...others.filter(({ routes }) => routes.length === 0),
    ],
  };
}

/**
 * One line for each host; login and password are both needed (https://github.com/golang/go/issues/40215). Repositories of one
 * domain share a host and a token. The format knows no quoting that all its readers share, so white space cannot be written.
 */
export function netrcLines(repositories: readonly ClientRepository[]): string {
  const lines = new Map<string, string>();
  for (const { url, userName, secret } of repositories) {
    const { hostname } = new URL(url);
    if (/[\s"#]/.test(userName + secret))
      throw new Error('A credential with white space or quotes fits no .netrc file');
    if (!lines.has(hostname)) lines.set(hostname, `machine ${hostname} login ${userName} password ${secret}\n`);
  }
  return [...lines.values()].join('');
}

/** The text on one line, so that it can stand in a comment. */
export function asComment(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ');
}

/** Names of domains and repositories: https://docs.aws.amazon.com/codeartifact/latest/APIReference/API_RepositorySummary.html */
const LABEL = /^[A-Za-z0-9][A-Za-z0-9._-]*\/[A-Za-z0-9][A-Za-z0-9._-]*$/;

function withNames(repositories: readonly ClientRepository[]): NamedRepository[] {
  const taken = new Set<string>();
  return repositories.map((repository) => {
    const label = LABEL.test(repository.label) ? repository.label.toLowerCase() : 'repository';
    const words = label.replace(/[^a-z0-9]+/g, '-').replace(/-$/, '');
    const wanted = /^[a-z]/.test(words) ? words : `repository-${words}`;
    let name = wanted;
    for (let next = 2; taken.has(name); next += 1) name = `${wanted}-${next}`;
    taken.add(name);
    return { ...repository, name };
  });
}
