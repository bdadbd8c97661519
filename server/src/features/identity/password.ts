/** Passwords: scrypt (RFC 7914) with a random salt; the parameters are stored with each hash, so they can grow. */

import { randomBytes, scrypt, timingSafeEqual, type ScryptOptions } from 'node:crypto';

export const MIN_PASSWORD_LENGTH = 12;
export const MAX_PASSWORD_LENGTH = 256;

interface PasswordCost {
  N: number;
  r: number;
  p: number;
}

// N = 2^15, r = 8, p = 3 is one of the settings that OWASP's password storage sheet calls equal to 2^17, 8, 1; about
// 140 ms and 32 MB each here.
const COST: PasswordCost = { N: 2 ** 15, r: 8, p: 3 };
const SALT_BYTES = 16;
const HASH_BYTES = 32;

const FORMAT = /^scrypt\$(\d{1,8})\$(\d{1,3})\$(\d{1,3})\$([\w-]{22})\$([\w-]{43})$/;

/** Hashes at `cost`, and verifies at the cost that each hash names. */
export class Passwords {
  constructor(private readonly cost = COST) {}

  /** `scrypt$N$r$p$salt$hash`, the last two in base64url. */
  async hash(password: string): Promise<string> {
    const { N, r, p } = this.cost;
    const salt = randomBytes(SALT_BYTES);
    const hash = await derive(password, salt, this.cost);
    return ['scrypt', N, r, p, salt.toString('base64url'), hash.toString('base64url')].join('$');
  }

  /** Whether the password is the one that was hashed. */
  async verify(password: string, stored: string): Promise<boolean> {
    const [, N, r, p, salt, hash] = FORMAT.exec(stored) ?? [];
    if (!salt || !hash) throw new Error('A stored password hash cannot be read.');
    const cost = { N: Number(N), r: Number(r), p: Number(p) };
    const derived = await derive(password, Buffer.from(salt, 'base64url'), cost);
    return timingSafeEqual(derived, Buffer.from(hash, 'base64url'));
  }

  /** Takes as long as `verify` and is never true: where nobody has the email address, the answer must not be faster. */
  async verifyNothing(password: string): Promise<false> {
    await derive(password, randomBytes(SALT_BYTES), this.cost);
    return false;
  }
}

function derive(password: string, salt: Buffer, { N, r, p }: PasswordCost): Promise<Buffer> {
  // scrypt needs 128 * N * r bytes and a little more; Node refuses above `maxmem`.
  const options: ScryptOptions = { N, r, p, maxmem: 128 * N * r * 2 };
  return new Promise((resolve, reject) => {
    // One person's keyboard may compose an accented letter that another's sends in one piece.
    scrypt(password.normalize('NFKC'), salt, HASH_BYTES, options, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}
