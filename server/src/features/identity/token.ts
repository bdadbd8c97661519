/** Random tokens and their hashes. All begin with `bl_`, so that redaction finds them in any text (lib/redact.ts). */

import { createHash, randomBytes } from 'node:crypto';

export const API_KEY_PREFIX = 'bl_';
export const SESSION_PREFIX = 'bl_session_';
export const INVITATION_PREFIX = 'bl_invite_';

const TOKEN_BYTES = 32;

/** The prefix and 256 random bits in base64url. */
export function newToken(prefix: string): string {
  return prefix + randomBytes(TOKEN_BYTES).toString('base64url');
}

/** What is stored and searched for instead of the token. Plain SHA-256 suffices, as a token cannot be guessed. */
export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
