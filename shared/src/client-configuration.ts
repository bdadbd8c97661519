import { checkAccountId } from './account-id.ts';
import { loginCommands } from './login-commands.ts';
import type { LoginCommand } from './login-commands.ts';
import { packageTypes } from './package-types/index.ts';
import { DOMAIN_NAME, REPOSITORY_NAME, repositoryKey, repositoryUrl } from './repository-address.ts';
import { checkRepositoryUrl } from './repository-url.ts';
import type { RepositoryUrlCheck } from './repository-url.ts';
import { isRegionName } from './regions.ts';

/** How much of a pasted text is read, in characters. */
export const MAXIMUM_CONFIGURATION_LENGTH = 65_536;

/**
 * Finds the repositories named in anything pasted: .npmrc, .yarnrc.yml, pip.conf, TOML of poetry, uv and Pipenv, NuGet.Config,
 * `go env`, GOPROXY lists, AWS CLI commands and answers, lockfiles, prose. Each repository once per package type, in order of
 * appearance, formats that the product does not read left out. Tokens stay behind: only host and path are taken from the text.
 * Reads the first 64 KB, in linear time, and never throws.
 */
export function readClientConfiguration(text: string): RepositoryUrlCheck[] {
  // JSON may write "/" as "\/".
  const readable = text.slice(0, MAXIMUM_CONFIGURATION_LENGTH).replaceAll('\\/', '/');
  const found = [...writtenAddresses(readable), ...loginCommands(readable).flatMap(fromCommand)];
  found.sort((one, other) => one.position - other.position);
  const byRepository = new Map<string, RepositoryUrlCheck>();
  for (const { check } of found) {
    const key = keyOf(check);
    if (!byRepository.get(key)?.valid) byRepository.set(key, check);
  }
  return [...byRepository.values()];
}

interface Found {
  position: number;
  check: RepositoryUrlCheck;
}

/** Everything that separates an address from what stands around it in a configuration file. */
const separators = /[\s"'`<>()[\]{},;|=&*\\]+/g;

function writtenAddresses(text: string): Found[] {
  const found: Found[] = [];
  let start = 0;
  for (const separator of text.matchAll(separators)) {
    found.push(...readWord(text, start, separator.index));
    start = separator.index + separator[0].length;
  }
  found.push(...readWord(text, start, text.length));
  return found;
}

function readWord(text: string, position: number, end: number): Found[] {
  const word = text.slice(position, end);
  const address = repositoryAddressIn(word) ?? consoleAddressIn(word, text.slice(end, end + 64));
  if (address === null) return [];
  const check = checkRepositoryUrl(address);
  const isOtherFormat = check.packageType === null && check.problems.some(({ code }) => code === 'url_format_mismatch');
  if (isOtherFormat) return [];
  // A lockfile names files below the repository: the repository is what was looked for.
  const repository = check.problems[0]?.suggestion;
  const isBelow = repository && address.startsWith(repository);
  return [{ position, check: isBelow ? checkRepositoryUrl(repository) : check }];
}

/** Scheme, host and path of a CodeArtifact repository in one word; whatever stands ahead of the host may be a token. */
function repositoryAddressIn(word: string): string | null {
  const service = word.search(/codeartifact\./i);
  if (service < 0) return null;
  const hostStart = startOfHost(word, service);
  const slash = word.indexOf('/', service);
  const hasScheme = /^(?:.*[^a-z])?https?:\/\//i.test(word.slice(0, Math.min(hostStart, 64)));
  if (slash < 0 && !hasScheme) return null;
  const host = word.slice(hostStart, slash < 0 ? word.length : slash);
  if (!/^(?:[a-z0-9-]{2,50}-\d{12}\.|vpce-)[a-z0-9.:-]*$/i.test(host)) return null;
  // A colon in the path begins a key of npm, such as ":_authToken", or ends a key of YAML.
  const path = slash < 0 ? '' : cutAt(word.slice(slash), /[:?#@%]/);
  const isPlainHttp = /(?:^|[^a-z])http:\/\//i.test(word.slice(0, Math.min(hostStart, 64)));
  return `${isPlainHttp ? 'http' : 'https'}://${host}${path.replace(/[.!]+$/, '')}`;
}

function startOfHost(word: string, service: number): number {
  let start = service;
  while (start > 0 && service - start < 300 && /[a-z0-9.-]/i.test(word.charAt(start - 1))) start -= 1;
  return start;
}

function consoleAddressIn(word: string, behind: string): string | null {
  const page = word.indexOf('/codesuite/codeartifact/d/');
  const start = page < 0 || page > 300 ? -1 : word.lastIndexOf('https://', page);
  if (start < 0) return null;
  // "=" separates words, but here the Region stands behind one.
  const region = word.endsWith('?region') ? (/^=[a-z0-9-]{1,32}/.exec(behind)?.[0] ?? '') : '';
  return word.slice(start) + region;
}

function fromCommand({ position, options }: LoginCommand): Found[] {
  const format = options.get('format') ?? formatOfTool.get(options.get('tool') ?? '');
  const definition = packageTypes.find((candidate) => candidate.format === format);
  if (!definition) return [];
  const [domain, repository] = [options.get('domain') ?? '', options.get('repository') ?? ''];
  const [domainOwner, region] = [options.get('domain-owner') ?? '', options.get('region') ?? ''];
  const missing = [
    DOMAIN_NAME.test(domain) ? null : '--domain',
    REPOSITORY_NAME.test(repository) ? null : '--repository',
    checkAccountId(domainOwner).valid ? null : '--domain-owner',
    isRegionName(region) ? null : '--region',
  ].filter((option) => option !== null);
  if (missing.length === 0) {
    const parts = { packageType: definition.id, domain, domainOwner, region, repository, dualStack: false };
    return [{ position, check: checkRepositoryUrl(repositoryUrl(parts)) }];
  }
  const message = `The command names no usable ${missing.join(', ')}, so the repository's URL cannot be told from it. Add what is missing, or paste the URL that "aws codeartifact get-repository-endpoint" prints.`;
  const check: RepositoryUrlCheck = {
    valid: false,
    packageType: definition.id,
    url: '',
    domain: missing.includes('--domain') ? null : domain,
    domainOwner: missing.includes('--domain-owner') ? null : domainOwner,
    region: missing.includes('--region') ? null : region,
    repository: missing.includes('--repository') ? null : repository,
    problems: [{ field: ['url'], code: 'url_not_codeartifact', message, suggestion: null }],
  };
  return [{ position, check }];
}

/** Tools of `aws codeartifact login`: https://docs.aws.amazon.com/cli/latest/reference/codeartifact/login.html */
const formatOfTool = new Map([
  ['npm', 'npm'],
  ['pip', 'pypi'],
  ['twine', 'pypi'],
  ['nuget', 'nuget'],
  ['dotnet', 'nuget'],
]);

function keyOf(check: RepositoryUrlCheck): string {
  const { packageType, domain, domainOwner, region, repository, url } = check;
  if (packageType && domain && domainOwner && region && repository) {
    return repositoryKey({ packageType, domain, domainOwner, region, repository });
  }
  return [packageType, domain, domainOwner, region, repository, url].join('|');
}

function cutAt(text: string, pattern: RegExp): string {
  const index = text.search(pattern);
  return index < 0 ? text : text.slice(0, index);
}
