import { createHash, randomBytes } from 'node:crypto';
import { labNow, type BearerToken, type LabState } from './state.ts';

/** Longer than 1,300 characters, as real ones are: some credential stores cannot hold them. */
const CONTENT_BYTES = 1_000;

/**
 * Makes an authorization token: five base64url parts, the first of which anybody can read, and nothing else.
 * Only its hash is kept.
 */
export function issueToken(state: LabState, token: BearerToken): string {
  const seconds = (moment: number) => Math.floor(moment / 1000);
  const part = (bytes: number) => randomBytes(bytes).toString('base64url');
  const header = {
    ver: 1,
    isu: seconds(labNow(state)),
    enc: 'A128GCM',
    tag: part(16),
    exp: seconds(token.expiresAt),
    alg: 'A128GCMKW',
    iv: part(12),
  };
  const parts = [
    Buffer.from(JSON.stringify(header)).toString('base64url'),
    part(16),
    part(12),
    part(CONTENT_BYTES),
    part(16),
  ];
  const text = parts.join('.');
  state.tokens.set(fingerprint(text), token);
  state.onSecret(text);
  return text;
}

/** The token that was issued in this form of words; undefined where none was. Whether it has ended is another question. */
export function findToken(state: LabState, text: string): BearerToken | undefined {
  return state.tokens.get(fingerprint(text));
}

function fingerprint(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}
