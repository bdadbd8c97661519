import { packageTypeDefinition } from './package-types/index.ts';
import type { PackageType } from './package-types/index.ts';
import { MAXIMUM_URL_LENGTH, parseRepositoryUrl, repositoryUrl } from './repository-address.ts';
import type { RepositoryUrlParts } from './repository-address.ts';
import { readConsoleAddress, readRepositoryArn } from './repository-references.ts';
import { readHost } from './repository-url-host.ts';
import type { HostReading } from './repository-url-host.ts';
import { readPath } from './repository-url-path.ts';
import { ASK_AWS, judgeRegion, refuse } from './repository-url-reading.ts';
import type { Reading } from './repository-url-reading.ts';
import { splitUrl } from './repository-url-split.ts';
import type { SplitUrl } from './repository-url-split.ts';
import { withoutStrayCharacters } from './stray-characters.ts';
import type { UserError } from './user-error.ts';

/** What can be said about one address; every part that could be read is filled in, also where the address is not valid. */
export interface RepositoryUrlCheck {
  valid: boolean;
  packageType: PackageType | null;
  /** As entered, but without user name, password, query and fragment, and never longer than 512 characters. */
  url: string;
  domain: string | null;
  domainOwner: string | null;
  region: string | null;
  repository: string | null;
  problems: UserError[];
}

/**
 * Judges one address as an AWS CodeArtifact repository URL, of the given package type where one is given.
 * Valid is only the spelling that AWS itself prints. Each problem of a mendable address carries the URL with everything
 * mended as `suggestion`; a suggestion is always valid. Never throws and asks nobody.
 */
export function checkRepositoryUrl(text: string, packageType?: PackageType | null): RepositoryUrlCheck {
  const address = parseRepositoryUrl(text);
  if (address && (!packageType || packageType === address.packageType)) {
    const { packageType, domain, domainOwner, region, repository } = address;
    return { valid: true, packageType, url: text, domain, domainOwner, region, repository, problems: [] };
  }
  return finish(readAddress(text, packageType ?? null), packageType ?? null);
}

// A token in the URL may be long and is taken away first; nothing beyond this was ever copied from a URL field.
const maximumInput = 16_384;
const tooLong = `The text is longer than any CodeArtifact URL, which has at most ${MAXIMUM_URL_LENGTH} characters. ${ASK_AWS}`;

function readAddress(text: string, packageType: PackageType | null): Reading {
  const reading: Reading = { url: '', parts: {}, problems: [], spelling: [], refused: false };
  if (text.length > maximumInput) return refuse(reading, 'url_not_codeartifact', tooLong);
  const cleaned = withoutStrayCharacters(text, maximumInput);
  if (cleaned.removed.length > 0) reading.spelling.push(`holds ${cleaned.removed.join(' and ')}`);
  if (cleaned.text === '') return refuse(reading, 'url_not_codeartifact', `The URL is empty. ${ASK_AWS}`);
  if (/^arn:/i.test(cleaned.text)) return readRepositoryArn(cleaned.text, text, reading, packageType);

  const split = splitUrl(cleaned.text);
  readCredentials(split, reading);
  // So long a text may itself be a token, so it is not repeated.
  if (split.shown.length > MAXIMUM_URL_LENGTH) return refuse(reading, 'url_not_codeartifact', tooLong);
  reading.url = split.isSafeToShow ? text.slice(0, MAXIMUM_URL_LENGTH) : split.shown;
  const host = readHost(split.host);
  if (host.kind === 'other') return refuse({ ...reading, spelling: [] }, host.code, host.message);
  if (host.kind === 'console') return readConsoleAddress(host.region, split, reading, packageType);
  readForbiddenCharacters(cleaned.text, split, reading);
  return readRepositoryAddress(host, split, reading, packageType);
}

function readRepositoryAddress(
  host: Exclude<HostReading, { kind: 'other' | 'console' }>,
  split: SplitUrl,
  reading: Reading,
  packageType: PackageType | null,
): Reading {
  readScheme(split, reading);
  readPort(split, reading);
  if (host.spelling.length > 0) reading.spelling.push(...host.spelling);
  if (host.problem) reading.problems.push(host.problem);
  if (split.hasQuery) reading.spelling.push('carries a query or a fragment, which a repository URL never has');
  const path = readPath(split.path, { packageType, isBehindVpcEndpoint: host.kind === 'vpc_endpoint' });
  reading.parts = { ...host.parts, ...path.parts };
  reading.problems.push(...path.problems);
  reading.spelling.push(...path.spelling);
  if (path.refused) reading.refused = true;
  judgeRegion(reading);
  return reading;
}

