import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

/** How many attempts to sign in are answered within one window. */
export interface SignInRules {
  perAccount: number;
  perAddress: number;
  windowSeconds: number;
}

export const SIGN_IN_RULES: SignInRules = { perAccount: 10, perAddress: 50, windowSeconds: 15 * 60 };

export interface Refusal {
  retryAfterSeconds: number;
  /** The first refusal in its window; the ones after it need no line in the audit log. */
  isFirst: boolean;
}

/**
 * Counts attempts to sign in per account, whether it exists or not, and per network address. In memory: a restart
 * forgets them, which costs an attacker more than it gains.
 */
export class SignInLimits {
  private readonly accounts: RateLimiterMemory;
  private readonly addresses: RateLimiterMemory;

  constructor({ perAccount, perAddress, windowSeconds }: SignInRules = SIGN_IN_RULES) {
    this.accounts = new RateLimiterMemory({ points: perAccount, duration: windowSeconds, keyPrefix: 'account' });
    this.addresses = new RateLimiterMemory({ points: perAddress, duration: windowSeconds, keyPrefix: 'address' });
  }

  /** Counts an attempt before it is looked at, so that many at once cannot slip through; null where it may go on. */
  async attempt(email: string, address: string): Promise<Refusal | null> {
    return (await consume(this.addresses, address)) ?? (await consume(this.accounts, email));
  }

  /** Takes back what was counted for an attempt with the right password, and forgets the wrong ones before it. */
  async succeeded(email: string, address: string): Promise<void> {
    await this.accounts.delete(email);
    await this.addresses.reward(address);
  }
}

async function consume(limiter: RateLimiterMemory, key: string): Promise<Refusal | null> {
  try {
    await limiter.consume(key);
    return null;
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error;
    return {
      retryAfterSeconds: Math.max(1, Math.ceil(error.msBeforeNext / 1000)),
      isFirst: error.consumedPoints === limiter.points + 1,
    };
  }
}
