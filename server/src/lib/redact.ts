/** Masks secrets in text. Runs in the only ways out: the logger, the error formatter, and the evidence of a check. */

const MASK = '[redacted]';

/** Between a key and its value; quotes may be escaped, as in JSON inside a log line. */
const IS = String.raw`\\*["']?\s*[=:]\s*\\*["']?(?!null\b)`;
const TOKEN_KEYS =
  '_authToken|_auth|_password|npmAuthToken|npmAuthIdent|authorizationToken|CODEARTIFACT_AUTH_TOKEN|ClearTextPassword|X-Amz-Security-Token|X-Amz-Signature';
const AWS_KEYS = 'secret_?access_?key|session_?token|aws_security_token';

/** A regular expression, what takes the place of a match, and what was there, in words. */
type Pattern = readonly [pattern: RegExp, replacement: string, what: string];

const TOKENS: readonly Pattern[] = [
  // CodeArtifact tokens: five base64url parts (a compact JWE); ordinary JSON web tokens have three. Looking back keeps it linear.
  [/(?<![\w-])eyJ[\w-]{10,}(?:\.[\w-]*){2,4}/g, MASK, 'a token'],
  // The same behind `aws:`, as base64: what Basic authentication carries.
  [/(?<![\w+/])YXdzOmV5S[\w+/=-]{10,}/g, MASK, 'a token'],
  // Our own API keys and session tokens.
  [/\bbl_[\w-]{20,}/g, MASK, 'an API key'],
  // Tokens of code hosts and package registries, by the beginnings that their makers gave them for scanners.
  [
    /\b(?:gh[oprsu]_[A-Za-z0-9]{20,}|github_pat_\w{20,}|glpat-[\w-]{20,}|npm_[A-Za-z0-9]{30,}|pypi-AgE[\w-]{20,})/g,
    MASK,
    'a token',
  ],
  // A secret access key beside its id, as in a file of credentials.
  [
    /\b((?:AKIA|ASIA)[A-Z0-9]{12,20}[\s,;:|"']{1,8})[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+])/g,
    `$1${MASK}`,
    'a secret access key',
  ],
  [/\b(Bearer|Basic)\s+[\w+/=.~-]{8,}/gi, `$1 ${MASK}`, 'a credential'],
];

const PATTERNS: readonly Pattern[] = [
  ...TOKENS,
  [new RegExp(`(${TOKEN_KEYS})(${IS})[^\\s"'&,\\\\]+`, 'gi'), `$1$2${MASK}`, 'a token'],
  [new RegExp(`(${AWS_KEYS})(${IS}|>)[^\\s"'&,<\\\\]+`, 'gi'), `$1$2${MASK}`, 'a key'],
  [/(\/\/[^\s/:@]{1,64}:)[^\s/@]{1,4096}@/g, `$1${MASK}@`, 'a password in an address'],
];

/** In files of a project, where a key may be the end of a package's name, such as `next_auth`, and where addresses abound. */
const FILE_PATTERNS: readonly Pattern[] = [
  ...TOKENS,
  [
    new RegExp(`((?<![A-Za-z0-9-])(?:${TOKEN_KEYS}|${AWS_KEYS}))(${IS})[^\\s"'&,<\\\\]+`, 'gi'),
    `$1$2${MASK}`,
    'a token',
  ],
  // NuGet's form of the same: https://learn.microsoft.com/nuget/reference/nuget-config-file#packagesourcecredentials
  [/((?:ClearText)?Password["']\s+value\s*=\s*["'])[^"']+/gi, `$1${MASK}`, 'a password'],
  [/(\/\/[^\s/:@"'<>]{0,64}:)[^\s/@"'<>]{1,4096}@/g, `$1${MASK}@`, 'a password in an address'],
  // A token in the place of the user name.
  [/(\/\/)[^\s/:@"'<>]{20,512}@/g, `$1${MASK}@`, 'a token in an address'],
];

/** What other programs write in place of a secret, variables, and words that only follow "Bearer". */
const NO_SECRET =
  /\[(?:redacted|hidden)\]|redacted|\*{3}|\$\{?\w|<[^>]*>|%\w+%|x{4}|\.{3}|^(?:Bearer|Basic)\s+[A-Za-z]{1,24}$/i;

export interface Masked {
  text: string;
  /** How many secrets were masked; placeholders of other programs are none. */
  secrets: number;
}

/** The text with every recognisable token, key and password masked; linear in its length. */
export function redact(text: string): string {
  return maskSecrets(text).text;
}

/** The same, and how many there were. */
export function maskSecrets(text: string): Masked {
  let secrets = 0;
  const masked = PATTERNS.reduce(
    (current, [pattern, replacement]) =>
      current.replace(pattern, (match: string, ...groups: (string | undefined)[]) => {
        if (!NO_SECRET.test(match)) secrets += 1;
        return filledIn(replacement, groups);
      }),
    text,
  );
  return { text: masked, secrets };
}

/** Stands in a file where whoever uses it puts in the secret. */
const PLACEHOLDER = /^(?:\$\{[^}]*\}|\$\(\w+\)|\$\w+|%\w+%|<[^>]*>|\{\{[^}]*\}\}|\*+|\[(?:redacted|hidden)\])$/i;
/** What only follows one of the words Bearer and Basic, as in "basic authentication". */
const WORD = /^[A-Za-z][a-z]{0,23}[.,]?$/;

export interface MaskedFile {
  text: string;
  /** In the order of lines. */
  secrets: { line: number; what: string }[];
}

/**
 * A file of a project with the secrets masked that it holds, and everything else as it was: placeholders such as `${TOKEN}`,
 * and names of packages that look like a key. Linear in its length.
 */
export function maskSecretsOfFile(text: string): MaskedFile {
  const secrets: MaskedFile['secrets'] = [];
  const masked = FILE_PATTERNS.reduce((current, [pattern, replacement, what]) => {
    const lineAt = lineCounter(current);
    return current.replace(pattern, (match: string, ...rest: (string | number | undefined)[]) => {
      const put = filledIn(replacement, rest);
      const [before = '', after = ''] = put.split(MASK);
      const secret = match.slice(before.length, match.length - after.length);
      if (PLACEHOLDER.test(secret) || (what === 'a credential' && WORD.test(secret))) return match;
      secrets.push({ line: lineAt(rest.findLast((part) => typeof part === 'number') ?? 0), what });
      return put;
    });
  }, text);
  return { text: masked, secrets: secrets.sort((one, other) => one.line - other.line) };
}

/** The line of an offset, counted from 1, for offsets that only grow: it goes through the text once. */
function lineCounter(text: string): (offset: number) => number {
  let line = 1;
  let next = text.indexOf('\n');
  return (offset) => {
    for (; next >= 0 && next < offset; next = text.indexOf('\n', next + 1)) line += 1;
    return line;
  };
}

function filledIn(replacement: string, groups: readonly (string | number | undefined)[]): string {
  return replacement.replace(/\$(\d)/g, (_reference, digit: string) => String(groups[Number(digit) - 1] ?? ''));
}
