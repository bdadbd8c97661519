/** Masks secrets in text. Runs in the only ways out: the logger, the error formatter, and the evidence of a check. */

const MASK = '[redacted]';

/** Between a key and its value; quotes may be escaped, as in JSON inside a log line. */
const IS = String.raw`\\*["']?\s*[=:]\s*\\*["']?(?!null\b)`;
const TOKEN_KEYS =
  '_authToken|_auth|_password|npmAuthToken|npmAuthIdent|authorizationToken|CODEARTIFACT_AUTH_TOKEN|ClearTextPassword|X-Amz-Security-Token|X-Amz-Signature';
const AWS_KEYS = 'secret_?access_?key|session_?token|aws_security_token';

const PATTERNS: [RegExp, string][] = [
  // CodeArtifact tokens: five base64url parts (a compact JWE); ordinary JSON web tokens have three. Looking back keeps it linear.
  [/(?<![\w-])eyJ[\w-]{10,}(?:\.[\w-]*){2,4}/g, MASK],
  // The same behind `aws:`, as base64: what Basic authentication carries.
  [/(?<![\w+/])YXdzOmV5S[\w+/=-]{10,}/g, MASK],
  // Our own API keys and session tokens.
  [/\bbl_[\w-]{20,}/g, MASK],
  // Tokens of code hosts and package registries, by the beginnings that their makers gave them for scanners.
  [
    /\b(?:gh[oprsu]_[A-Za-z0-9]{20,}|github_pat_\w{20,}|glpat-[\w-]{20,}|npm_[A-Za-z0-9]{30,}|pypi-AgE[\w-]{20,})/g,
    MASK,
  ],
  // A secret access key beside its id, as in a file of credentials.
  [/\b((?:AKIA|ASIA)[A-Z0-9]{12,20}[\s,;:|"']{1,8})[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+])/g, `$1${MASK}`],
  [/\b(Bearer|Basic)\s+[\w+/=.~-]{8,}/gi, `$1 ${MASK}`],
  [new RegExp(`(${TOKEN_KEYS})(${IS})[^\\s"'&,\\\\]+`, 'gi'), `$1$2${MASK}`],
  [new RegExp(`(${AWS_KEYS})(${IS}|>)[^\\s"'&,<\\\\]+`, 'gi'), `$1$2${MASK}`],
  [/(\/\/[^\s/:@]{1,64}:)[^\s/@]{1,4096}@/g, `$1${MASK}@`],
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
        return replacement.replace(/\$(\d)/g, (_reference, digit: string) => groups[Number(digit) - 1] ?? '');
      }),
    text,
  );
  return { text: masked, secrets };
}
