/** What a build is given so that its package managers find their way into repositories. */

/** One repository that a build shall use, with the way into it. */
export interface ClientRepository {
  url: string;
  /** `<domain>/<repository>`, for comments and source names. */
  label: string;
  userName: string;
  secret: string;
  /** npm scopes (`@acme`) or name prefixes that this repository alone serves; empty for the default one. */
  routes: string[];
}

export interface ClientConfiguration {
  /** Ready files and environment for every client of this world. The first repository without routes is the default. */
  write(repositories: readonly ClientRepository[]): ClientSetup;
}

export interface ClientSetup {
  files: ClientFile[];
  environment: { name: string; value: string }[];
}

export interface ClientFile {
  /** Where it goes, e.g. `.npmrc` or `~/.netrc`; distinct within a set-up. */
  path: string;
  content: string;
  /** The clients that read it, e.g. `npm, pnpm`. */
  client: string;
  /** One sentence: what it does, and what to mind. */
  purpose: string;
}
