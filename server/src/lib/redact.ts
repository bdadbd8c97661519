/** Masks secrets in text. Runs in the only ways out: the logger, the error formatter, and the evidence of a check. */

const MASK = '[redacted]';

const PATTERNS: [RegExp, string][] = [
  // CodeArtifact tokens: five base64url parts (a compact JWE); ordinary JSON web tokens have three.
  [/\beyJ[\w-]{10,}(?:\.[\w-]*){2,4}/g, MASK],
  // Our own API keys and session tokens.
  [/\bbl_[\w-]{20,}/g, MASK],
  [/\b(Bearer|Basic)\s+[\w+/=.~-]{8,}/gi, `$1 ${MASK}`],
  [/(_authToken|_auth|_password|npmAuthToken|authorizationToken|X-Amz-Security-Token|X-Amz-Signature)(["']?\s*[=:]\s*["']?)[^\s"'&,]+/gi, `$1$2${MASK}`],
  [/(SecretAccessKey|SessionToken)(["']?\s*[=:]\s*["']?|>)[^\s"'&,<]+/gi, `$1$2${MASK}`],
  [/(\/\/[^\s/:@]{1,64}:)[^\s/@]{1,4096}@/g, `$1${MASK}@`],
];

/** The text with every recognisable token, key and password masked; linear in its length. */
export function redact(text: string): string {
  return PATTERNS.reduce((masked, [pattern, replacement]) => masked.replace(pattern, replacement), text);
}
