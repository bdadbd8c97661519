/** What only a status, a network error or an address tells: the last rows for texts of clients. */

import { isCodeArtifactRegion, type CauseCode, type PackageType } from '@backline/shared';
import type { Failure } from '../failure.ts';
import type { TextReading } from '../failure-text/reading.ts';
import { isNameless, isOurs } from '../failure-text/scope.ts';
import { rankAlike, type Ranking } from './rankings.ts';
import type { Signature } from './signature.ts';

type Judge = (reading: TextReading, failure: Failure) => Ranking | null;

/** The causes where there are some; null goes on to the next row. */
function client(judge: Judge): Signature {
  const rankingOf = (failure: Failure) => (failure.reading ? judge(failure.reading, failure) : null);
  return {
    stages: ['CLIENT'],
    fits: (failure) => rankingOf(failure) !== null,
    causes: (failure) => rankingOf(failure) ?? [],
  };
}

const alike = (...order: CauseCode[]): Ranking => rankAlike(order, 'LIKELY');
const possible = (...order: CauseCode[]): Ranking => rankAlike(order, 'POSSIBLE');
const certain = (cause: CauseCode): Ranking => [[cause, 'CERTAIN']];

/** Ahead of every judgement of who did not answer: there is nobody at such an address, or only inside a VPC. */
export const unansweringAddresses: readonly Signature[] = [
  client(unsupportedRegion),
  client(vpcEndpoint),
  client(untrustedApi),
];

export const clientAnswers: readonly Signature[] = [
  client(address),
  client(noAnswer),
  client(unauthorized),
  client(forbidden),
  client(notFound),
  client(otherStatus),
  client(hiddenAnswer),
  client(clientDefect),
];

function unsupportedRegion({ hosts, sentence }: TextReading, { kind }: Failure): Ranking | null {
  const region = hosts
    .map((host) => /codeartifact(?:-fips)?\.([a-z]{2}(?:-[a-z]{2,12}){1,3}-\d)\./.exec(host)?.[1])
    .find((found) => found !== undefined);
  const isMissing = region !== undefined && !isCodeArtifactRegion(region);
  if (isMissing) return certain('region_unsupported');
  const isSaid =
    /codeartifact/i.test(sentence) &&
    /(?:not (?:available|supported)|unsupported|no endpoint).{0,60}region/i.test(sentence);
  return isSaid ||
    (kind === 'unreachable' && /codeartifact\.[^\s]{0,40}\.amazonaws/.test(sentence) && region === undefined)
    ? alike('region_unsupported', 'codeartifact_unreachable')
    : null;
}

/** Such a host answers inside its VPC alone; whoever reaches it gets other answers than none. */
function vpcEndpoint({ hosts, httpStatus }: TextReading, { kind, denial }: Failure): Ranking | null {
  const isThere = hosts.some((host) => host.endsWith('.vpce.amazonaws.com'));
  if (!isThere || denial || (kind === 'refused' && httpStatus !== null && httpStatus !== 404)) return null;
  return alike('url_vpce_host', 'repositories_endpoint_unreachable');
}

/** Programs know other authorities than we do, and stand behind other proxies. */
function untrustedApi({ hosts }: TextReading, { kind }: Failure): Ranking | null {
  const isApi = hosts.some((host) => /^codeartifact(?:-fips)?\./.test(host));
  return kind === 'tls' && isApi ? alike('tls_untrusted_ca', 'codeartifact_unreachable') : null;
}

/** The formats that CodeArtifact has, at the beginning of the path. */
const FORMAT_AHEAD = /^\/+(?:npm|pypi|nuget|maven|go|generic|cargo|ruby|swift)(?:\/|$)/i;

