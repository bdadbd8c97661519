import { expect, it } from 'vitest';
import { redact } from '../../lib/redact.ts';
import { API_KEY_PREFIX, hashToken, INVITATION_PREFIX, newToken, SESSION_PREFIX } from './token.ts';

it.each([API_KEY_PREFIX, SESSION_PREFIX, INVITATION_PREFIX])(
  'tokens with %s are random and masked in any text',
  (prefix) => {
    const token = newToken(prefix);
    expect(Buffer.from(token.slice(prefix.length), 'base64url')).toHaveLength(32);
    expect(newToken(prefix)).not.toBe(token);
    expect(redact(`link https://x/join#${token} end`)).toBe('link https://x/join#[redacted] end');
  },
);

it('a hash is SHA-256 of the token', () => {
  expect(hashToken('abc').toString('hex')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});
