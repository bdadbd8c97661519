/** The web addresses of a text: which of them is a CodeArtifact repository, and what it names. */

import {
  checkRepositoryUrl,
  isRegionName,
  packageTypes,
  type PackageType,
  type RepositoryUrlCheck,
} from '@backline/shared';

export interface Address {
  /** Scheme, host and path, without credentials and query. */
  url: string;
  host: string;
  path: string;
  /** Where it stands in the text. */
  position: number;
}

export interface RepositoryMention extends Address {
  domain: string | null;
  domainOwner: string | null;
  region: string | null;
  repository: string | null;
  packageType: PackageType | null;
  /** Of the repository alone, without what follows it; as written. */
  base: string;
  check: RepositoryUrlCheck;
}

/** What may stand for a value that somebody blackened. */
const ANYTHING = String.raw`[A-Za-z0-9*<>{}$_\[\]-]`;
const URL_TEXT = /https?:\/\/[^\s"'()|\\,;]{3,700}/gi;
const REPOSITORY_HOST = new RegExp(
  String.raw`^(?:(?<label>${ANYTHING}{1,120})\.)?(?:d\.)?codeartifact\.(?<region>${ANYTHING}{1,40})\.(?:amazonaws\.com(?:\.cn)?|on\.aws|vpce\.amazonaws\.com)(?::\d{1,5})?$`,
  'i',
);
const MOST_ADDRESSES = 60;

export function addressesIn(text: string): Address[] {
  const found: Address[] = [];
  for (const match of text.matchAll(URL_TEXT)) {
    if (found.length === MOST_ADDRESSES) break;
    const url = match[0]
      .replace(/^(https?:\/\/)[^/]*@/i, '$1')
      .replace(/[?#].*$/, '')
      .replace(/[.:>\]}]+$/, '');
    const rest = url.slice(url.indexOf('//') + 2);
    const slash = rest.indexOf('/');
    const host = (slash < 0 ? rest : rest.slice(0, slash)).toLowerCase();
    found.push({ url, host, path: slash < 0 ? '' : rest.slice(slash), position: match.index });
  }
  return found;
}

/** Null for an address that is not CodeArtifact's; blackened parts are no obstacle. */
export function asRepository(address: Address): RepositoryMention | null {
  const match = REPOSITORY_HOST.exec(address.host);
  if (!match) return null;
  const label = match.groups?.['label'] ?? '';
  const owner = /-(\d{12})$/.exec(label)?.[1] ?? null;
  const region = match.groups?.['region'] ?? '';
  const [, format = '', name = ''] = address.path.replace(/\/+/g, '/').split('/');
  const end = /^\/+[^/]+\/+[^/]+\/?/.exec(address.path)?.[0].length ?? 0;
  const tail = /^(?:simple\/|v3\/index\.json)/.exec(address.path.slice(end))?.[0] ?? '';
  const base = address.url.slice(0, address.url.length - address.path.length + end + tail.length);
  return {
    ...address,
    domain: owner ? label.slice(0, -13) : null,
    domainOwner: owner,
    region: isRegionName(region) ? region : null,
    repository: /^[A-Za-z0-9][\w.-]{1,99}$/.test(name) ? name : null,
    packageType: packageTypes.find((type) => type.format === format.toLowerCase())?.id ?? null,
    base,
    check: checkRepositoryUrl(base, null),
  };
}
