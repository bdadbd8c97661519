/** Picks the lines of a text that say what failed; everything after works on these alone. */

import type { Line } from './lines.ts';

/** The patterns are alternations of plain words, so a line is read once. */
const SIGNS: [RegExp, number][] = [
  [/not authorized to perform|denied for operation|explicit deny|assumed by root|no [\w -]{1,40} policy allows/i, 12],
  [/An error occurred \(|A client error \(|api error \w|<Code>|"?__type"?:|Error Code:|Error \[\w/i, 10],
  [
    /AccessDenied|ExpiredToken|InvalidClientTokenId|UnrecognizedClient|SignatureDoesNotMatch|InvalidSignature|AuthFailure|Throttling|RegionDisabled|PackedPolicyTooLarge|MalformedPolicyDocument|ValidationE|ResourceNotFoundE|RequestTimeTooSkewed|RequestExpired|InvalidParameter|ParamValidation|validation errors? detected|failed to satisfy constraint|field size of/,
    9,
  ],
  [
    /Signature (?:has )?expired|not yet current|Packed size|role chaining|MaxSessionDuration|not activated in this region|Invalid principal|Rate exceeded|Domain not found|Repository not found|Package not found in|security token/i,
    9,
  ],
  [
    /Unable to locate credentials|NoCredential|CredentialsProviderError|load credentials|Missing credentials|credentials were found|No valid credential/i,
    8,
  ],
  [
    /PackageSourceMapping|sumdb|sum\.golang|always-auth|stub received|refusing to pass credentials|Range requests|does not have support|Unexpected key|are not allowed when publishing/i,
    9,
  ],
  [/\b(?:E401|E403|E404|E405|E409|ETARGET|ENOVERSIONS|NU1\d{3}|YN0\d{3}|ERR_PNPM_\w+)\b/, 7],
  // A number alone may count anything; beside an address or a word of failure it is a status.
  [/\b(?:401|403|404|406|410|429|500|502|503|504)\b/, 3],
  [/https?:\/\//i, 1],
  [/\b30[12378]\b/, 2],
  [/\bredirect/i, 2],
  [/auth(?:orization)? mechanism|X-Amz-(?:Signature|Algorithm)|"?authorizationToken"?\s*:/i, 6],
  [
    /unauthorized|forbidden|unauthenticated|not found|no matching (?:version|distribution)|could not find|does not exist|authentication|authorization header|credentials not correct/i,
    4,
  ],
  [
    /code ?artifact|SecurityToken|trust (?:polic|relation)|upstream graph|GOPROXY|\bnetrc|\bsts(?:\b|_)|AssumeRole|assume[-_ ]role|role arn|role session name|session tag|external.?id/i,
    4,
  ],
  [
    /(?:be|used to) assume|assum(?:e|ing) (?:the |an? )?(?:\w{1,20} )?role|clock|no solution found|unsatisfiable|tagsession|sourceidentity|\bsso\b|\bmfa\b/i,
    5,
  ],
  [
    /ENOTFOUND|ECONN|ETIMEDOUT|EAI_AGAIN|getaddrinfo|SocketError|UnknownHost|name resolution|could not resolve|connect to (?:the )?endpoint|timed out|time-? ?out|certificate|x509|PKIX|SSLError|peer closed|end of file|\bEOF\b|BufError|IncompleteRead|prematurely/i,
    5,
  ],
  [/\b(?:error|fatal|fail(?:ed|ure)?|denied|exception|refused)\b|ERR!/i, 2],
];

/** Where several failures are pasted together, so many lines tell enough. */
const MOST_LINES = 14;
const LEAST_SCORE = 4;
/** A text this short was cut by whoever pasted it: all of it counts. */
const SHORT_TEXT = 12;
/** Of all lines together, and of one that only stands beside. */
const LONGEST_CONTEXT = 12_000;
const LONGEST_NEIGHBOUR = 400;
/** Sentences are wrapped, and the address often stands a line before or after. */
const NEIGHBOURS = 2;

export interface RelevantLines {
  /** In their order. */
  lines: Line[];
  /** The same with their neighbours, as one text with a line break between lines. */
  context: string;
}

/** Empty where no line says that something failed. */
export function relevantLines(lines: readonly Line[]): RelevantLines {
  const scored = lines.map((line, index) => ({ index, score: scoreOf(line.text) }));
  const best = scored
    .filter(({ score }) => score >= LEAST_SCORE || lines.length <= SHORT_TEXT)
    .sort((one, other) => other.score - one.score || one.index - other.index)
    .slice(0, MOST_LINES)
    .map(({ index }) => index);
  const chosen = new Set<number>();
  let length = 0;
  for (const index of best) {
    length += Math.min(lines[index]?.text.length ?? 0, LONGEST_CONTEXT);
    if (length > LONGEST_CONTEXT) break;
    chosen.add(index);
  }
  const around = new Set([...chosen].flatMap(neighbours));
  const context = lines
    .map(({ text }, index) => (chosen.has(index) ? text : text.slice(0, LONGEST_NEIGHBOUR)))
    .filter((text, index) => around.has(index) && (chosen.has(index) || !CHATTER.test(text)))
    .join('\n');
  return { lines: lines.filter((_line, index) => chosen.has(index)), context };
}

/** Said in every log, whatever became of it. */
const CHATTER = /^npm (?:warn deprecated|notice)\b/i;

function scoreOf(text: string): number {
  if (CHATTER.test(text)) return 0;
  return SIGNS.reduce((score, [sign, weight]) => (sign.test(text) ? score + weight : score), 0);
}

function neighbours(index: number): number[] {
  return Array.from({ length: 2 * NEIGHBOURS + 1 }, (_, offset) => index - NEIGHBOURS + offset);
}
