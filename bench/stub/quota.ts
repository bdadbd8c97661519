/** A token bucket, as AWS describes its throttling: so many requests trickle in each second, and a few can be saved up. */
export class Quota {
  readonly #perSecond: number;
  readonly #burst: number;
  #tokens: number;
  #updatedAt: number;

  constructor({ requestsPerSecond, burst }: { requestsPerSecond: number; burst: number }, now: number) {
    this.#perSecond = requestsPerSecond;
    this.#burst = burst;
    this.#tokens = burst;
    this.#updatedAt = now;
  }

  /** Whether a request that comes now, in milliseconds, is within the quota. */
  take(now: number): boolean {
    const earned = ((now - this.#updatedAt) / 1_000) * this.#perSecond;
    this.#tokens = Math.min(this.#burst, this.#tokens + earned);
    this.#updatedAt = now;
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }
}