function readCredentials(split: SplitUrl, reading: Reading): void {
  if (!split.hasCredentials) return;
  reading.problems.push({
    code: 'url_has_credentials',
    message:
      'The URL carries a user name or a token, which would end up in logs and expires within hours. Use the URL without it; the integration gets tokens itself.',
  });
  if (split.areCredentialsUnclear) reading.refused = true;
}

function readForbiddenCharacters(text: string, split: SplitUrl, reading: Reading): void {
  const found = [
    text.includes('\\') ? 'a backslash' : null,
    split.path.includes('%') ? 'a percent-escape' : null,
    split.path.includes(':/') ? 'a second URL' : null,
    /[^\u0021-\u007e]/.test(split.path) ? 'a character outside ASCII' : null,
  ].filter((description) => description !== null);
  if (found.length === 0) return;
  refuse(
    reading,
    'url_not_canonical',
    `The URL holds ${found.join(' and ')}, which no repository URL has and which programs read in different ways. ${ASK_AWS}`,
  );
}

function readScheme({ scheme, slashes }: SplitUrl, reading: Reading): void {
  if (scheme === 'https' && slashes === '//') return;
  if (scheme === null) reading.spelling.push('does not start with https://');
  else if (/^https$/i.test(scheme)) reading.spelling.push('does not start with exactly https://');
  else if (/^http$/i.test(scheme)) reading.spelling.push('starts with http:, where AWS answers over https: only');
  else if (/^h?t{1,3}ps?$/i.test(scheme)) reading.spelling.push('starts with a misspelt https:');
  else
    refuse(
      reading,
      'url_not_codeartifact',
      `The URL starts with "${scheme}:"; repositories are read over https: only. ${ASK_AWS}`,
    );
}

function readPort({ port }: SplitUrl, reading: Reading): void {
  if (port === null) return;
  if (port === '443' || port === '') reading.spelling.push('names a port, which https: does not need');
  else
    refuse(
      reading,
      'url_not_canonical',
      `The URL names a port other than 443; CodeArtifact answers on no other. ${ASK_AWS}`,
    );
}

function finish(reading: Reading, wanted: PackageType | null): RepositoryUrlCheck {
  const { parts, problems, spelling, refused } = reading;
  const suggestion = refused ? null : suggestedUrl({ ...parts, packageType: wanted ?? parts.packageType });
  if (parts.packageType && wanted && parts.packageType !== wanted)
    problems.push(typeMismatch(parts.packageType, wanted));
  if (spelling.length > 0) {
    const remedy = suggestion ? 'Use the corrected URL.' : ASK_AWS;
    problems.push({
      code: 'url_not_canonical',
      message: `The URL is not spelled as AWS prints it: it ${spelling.join('; it ')}. ${remedy}`,
    });
  }
  return {
    valid: false,
    packageType: parts.packageType ?? null,
    url: reading.url,
    domain: parts.domain ?? null,
    domainOwner: parts.domainOwner ?? null,
    region: parts.region ?? null,
    repository: parts.repository ?? null,
    problems: problems.map((problem) => ({ field: ['url'], ...problem, suggestion })),
  };
}

function typeMismatch(read: PackageType, wanted: PackageType): { code: string; message: string } {
  const [actual, expected] = [packageTypeDefinition(read), packageTypeDefinition(wanted)];
  return {
    code: 'url_format_mismatch',
    message: `This is the ${actual.label} address of a repository, but the package type here is ${expected.label}. Choose ${actual.label}, or use the address with /${expected.format}/.`,
  };
}

/** The canonical URL of these parts, null where they are incomplete or make none. */
function suggestedUrl(parts: Partial<RepositoryUrlParts>): string | null {
  const { packageType, domain, domainOwner, region, repository, dualStack } = parts;
  if (!packageType || !domain || !domainOwner || !region || !repository) return null;
  const url = repositoryUrl({ packageType, domain, domainOwner, region, repository, dualStack: dualStack ?? false });
  return parseRepositoryUrl(url) ? url : null;
}
