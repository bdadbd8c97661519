import { asComment, netrcLines, orderRepositories } from '../client-files.ts';
import type { NamedRepository, OrderedRepositories } from '../client-files.ts';
import type { ClientConfiguration, ClientFile, ClientSetup } from '../package-type.ts';

/**
 * The go command: addresses in GOPROXY, the credential in .netrc, which it reads for https alone and which keeps the token out of
 * addresses, logs and `go env`: https://go.dev/ref/mod#private-module-proxy-auth
 */
export const client: ClientConfiguration = {
  write(repositories) {
    const ordered = orderRepositories(repositories);
    if (!ordered) return { files: [], environment: [] };
    const prefixes = privatePrefixes(ordered);
    const environment = variables(ordered, prefixes);
    return { files: [goEnv(ordered, environment, prefixes), netrc(ordered)], environment };
  },
};

type Variable = ClientSetup['environment'][number];

/**
 * The public checksum database must not be asked for private modules: it does not know them, which ends the build, and it would
 * be told their names. Where no route says which ones are private, it is asked for none.
 */
function variables(ordered: OrderedRepositories, prefixes: readonly string[]): Variable[] {
  return [
    { name: 'GOPROXY', value: proxies(ordered) },
    { name: 'GONOPROXY', value: 'none' },
    { name: 'GONOSUMDB', value: prefixes.length > 0 ? prefixes.join(',') : '*' },
  ];
}

function privatePrefixes(ordered: OrderedRepositories): string[] {
  return [...new Set(allOf(ordered).flatMap(({ routes }) => routes.map(asPattern)))].filter(isPattern);
}

/** The public proxy is never among them, so that no private path is asked for there; `off` keeps it out where none can be used. */
function proxies(ordered: OrderedRepositories): string {
  const usable = allOf(ordered).filter(({ url }) => new URL(url).protocol === 'https:');
  return usable.length === 0 ? 'off' : usable.map(proxyUrl).join(',');
}

function goEnv(
  ordered: OrderedRepositories,
  environment: readonly Variable[],
  prefixes: readonly string[],
): ClientFile {
  const lines = [
    '# AWS lists no Go format for CodeArtifact. This works only if the repository answers the Go module proxy protocol;',
    '# if it does not, keep private modules in version control (GOPRIVATE) or behind a proxy that speaks the protocol.',
    ...allOf(ordered).map(({ label, url }) => `# ${asComment(label)}: ${asComment(url)}`),
    '# After a comma the next address is asked only where one answers 404 or 410, so a refused token stops the build.',
    '# After a pipe it would be asked after any error, which would hide that.',
    '# GONOPROXY=none sends private modules to these addresses too; GOPRIVATE alone would go around them.',
    '# GONOSUMDB keeps the names of private modules from the public checksum database, which does not know them.',
    ...(prefixes.length > 0
      ? []
      : [
          '# No route says which modules are private, so it covers all of them, and go.sum alone checks what it has seen before.',
          '# To have public modules checked, name the beginnings of private ones: GONOSUMDB=go.example.com,github.com/example',
        ]),
    ...environment.map(({ name, value }) => `${name}=${value}`),
  ];
  const fallback = ordered.others.length > 0 ? ' once the others do not have them' : '';
  const unchecked =
    prefixes.length > 0
      ? ''
      : ' Until a route names your private modules, no module is checked against the public checksum database.';
  return {
    path: '~/.config/go/env',
    content: `${lines.join('\n')}\n`,
    client: 'go',
    purpose: `Settings that the go command reads by itself on Linux (GOENV names another place), holding no secret: modules come from ${ordered.main.label}${fallback}.${unchecked}`,
  };
}

function netrc(ordered: OrderedRepositories): ClientFile {
  return {
    path: '~/.netrc',
    content: netrcLines(allOf(ordered)),
    client: 'go',
    purpose:
      'Holds the token that go sends to this host, over https only; add the line to a file that is there already, let only the build read it (chmod 600), and remove it when the build is done.',
  };
}

function allOf({ main, others }: OrderedRepositories): NamedRepository[] {
  return [...others, main];
}

/** A slash at the end would be doubled by what go puts behind it, and CodeArtifact answers 404 to that. */
function proxyUrl({ url }: NamedRepository): string {
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname.replace(/\/+$/, '')}`;
}

/** A pattern stands for every path below it: https://go.dev/ref/mod#private-modules */
function asPattern(route: string): string {
  return route.replace(/(?:\/|\/?\*)+$/, '');
}

/** A comma or a sign of a glob would make another list of it. */
function isPattern(pattern: string): boolean {
  return /^[A-Za-z0-9._~/-]+$/.test(pattern);
}
