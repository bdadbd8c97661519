import { asComment, orderRepositories } from '../client-files.ts';
import type { NamedRepository, OrderedRepositories } from '../client-files.ts';
import type { ClientConfiguration } from '../package-type.ts';

/** nuget.config, and the variables that hold the same credentials for builds that write no secret to disk. */
export const client: ClientConfiguration = {
  write(repositories) {
    const ordered = orderRepositories(repositories);
    if (!ordered) return { files: [], environment: [] };
    const all = [...ordered.others, ordered.main].map((repository) => ({ ...repository, name: keyOf(repository) }));
    const file = {
      path: 'nuget.config',
      content: nugetConfig(all, keyOf(ordered.main)),
      client: 'dotnet, NuGet, MSBuild',
      purpose: purposeOf(ordered),
    };
    return { files: [file], environment: all.map(credentialVariable) };
  },
};

function purposeOf({ main, others }: OrderedRepositories): string {
  const mapping =
    others.length > 0
      ? ` Its source mapping takes each prefix from its repository and everything else from ${main.label}.`
      : '';
  return `Beside the solution: replaces every other source.${mapping} The token stands in clear text because NuGet can read encrypted passwords on Windows alone, on the machine that wrote them; so never commit the file, or leave its packageSourceCredentials out and set the variables instead.`;
}

function nugetConfig(repositories: readonly NamedRepository[], mainName: string): string {
  const lines = ['<?xml version="1.0" encoding="utf-8"?>', '<configuration>', '  <packageSources>', '    <clear />'];
  for (const { name, label, url } of repositories) {
    lines.push(
      `    <!-- ${xmlComment(label)} -->`,
      `    <add key="${name}" value="${xmlText(url)}" protocolVersion="3" />`,
    );
  }
  lines.push('  </packageSources>', '  <packageSourceCredentials>');
  for (const { name, userName, secret } of repositories) {
    lines.push(
      `    <${name}>`,
      `      <add key="Username" value="${xmlText(userName)}" />`,
      `      <add key="ClearTextPassword" value="${xmlText(secret)}" />`,
      `    </${name}>`,
    );
  }
  lines.push('  </packageSourceCredentials>', ...sourceMapping(repositories, mainName));
  return [...lines, '</configuration>', ''].join('\n');
}

/**
 * The longest pattern wins, and a source without one is never asked, so one that is left out serves nothing; an element without
 * a pattern would be an error. Written for a single repository as well: with a mapping in the user's own configuration, which
 * `clear` drops, nothing would be taken from a source that it does not name.
 * https://learn.microsoft.com/nuget/consume-packages/package-source-mapping
 */
function sourceMapping(repositories: readonly NamedRepository[], mainName: string): string[] {
  const lines = ['  <packageSourceMapping>', '    <clear />'];
  for (const { name, routes } of repositories) {
    const patterns = routes.filter(isPrefix).map((route) => `${route}*`);
    if (name === mainName || routes.length === 0) patterns.push('*');
    if (patterns.length === 0) continue;
    lines.push(
      `    <packageSource key="${name}">`,
      ...[...new Set(patterns)].map((pattern) => `      <package pattern="${xmlText(pattern)}" />`),
      '    </packageSource>',
    );
  }
  return [...lines, '  </packageSourceMapping>'];
}

/** The beginning of an id; anything else would match nothing. */
function isPrefix(route: string): boolean {
  return /^[A-Za-z0-9_][A-Za-z0-9_.-]*$/.test(route);
}

/** https://learn.microsoft.com/nuget/consume-packages/consuming-packages-authenticated-feeds#credentials-in-environment-variables */
function credentialVariable({ name, userName, secret }: NamedRepository): { name: string; value: string } {
  return {
    name: `NuGetPackageSourceCredentials_${name}`,
    value: `Username=${userName};Password=${secret};ValidAuthenticationTypes=Basic`,
  };
}

/** Key, XML element and part of a variable's name at once: letters, digits and underscores. */
function keyOf({ name }: NamedRepository): string {
  return name.replaceAll('-', '_');
}

/** What XML 1.0 cannot hold at all is left out. */
function xmlText(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

function xmlComment(text: string): string {
  return xmlText(asComment(text)).replace(/-(?=-)|-$/g, '- ');
}