/** What is wrong with the address itself, where something failed at it. */
function address(reading: TextReading, failure: Failure): Ranking | null {
  const { repository, packageType, httpStatus } = reading;
  const hasFailed = httpStatus === null || [301, 400, 403, 404, 405].includes(httpStatus);
  if (!repository || failure.kind !== 'refused' || !hasFailed) return apiOrConsole(reading);
  if (repository.packageType === 'GO') return certain('go_format_unsupported');
  if (/[^:]\/\//.test(repository.url)) return alike('url_double_slash', 'repository_not_found');
  if (!FORMAT_AHEAD.test(repository.path)) return certain('url_path_missing');
  const wanted = clientOf(reading.sentence) ?? packageType;
  if (wanted && repository.packageType && wanted !== repository.packageType)
    return alike('url_format_mismatch', 'repository_not_found');
  if (repository.packageType === 'PYPI' && httpStatus === 404 && !repository.path.includes('/simple'))
    return alike('url_missing_simple_suffix', 'repository_not_found');
  if (repository.packageType === 'NUGET' && httpStatus === 404 && !/\/v3(?:\/|$)/.test(repository.path))
    return alike('url_missing_v3_index', 'repository_not_found');
  if (/trailing slash|without (?:a |the )?(?:final |last )?slash/i.test(reading.sentence))
    return alike('trailing_slash_mismatch', 'auth_key_path_mismatch', 'url_not_canonical');
  return httpStatus === 301 ? alike('url_not_canonical', 'trailing_slash_mismatch') : null;
}

const SPEAKERS: [RegExp, PackageType][] = [
  [/\bnpm (?:ERR!|error|http|WARN)|ERR_PNPM_|\bYN0\d{3}\b|\byarn (?:install|add)\b/, 'NPM'],
  [/\bpip3? (?:install|download)\b|\bpoetry (?:add|install|lock)\b|\buv (?:add|sync|pip)\b|\d{3} Client Error: .{3,20} for url/, 'PYPI'],
  [/\bdotnet restore\b|\bNU1\d{3}\b/, 'NUGET'],
]; // prettier-ignore

/** The one package manager that speaks in the text; null where several do, or none. */
function clientOf(sentence: string): PackageType | null {
  const speakers = SPEAKERS.filter(([pattern]) => pattern.test(sentence));
  return speakers.length === 1 ? (speakers[0]?.[1] ?? null) : null;
}

/** Addresses of CodeArtifact that are no repository's. */
function apiOrConsole({ address, httpStatus, sentence, packageType }: TextReading): Ranking | null {
  const isApi =
    address !== null && /^codeartifact(?:-fips)?\.[a-z0-9-]+\.(?:amazonaws\.com|api\.aws)$/.test(address.host);
  const isClient =
    packageType !== null && !/v1\/(?:authorization-token|repository|package|domain)/.test(address?.path ?? '');
  if (isApi && isClient && (httpStatus ?? 0) >= 400) return alike('url_control_plane_host', 'codeartifact_unreachable');
  return /console\.aws\.amazon\.com\S{0,60}codeartifact/.test(sentence) && (httpStatus ?? 0) >= 300
    ? certain('url_control_plane_host')
    : null;
}

function noAnswer(reading: TextReading, { kind }: Failure): Ranking | null {
  if (!isOurs(reading)) return null;
  switch (kind) {
    case 'tls':
      return alike('tls_untrusted_ca', 'repositories_endpoint_unreachable');
    case 'interrupted':
      return alike('download_interrupted', 'asset_host_blocked', 'client_library_bug');
    case 'timeout':
      return /upload|publish/i.test(reading.sentence)
        ? alike('download_interrupted', 'repositories_endpoint_unreachable')
        : alike('repositories_endpoint_unreachable', 'asset_host_blocked', 'download_interrupted');
    case 'unreachable':
      return alike('repositories_endpoint_unreachable', 'codeartifact_unreachable');
    default:
      return null;
  }
}

const IS_UNAUTHORIZED =
  /\b401\b|unauthorized|Unable to authenticate|Invalid authentication|No authentication configured|lack of valid authentication|Credentials not correct|Incorrect or missing password|authentication token seems|need(?:s)? auth|auth(?:entication|orization|orisation) (?:error|failed|required)|basic realm|bearer realm/i;

/** Sentences of package managers, which need no host to be known as theirs. */
const SAID_BY_CLIENT =
  /\bE401\b|401 Client Error|[(-] ?401\b|401 \(Unauthorized|401 Error|Unable to authenticate|Invalid authentication|No authentication configured|lack of valid authentication|Credentials not correct|authentication token seems|authorization header was/i;

function unauthorized(reading: TextReading, { denial }: Failure): Ranking | null {
  const { sentence, httpStatus, repository, packageType } = reading;
  if (httpStatus !== 401 && !(httpStatus === null && IS_UNAUTHORIZED.test(sentence))) return null;
  if (denial !== null || (!isOurs(reading) && !(isNameless(reading) && SAID_BY_CLIENT.test(sentence)))) return null;
  if (/\.on\.aws/i.test(sentence)) return alike('client_omits_token', 'url_dualstack_host', 'token_expired');
  if (/No authorization header was set|as an anonymous user/i.test(sentence)) {
    return /:443/.test(sentence)
      ? alike('client_omits_token_on_asset', 'auth_key_path_mismatch', 'client_omits_token')
      : alike('client_omits_token_on_asset', 'client_omits_token', 'auth_key_path_mismatch');
  }
  if (/authorization header was used|authorization settings were found/i.test(sentence)) {
    return alike('token_expired', 'token_expired_persisted', 'lockfile_points_to_registry_without_token');
  }
  if (isFile(repository?.path ?? '', packageType)) return unauthorizedFile(reading);
  if (
    /no credentials|credentials? (?:were )?not found|not offered|No authentication configured|without (?:a )?(?:token|credential)|not sent|missing credentials/i.test(
      sentence,
    )
  ) {
    return alike('client_omits_token', 'auth_key_path_mismatch', 'token_expired');
  }
  if (/aws:(?:\[redacted\]|\*{3,5})@/.test(sentence))
    return alike('token_expired', 'token_expired_persisted', 'url_has_credentials');
  if (/Visual Studio|intermittent/i.test(sentence))
    return alike('token_expired_persisted', 'client_omits_token', 'token_expired');
  if (/lack of valid authentication/i.test(sentence) && repository === null)
    return alike('token_value_malformed', 'client_omits_token', 'token_expired');
  if (
    /authentication token seems|Incorrect or missing password|Credentials not correct|Unable to authenticate/i.test(
      sentence,
    )
  ) {
    return alike('token_expired', 'client_omits_token', 'token_expired_persisted');
  }
  return alike('client_omits_token', 'token_expired', 'token_expired_persisted');
}

/** Lists are read with the token; the file is asked for without, or at an address that only a lock file knows. */
function unauthorizedFile({ sentence, packageType, packageName }: TextReading): Ranking {
  const isForeignFile =
    packageType === 'NPM' && packageName !== null && !packageName.startsWith('@') && !/:443/.test(sentence);
  if (isForeignFile || /@types\//.test(packageName ?? '')) {
    return alike('lockfile_points_to_registry_without_token', 'client_omits_token_on_asset', 'token_expired');
  }
  return /:443/.test(sentence)
    ? alike('client_omits_token_on_asset', 'auth_key_path_mismatch', 'token_expired')
    : alike('client_omits_token_on_asset', 'token_expired', 'client_omits_token');
}

function isFile(path: string, packageType: TextReading['packageType']): boolean {
  return (
    /\.(?:tgz|whl|nupkg|tar\.gz|zip)$/i.test(path) || (packageType === 'PYPI' && /\/simple\/[^/]+\/[^/]+\/./.test(path))
  );
}

function forbidden(reading: TextReading, { denial }: Failure): Ranking | null {
  if (reading.httpStatus !== 403 || denial !== null || !isOurs(reading)) return null;
  if (/SignatureDoesNotMatch|X-Amz-/i.test(reading.sentence)) return alike('asset_redirect_mishandled');
  return alike(
    'missing_read_from_repository',
    'repo_policy_missing_cross_account',
    'scp_denied',
    'repository_not_found',
  );
}

const IS_NOT_FOUND =
  /\b404\b|E404|ETARGET|ENOVERSIONS|NO_MATCHING_VERSION|NU110[0-3]|no matching (?:version|distribution)|could not find a version|does not exist|not (?:be )?found\b(?! (?:an?|any|out)\b)/i;

function notFound(reading: TextReading, { denial, errorCode }: Failure): Ranking | null {
  const { sentence, httpStatus, version, repository, packageName } = reading;
  if (denial || errorCode?.startsWith('ResourceNotFound')) return null;
  if (httpStatus !== 404 && !(httpStatus === null && IS_NOT_FOUND.test(sentence))) return null;
  if (!isOurs(reading)) return null;
  // Without a registry in the text nothing is likely: the package may be looked for anywhere.
  const ranked = repository || /codeartifact/i.test(sentence) ? alike : possible;
  if (
    /\/(?:pypi|npm|nuget)\/[^/\s]+\/simple\/\.\.\/|missing (?:the )?project|relative (?:link|href|url)/i.test(sentence)
  )
    return alike('client_url_join_bug', 'package_not_found');
  // Files of CodeArtifact stand below name and version: /simple/<name>/<version>/<file>.
  if (/\/simple\/v?\d[\w.]*\/[^/]+\.(?:whl|tar\.gz)$/.test(repository?.path ?? ''))
    return alike('client_url_join_bug', 'package_not_found');
  if (packageName === null && repository?.repository && httpStatus === 404) {
    return ranked('repository_not_found', 'missing_read_from_repository', 'package_not_found');
  }
  if (
    /NU1102|ETARGET|NO_MATCHING_VERSION|no matching version|from versions: (?!none)/i.test(sentence) ||
    version !== null
  ) {
    return ranked('upstream_ingest_delay', 'version_not_found', 'origin_control_upstream_block', 'package_not_found');
  }
  return ranked('package_not_found', 'external_connection_missing', 'name_normalisation', 'repository_not_found');
}

function otherStatus(reading: TextReading): Ranking | null {
  const { httpStatus, sentence, packageType } = reading;
  if (!isOurs(reading) || httpStatus === null) return null;
  if (httpStatus === 406) return alike('json_api_not_supported');
  if (httpStatus === 429) return certain('read_throttled');
  if ([302, 303, 307, 308].includes(httpStatus)) return alike('asset_redirect_mishandled', 'url_not_canonical');
  if (httpStatus === 301) return alike('url_not_canonical', 'trailing_slash_mismatch');
  if (httpStatus === 410 && packageType === 'GO') return alike('go_sumdb_private_module');
  if (httpStatus === 400 && packageType === 'GO') return alike('goproxy_wrong_status');
  if (httpStatus === 400 && /Authorization|s3|redirect/i.test(sentence)) return alike('asset_redirect_mishandled');
  return httpStatus >= 500 ? alike('service_internal_error', 'upstream_registry_down') : null;
}

/** NuGet says this of a refused token, an untrusted certificate and a host that is out of reach alike. */
function hiddenAnswer({ sentence, repository, httpStatus }: TextReading): Ranking | null {
  const isHidden = httpStatus === null && /NU1301|Unable to load the service index/i.test(sentence);
  return repository && isHidden
    ? alike('client_omits_token', 'token_expired', 'repositories_endpoint_unreachable', 'tls_untrusted_ca')
    : null;
}

/** A program that breaks at an answer that others read. */
function clientDefect(reading: TextReading): Ranking | null {
  if (!isOurs(reading)) return null;
  const isDefect =
    /decode|Traceback|TypeError|KeyError|NullPointer|panic:|undefined method|cannot read propert|unexpected token|invalid json|parse error|UnicodeDecodeError|gzip|ContentDecodingError/i.test(
      reading.sentence,
    );
  return isDefect ? possible('client_library_bug') : null;
}
