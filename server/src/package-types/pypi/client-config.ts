import { asComment, netrcLines, orderRepositories } from '../client-files.ts';
import type { NamedRepository, OrderedRepositories } from '../client-files.ts';
import type { ClientConfiguration, ClientFile } from '../package-type.ts';

/**
 * pip, uv and Poetry. The token stands in .netrc and in the variables of uv and Poetry, and in no URL: pip would take it there
 * (https://docs.aws.amazon.com/codeartifact/latest/ug/python-configure-pip.html), but URLs end up in logs and lockfiles.
 */
export const client: ClientConfiguration = {
  write(repositories) {
    const ordered = orderRepositories(repositories);
    if (!ordered) return { files: [], environment: [] };
    return {
      files: [netrc(ordered), pipConf(ordered), uvToml(ordered), poetrySources(ordered)],
      environment: [...pipVariables(ordered), ...allOf(ordered).flatMap(clientVariables)],
    };
  },
};

function netrc(ordered: OrderedRepositories): ClientFile {
  return {
    path: '~/.netrc',
    content: netrcLines(allOf(ordered)),
    client: 'pip, uv',
    purpose:
      'Holds the token that pip and uv send to this host; add the line to a file that is there already, let only the build read it (chmod 600), and remove it when the build is done.',
  };
}

function pipConf({ main, others }: OrderedRepositories): ClientFile {
  const lines = ['[global]', `index-url = ${simpleUrl(main)}`];
  if (others.length > 0) lines.push('extra-index-url =', ...others.map((other) => `    ${simpleUrl(other)}`));
  const confusion =
    others.length > 0
      ? ` Mind dependency confusion: pip cannot keep a name to one repository and installs the highest version that any of these ${others.length + 1} offers, so a stranger's package of a private name may win; let one repository have the others as upstreams, or use uv.`
      : '';
  return {
    path: '~/.config/pip/pip.conf',
    content: `${lines.join('\n')}\n`,
    client: 'pip',
    purpose: `Points pip at ${main.label} and reads the token from ~/.netrc; set PIP_CONFIG_FILE where the file lies elsewhere. Once the token has ended, pip may say only that it found no matching distribution.${confusion}`,
  };
}

/** The first index that has a name is the only one that uv takes it from: https://docs.astral.sh/uv/concepts/indexes/ */
function uvToml({ main, others }: OrderedRepositories): ClientFile {
  const tables = [...others, main].map((repository) =>
    [
      `# ${asComment(repository.label)}`,
      '[[index]]',
      `name = ${tomlText(repository.name)}`,
      `url = ${tomlText(simpleUrl(repository))}`,
      ...(repository === main ? ['default = true'] : []),
    ].join('\n'),
  );
  const order =
    others.length > 0
      ? `asks ${others.map(({ label }) => label).join(', ')} first and takes a name from the first that has it, so private names stay private;`
      : `replaces the public index by ${main.label};`;
  return {
    path: 'uv.toml',
    content: `${tables.join('\n\n')}\n`,
    client: 'uv',
    purpose: `Beside pyproject.toml: ${order} uv then reads no [tool.uv] of pyproject.toml, so where there is one, write the tables there as [[tool.uv.index]].`,
  };
}

/**
 * What `poetry source add` writes. A primary source replaces the public index from Poetry 1.8 on; a supplemental one is asked
 * where no primary one has a version that fits: https://python-poetry.org/docs/repositories/#project-configuration
 */
function poetrySources(ordered: OrderedRepositories): ClientFile {
  const all = allOf(ordered);
  const hasRoutes = all.some(({ routes }) => routes.length > 0);
  const isSupplemental = ({ routes }: NamedRepository) => hasRoutes && routes.length === 0;
  const tables = all.map((repository) =>
    [
      `# ${asComment(repository.label)}`,
      '[[tool.poetry.source]]',
      `name = ${tomlText(repository.name)}`,
      `url = ${tomlText(simpleUrl(repository))}`,
      `priority = "${isSupplemental(repository) ? 'supplemental' : 'primary'}"`,
    ].join('\n'),
  );
  return {
    path: 'pyproject.toml',
    content: `${tables.join('\n\n')}\n`,
    client: 'Poetry',
    purpose: `Lines to add to your pyproject.toml, for Poetry 1.8 and later: they replace the public index, and the POETRY_HTTP_BASIC variables hold the token.${poetryConfusion(all, all.some(isSupplemental))}`,
  };
}

function poetryConfusion(all: readonly NamedRepository[], hasSupplemental: boolean): string {
  if (all.length === 1) return '';
  const order = hasSupplemental
    ? 'a supplemental source is asked where no primary one has a version that fits'
    : `Poetry takes the highest version that any of these ${all.length} offers`;
  return ` Mind dependency confusion: ${order}, so give every private dependency the source that it must come from, such as source = "${all[0]?.name}".`;
}

function pipVariables({ main, others }: OrderedRepositories): { name: string; value: string }[] {
  const extra = { name: 'PIP_EXTRA_INDEX_URL', value: others.map(simpleUrl).join(' ') };
  return [{ name: 'PIP_INDEX_URL', value: simpleUrl(main) }, ...(others.length > 0 ? [extra] : [])];
}

function clientVariables({ name, userName, secret }: NamedRepository): { name: string; value: string }[] {
  const word = name.toUpperCase().replaceAll('-', '_');
  return [
    { name: `UV_INDEX_${word}_USERNAME`, value: userName },
    { name: `UV_INDEX_${word}_PASSWORD`, value: secret },
    { name: `POETRY_HTTP_BASIC_${word}_USERNAME`, value: userName },
    { name: `POETRY_HTTP_BASIC_${word}_PASSWORD`, value: secret },
  ];
}

function allOf({ main, others }: OrderedRepositories): NamedRepository[] {
  return [...others, main];
}

/** Ends in a slash, without which CodeArtifact does not answer. */
function simpleUrl({ url }: NamedRepository): string {
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname.replace(/\/*$/, '/')}`;
}

/** What JSON escapes, TOML escapes in the same way. */
function tomlText(value: string): string {
  return JSON.stringify(value);
}
