/** Reads codes, status, names and addresses out of the relevant lines of a text. */

import type { PackageType } from '@backline/shared';
import { addressesIn, asRepository, type Address, type RepositoryMention } from './addresses.ts';
import { relevantLines } from './relevant-lines.ts';
import { readLines } from './lines.ts';
import type { TextReading } from './reading.ts';
import { isOtherRegistry } from './scope.ts';

export interface TextHints {
  packageType: PackageType | null;
  httpStatus: number | null;
}

const CODES = [
  'AccessDenied', 'ExpiredToken', 'InvalidClientTokenId', 'UnrecognizedClient', 'SignatureDoesNotMatch',
  'InvalidSignature', 'IncompleteSignature', 'RequestTimeTooSkewed', 'RequestExpired', 'MissingAuthenticationToken',
  'AuthFailure', 'InvalidAccessKeyId', 'TooManyRequests', 'Throttling', 'RequestLimitExceeded', 'RegionDisabled',
  'PackedPolicyTooLarge', 'MalformedPolicyDocument', 'ResourceNotFound', 'ServiceQuotaExceeded', 'InternalServer',
  'InternalFailure', 'ServiceUnavailable', 'Conflict',
]; // prettier-ignore
const CODE = new RegExp(String.raw`\b((?:${CODES.join('|')})(?:Exception|Error)?)\b`);
/** These are words of other programs too, so they count only where AWS's form stands around them. */
const SPOKEN_CODE =
  /(?:occurred \(|api error |error code[:=]? ?["']?|error \[|<code>|"(?:code|__type)": ?"|code: some\("|\b)((?:Validation(?:Error|Exception)|InvalidParameter(?:Value|Combination)?|ParamValidationError|ConflictException))\b/i;
const OPERATION =
  /when calling the (\w{3,60}) operation|operation error [\w ]{2,40}: (\w{3,60}),|\b(AssumeRole(?:With\w+)?|GetCallerIdentity|GetAuthorizationToken|GetRepositoryEndpoint)\b/;

const CLIENTS: [RegExp, PackageType][] = [
  [
    /\bnpm\b|pnpm|yarn|YN0\d{3}|\.npmrc|\.tgz\b|\/npm\/|E40[1-9]\b|ETARGET|authorization header was (?:set|used)|as an anonymous user/i,
    'NPM',
  ],
  [
    /\bpip3?\b|\buv\b|poetry|twine|pipenv|\bpdm\b|\.whl\b|pip\.conf|\/pypi\/|\/simple\/|pyproject|No matching distribution|lack of valid authentication|Credentials not correct|\b\d{3} Client Error: [\w ]{3,20} for url/i,
    'PYPI',
  ],
  [/nuget|NU1\d{3}|dotnet|\.nupkg|\.csproj|v3\/index\.json/i, 'NUGET'],
  [
    /\bgo(?:: | get | mod |\.mod|\.sum)|GOPROXY|GOSUMDB|GOPRIVATE|GONOSUM|sum\.golang|\/@v\/|\bgo (?:build|install|list)\b/,
    'GO',
  ],
];

const STATUS: RegExp[] = [
  /\bstatus(?:[ _-]?code)?["']?\s*(?:[:=]|of|is)?\s*(?:StatusCode\()?\(?["']?([1-5]\d\d)\b/i,
  /\bHTTP(?:\/[\d.]{1,3})?[ -](?:status |error |code )*:?\(?([1-5]\d\d)\b/i,
  /\b(?:StatusCode|http_status|httpStatusCode)[^\d\n]{0,6}([1-5]\d\d)\b/i,
  /\b([45]\d\d)\s*(?:\(|:|-|—)?\s*(?:Client Error|Server Error|Unauthorized|Forbidden|Not Found|Not Acceptable|Gone|Bad Request|Too Many|Internal|Bad Gateway|Service Unavailable|Gateway|Proxy Auth)/i,
  /(?:Unauthorized|Forbidden|Not Found|Gone|Acceptable|Error)\s*[-:(]\s*([45]\d\d)\b/i,
  /\bE(40[1-9]|409|429|500|503)\b/,
  /(?:answered|returned|returns|response|error|code|got|received|->|failed with|: )\s*(?:a |an |with |of )*(?:HTTP )?\(?([345]\d\d)\b(?![\d.:-])/i,
  /^\s*([45]\d\d)\b(?![\d.:])/m,
  /\b(?:answers?|gives?|gave|gets?|throws?|is|are|an?|with)\s+(?:HTTP )?(40[0-9]|410|429|50[0234])\b(?![\d.:-]|\s?(?:[km]?b|ms|s|lines?|files?|bytes|seconds|requests|packages)\b)/i,
];
const ERROR_CODES_OF_CLIENTS =
  /\b(E40\d|E409|E429|E500|ETARGET|ERR_PNPM_\w{3,40}|YN00\d\d|NU1\d{3}|CERTIFICATE_VERIFY_FAILED|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_\w{3,40}|DEPTH_ZERO_SELF_SIGNED_CERT|ENOTFOUND|ECONNRESET|ECONNREFUSED|ETIMEDOUT|EAI_AGAIN|WinError \d{1,5})\b/;
const REQUEST_ID =
  /(?:request[ _-]?id|x-amzn-requestid|<RequestId>)["']?\s*[:=>]?\s*["']?([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})/i;

export function readText(text: string, hints: TextHints): TextReading {
  const relevant = relevantLines(readLines(text));
  const { context } = relevant;
  const sentence = context.replace(/\s+/g, ' ');
  const addresses = addressesIn(context);
  const address = nearest(addresses, context);
  const mentions = addresses.map(asRepository).filter((mention) => mention !== null);
  const own = address ? asRepository(address) : null;
  const item = PACKAGE_PATTERNS.map((pattern) => pattern.exec(sentence)).find((match) => match !== null);
  const named = mentions.find(({ repository }) => repository !== null) ?? mentions[0] ?? null;
  // What failed at another registry did not fail at the one that is only mentioned.
  const read = own ?? (address && isOtherRegistry(address.host) ? null : named);
  const fromPath = read ? fileOf(read) : null;
  return {
    lines: relevant.lines,
    context,
    sentence,
    httpStatus: statusOf(sentence) ?? hints.httpStatus,
    packageType:
      hints.packageType ?? read?.packageType ?? typeOf(relevant.lines.map(({ text: line }) => line).join('\n')),
    hasHints: hints.packageType !== null || hints.httpStatus !== null,
    awsCode: awsCodeOf(sentence),
    clientCode: ERROR_CODES_OF_CLIENTS.exec(sentence)?.[1] ?? null,
    awsRequestId: REQUEST_ID.exec(sentence)?.[1] ?? null,
    operation: firstGroup(OPERATION.exec(sentence)),
    callerArn: /User:?\s*["']?(arn:[^\s"',]{5,300})\s*["']? is not authorized/i.exec(sentence)?.[1] ?? null,
    packageName: fromPath?.name ?? item?.groups?.['name'] ?? null,
    version: fromPath?.version ?? item?.groups?.['version'] ?? null,
    repository: read,
    address,
    hosts: [...new Set([...addresses.map(({ host }) => host), ...bareHosts(context)])],
  };
}

/** As AWS writes it; in other letters the word is somebody else's. */
function awsCodeOf(sentence: string): string | null {
  const code = CODE.exec(sentence)?.[1] ?? SPOKEN_CODE.exec(sentence)?.[1] ?? '';
  return /^[A-Z][a-z]/.test(code) ? code : null;
}

function statusOf(sentence: string): number | null {
  for (const pattern of STATUS) {
    const status = pattern.exec(sentence)?.[1];
    if (status) return Number(status);
  }
  return null;
}

function typeOf(context: string): PackageType | null {
  return CLIENTS.find(([pattern]) => pattern.test(context))?.[1] ?? null;
}

/** The address that stands closest to a word of failure, the CodeArtifact one of two that stand equally close. */
function nearest(addresses: readonly Address[], context: string): Address | null {
  const failures = [
    ...context.matchAll(
      /\b(?:40[1346]|410|429|5\d\d|30[12378])\b|unauthorized|forbidden|not found|credentials|failed|error|redirect|certificate|connect/gi,
    ),
  ];
  let best: Address | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const address of addresses) {
    const end = address.position + address.url.length;
    const distance = failures.reduce((smallest, { index }) => {
      const gap = index >= end ? index - end : address.position - index;
      return gap < 0 ? smallest : Math.min(smallest, gap);
    }, 5_000);
    const weighed = distance + (asRepository(address) ? 0 : 10);
    if (weighed < least) [best, least] = [address, weighed];
  }
  return best;
}

const NAME = String.raw`(?<name>@?[A-Za-z0-9][\w.-]{0,100}(?:\/[\w.-]{1,100})?)`;
/** Ends before the full stop of a sentence. */
const VERSION = String.raw`(?<version>\d(?:[\w.+-]{0,60}\w)?)`;
const PACKAGE_PATTERNS = [
  new RegExp(String.raw`No matching version found for ${NAME}@[\^~>=]{0,2}${VERSION}`, 'i'),
  new RegExp(
    String.raw`["']?${NAME}@${VERSION}["']? (?:does not exist|is not in (?:this|the npm) registry|not found)`,
    'i',
  ),
  new RegExp(String.raw`No matching (?:distribution|version) found for ${NAME}(?:==${VERSION})?`, 'i'),
  new RegExp(String.raw`satisfies the requirement ${NAME}(?:==${VERSION})?`, 'i'),
  new RegExp(String.raw`no version of ${NAME}==${VERSION}`, 'i'),
  new RegExp(
    String.raw`Unable to (?:find package|resolve) ["']?${NAME}(?: \(>= ${VERSION}\)| with version \(>= ${VERSION.replace('version', 'other')}\))?`,
    'i',
  ),
  new RegExp(String.raw`Because ${NAME} was not found`, 'i'),
  new RegExp(String.raw`["']${NAME}(?:@${VERSION})?["'] is not in (?:this|the npm) registry`, 'i'),
  new RegExp(String.raw`Failed to download(?: and build)?:? ["']?${NAME}==${VERSION}`, 'i'),
  new RegExp(String.raw`packageName=${NAME}`, 'i'),
  new RegExp(String.raw`verifying ${NAME}@v?${VERSION}`, 'i'),
];

/** Name and version of a file below a repository, as the package managers lay them out. */
function fileOf({ path, packageType }: RepositoryMention): { name: string; version: string | null } | null {
  const segments = path
    .split('/')
    .filter((segment) => segment !== '')
    .slice(2)
    .map(decoded);
  if (packageType === 'PYPI' && segments[0] === 'simple' && segments[1]) {
    return { name: segments[1], version: segments[3] ? (segments[2] ?? null) : null };
  }
  if (packageType === 'NPM' && segments[0] && segments[0] !== '-') {
    const scope =
      segments[0].startsWith('@') && !segments[0].includes('/') ? `${segments[0]}/${segments[1] ?? ''}` : segments[0];
    return { name: scope, version: /-(\d[\w.+-]{0,60})\.tgz$/.exec(path)?.[1] ?? null };
  }
  if (packageType === 'NUGET' && segments[1] && segments[1].startsWith('flat')) {
    return segments[2]
      ? { name: segments[2], version: /^\d/.test(segments[3] ?? '') ? (segments[3] ?? null) : null }
      : null;
  }
  return null;
}

function decoded(segment: string): string {
  return segment.replace(/%2f/gi, '/').replace(/%40/g, '@');
}

function bareHosts(context: string): string[] {
  const hosts = context.match(/(?<![\w.-])(?:[a-z0-9*-]{1,63}\.){1,8}(?:amazonaws\.com|on\.aws|api\.aws)\b/gi) ?? [];
  return hosts.map((host) => host.toLowerCase());
}

function firstGroup(match: RegExpExecArray | null): string | null {
  return match?.slice(1).find((group) => group !== undefined) ?? null;
}
