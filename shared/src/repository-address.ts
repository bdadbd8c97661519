import { packageTypeDefinition, packageTypes } from './package-types/index.ts';
import type { PackageType } from './package-types/index.ts';
import { isCodeArtifactRegion } from './regions.ts';

/** What a repository URL is made of. */
export interface RepositoryUrlParts {
  packageType: PackageType;
  domain: string;
  /** The 12 digits of the account that owns the domain. */
  domainOwner: string;
  region: string;
  repository: string;
  /** Whether the host is the form that also answers over IPv6, `….codeartifact.<region>.on.aws`. */
  dualStack: boolean;
}

export interface RepositoryAddress extends RepositoryUrlParts {
  host: string;
}

export const MAXIMUM_URL_LENGTH = 512;

/** Names as the CodeArtifact API accepts them: https://docs.aws.amazon.com/codeartifact/latest/APIReference/API_CreateRepository.html */
export const DOMAIN_NAME = /^[a-z][a-z0-9-]{0,48}[a-z0-9]$/;
export const REPOSITORY_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{1,99}$/;

// A domain may hold hyphens and digits, so the owner is what follows the last hyphen.
const canonicalUrl =
  /^https:\/\/([a-z][a-z0-9-]{0,48}[a-z0-9])-(\d{12})\.(?:d\.codeartifact\.([a-z0-9-]{1,32})\.amazonaws\.com|codeartifact\.([a-z0-9-]{1,32})\.on\.aws)\/([a-z]+)\/([A-Za-z0-9][A-Za-z0-9._-]{1,99})\/([a-z0-9./]*)$/;

/**
 * The parts of a repository URL in the one spelling that is accepted, null for anything else.
 * Judged on the text as it stands and again as the browser's and Node's URL parser understands it, so that both agree.
 */
export function parseRepositoryUrl(url: string): RepositoryAddress | null {
  if (typeof url !== 'string' || url.length > MAXIMUM_URL_LENGTH) return null;
  const match = canonicalUrl.exec(url);
  if (!match) return null;
  const [, domain, domainOwner, ipv4Region, dualStackRegion, format, repository, tail] = match;
  const region = ipv4Region ?? dualStackRegion;
  const definition = packageTypes.find((candidate) => candidate.format === format);
  if (!domain || !domainOwner || !region || !repository || !definition) return null;
  if (!isCodeArtifactRegion(region) || tail !== definition.urlTail) return null;
  if (!URL.canParse(url) || new URL(url).href !== url) return null;
  const parts = { packageType: definition.id, domain, domainOwner, region, repository, dualStack: !ipv4Region };
  return { ...parts, host: repositoryHost(parts) };
}

/** The URL that a client of this package type is given, ending as that client needs it. */
export function repositoryUrl(parts: RepositoryUrlParts): string {
  const { format, urlTail } = packageTypeDefinition(parts.packageType);
  return `https://${repositoryHost(parts)}/${format}/${parts.repository}/${urlTail}`;
}

/** The same for two spellings (IPv4 and dual-stack) of one repository of one package type, different otherwise. */
export function repositoryKey(parts: Omit<RepositoryUrlParts, 'dualStack'>): string {
  return [parts.packageType, parts.region, parts.domainOwner, parts.domain, parts.repository].join('|');
}

function repositoryHost({
  domain,
  domainOwner,
  region,
  dualStack,
}: Omit<RepositoryUrlParts, 'packageType' | 'repository'>): string {
  return dualStack
    ? `${domain}-${domainOwner}.codeartifact.${region}.on.aws`
    : `${domain}-${domainOwner}.d.codeartifact.${region}.amazonaws.com`;
}
