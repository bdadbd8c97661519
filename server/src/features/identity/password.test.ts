import { describe, expect, it } from 'vitest';
import { Passwords } from './password.ts';

const passwords = new Passwords();

describe('passwords', () => {
  it('are stored with a salt of their own and their cost', async () => {
    const [first, second] = await Promise.all([
      passwords.hash('open sesame please'),
      passwords.hash('open sesame please'),
    ]);
    expect(first).toMatch(/^scrypt\$32768\$8\$3\$[\w-]{22}\$[\w-]{43}$/);
    expect(second).not.toBe(first);
    expect(await passwords.verify('open sesame please', first)).toBe(true);
    expect(await passwords.verify('open sesame pleasf', first)).toBe(false);
  });

  it('are the same however their accents were typed', async () => {
    expect(
      await passwords.verify(
        'crème brûlée à la carte',
        await passwords.hash('crème brûlée à la carte'.normalize('NFD')),
      ),
    ).toBe(true);
  });

  it('that were hashed at another cost are still right', async () => {
    const cheap = 'scrypt$16384$8$1$AAAAAAAAAAAAAAAAAAAAAA$';
    const { scryptSync } = await import('node:crypto');
    const hash = scryptSync('an older password', Buffer.alloc(16), 32, { N: 16_384, r: 8, p: 1 }).toString('base64url');
    expect(await passwords.verify('an older password', cheap + hash)).toBe(true);
  });

  it('never match nobody', async () => {
    expect(await passwords.verifyNothing('')).toBe(false);
  });

  it('of a form that nobody wrote are an error, not a refusal', async () => {
    await expect(passwords.verify('x', 'plain')).rejects.toThrow('cannot be read');
  });
});
