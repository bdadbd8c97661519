/** An address cut into its pieces as text, without the lenience of a URL parser, which would hide what is wrong. */
export interface SplitUrl {
  /** As written, without colon; null where there is none. */
  scheme: string | null;
  /** The slashes between scheme and host. */
  slashes: string;
  hasCredentials: boolean;
  /** Whether it is uncertain where the credentials end, and therefore which host is meant. */
  areCredentialsUnclear: boolean;
  /** As written, with neither credentials nor port. */
  host: string;
  /** Behind the colon, empty for a bare colon; null where there is none. */
  port: string | null;
  path: string;
  /** Query and fragment with their marks; may hold secrets. */
  query: string;
  hasQuery: boolean;
  /** Whether the text can be shown as entered; otherwise `shown` is what can. */
  isSafeToShow: boolean;
  /** Scheme, host, numeric port and path: nothing that could be a secret. */
  shown: string;
}

/** Cuts an address into its pieces; every text has some, none is refused here. */
export function splitUrl(text: string): SplitUrl {
  const scheme = (/^([a-z][a-z0-9+.-]{0,20}):(?=[/\\])/i.exec(text) ?? /^(https?):/i.exec(text))?.[1] ?? null;
  const afterScheme = text.slice(scheme === null ? 0 : scheme.length + 1);
  const slashes = /^[/\\]*/.exec(afterScheme)?.[0] ?? '';
  const rest = afterScheme.slice(slashes.length);

  let { authority, behind } = cutAuthority(rest);
  const credentialsEnd = authority.lastIndexOf('@') + 1;
  // A password with a slash in it moves the "@" behind the first slash; then the host that programs see is not the one meant.
  const unclearEnd = isAwsHost(authority.slice(credentialsEnd)) ? 0 : behind.lastIndexOf('@') + 1;
  if (unclearEnd > 0) ({ authority, behind } = cutAuthority(behind.slice(unclearEnd)));
  else authority = authority.slice(credentialsEnd);

  const queryStart = firstIndex(behind, /[?#]/);
  const path = behind.slice(0, queryStart);
  const query = behind.slice(queryStart);
  const { host, port } = cutPort(authority);
  const shownPort = port !== null && /^\d{0,5}$/.test(port) ? `:${port}` : '';
  const hasCredentials = credentialsEnd > 0 || unclearEnd > 0;
  return {
    scheme,
    slashes,
    hasCredentials,
    areCredentialsUnclear: unclearEnd > 0,
    host,
    port,
    path,
    query,
    hasQuery: query !== '',
    isSafeToShow: !hasCredentials && query === '' && (port === null || shownPort !== ''),
    shown: `${scheme === null ? '' : `${scheme}:`}${slashes}${host}${shownPort}${path}`,
  };
}

function cutAuthority(text: string): { authority: string; behind: string } {
  const end = firstIndex(text, /[/\\?#]/);
  return { authority: text.slice(0, end), behind: text.slice(end) };
}

function cutPort(authority: string): { host: string; port: string | null } {
  const colon = authority.startsWith('[') ? authority.indexOf(']:') + 1 : authority.indexOf(':');
  if (colon < 0 || (authority.startsWith('[') && colon === 0)) return { host: authority, port: null };
  return { host: authority.slice(0, colon), port: authority.slice(colon + 1) };
}

function isAwsHost(authority: string): boolean {
  return /\.(?:amazonaws\.com|on\.aws|aws\.amazon\.com)\.?(?::\d{0,5})?$/i.test(authority);
}

function firstIndex(text: string, pattern: RegExp): number {
  const index = text.search(pattern);
  return index < 0 ? text.length : index;
}
