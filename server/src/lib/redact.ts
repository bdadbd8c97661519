/** Masks secrets in text. Runs in the only ways out: the logger, the error formatter, and the evidence of a check. */

const MASK = '[redacted]';

/** Between a key and its value; quotes may be escaped, as in JSON inside a log line. */
const IS = String.raw`\\*["']?\s*[=:]\s*\\*["']?(?!null\b)`;
const TOKEN_KEYS = '_authToken|_auth|_password|npmAuthToken|authorizationToken|X-Amz-Security-Token|X-Amz-Signature';
const AWS_KEYS = 'secret_?access_?key|session_?token|aws_security_token';

const PATTERNS: [RegExp, string][] = [
  // CodeArtifact tokens: five base64url parts (a compact JWE); ordinary JSON web tokens have three. Looking back keeps it linear.
  [/(?<![\w-])eyJ[\w-]{10,}(?:\.[\w-]*){2,4}/g, MASK],
  // The same behind `aws:`, as base64: what Basic authentication carries.
  [/(?<![\w+/])YXdzOmV5S[\w+/=-]{10,}/g, MASK],
  // Our own API keys and session tokens.
  [/\bbl_[\w-]{20,}/g, MASK],
  [/\b(Bearer|Basic)\s+[\w+/=.~-]{8,}/gi, `$1 ${MASK}`],
  [new RegExp(`(${TOKEN_KEYS})(${IS})[^\\s"'&,\\\\]+`, 'gi'), `$1$2${MASK}`],
  [new RegExp(`(${AWS_KEYS})(${IS}|>)[^\\s"'&,<\\\\]+`, 'gi'), `$1$2${MASK}`],
  [/(\/\/[^\s/:@]{1,64}:)[^\s/@]{1,4096}@/g, `$1${MASK}@`],
];

/** The text with every recognisable token, key and password masked; linear in its length. */
export function redact(text: string): string {
  return PATTERNS.reduce((masked, [pattern, replacement]) => masked.replace(pattern, replacement), text);
}
