/** A token bucket that slows down where the other side says "too many", and recovers. */

import { WaitingLine } from './waiting-line.ts';

/**
 * Shares of the rate that trickle in and that may be saved up. Together they are the whole: no second, wherever it begins, holds
 * more requests than the rate, and an event loop that was busy for 30 ms loses nothing.
 */
const STEADY_SHARE = 0.97;
const BURST_SHARE = 0.03;

/** Who waits is let go in small groups: waking up for each costs as much as its request. */
const TICK_MS = 5;

/** What is left of the rate after a refusal, and how long it takes to grow back from nothing. */
const SLOWED_SHARE = 0.7;
const SLOWEST_SHARE = 0.02;
const RECOVERY_SECONDS = 20;
/** Refusals of requests that were under way together count once. */
const SAME_REFUSAL_MS = 1_000;

export class RateLimit {
  readonly #perSecond: number;
  readonly #burst: number;
  readonly #waiting = new WaitingLine();
  #tokens: number;
  #share = 1;
  #updatedAt: number;
  #pausedUntil = 0;
  #slowedAt = Number.NEGATIVE_INFINITY;
  #timer: NodeJS.Timeout | undefined;

  constructor(perSecond: number) {
    this.#perSecond = perSecond;
    this.#burst = Math.max(1, perSecond * BURST_SHARE);
    this.#tokens = this.#burst;
    this.#updatedAt = performance.now();
  }

  /** Whether one request may be sent now; it counts then. */
  takeNow(): boolean {
    this.#refill();
    if (this.#waiting.length > 0 || this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }

  /** Resolves when one request may be sent, in the order of asking. Rejects with the signal's reason. */
  take(signal?: AbortSignal): Promise<void> {
    if (this.takeNow()) return Promise.resolve();
    const turn = this.#waiting.join(signal);
    this.#schedule();
    return turn;
  }

  /** The other side refused: nobody goes for `pauseMs`, and for a while all go slower. */
  slowDown(pauseMs: number): void {
    this.#refill();
    const now = performance.now();
    this.#pausedUntil = Math.max(this.#pausedUntil, now + pauseMs);
    this.#tokens = 0;
    if (now - this.#slowedAt >= SAME_REFUSAL_MS) {
      this.#share = Math.max(SLOWEST_SHARE, this.#share * SLOWED_SHARE);
      this.#slowedAt = now;
    }
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#schedule();
  }

  /** Milliseconds that nobody goes at all; 0 where requests go, however slowly. */
  get pauseMs(): number {
    return Math.max(0, this.#pausedUntil - performance.now());
  }

  /** Whether nothing waits and nothing is remembered that a new bucket would not start with. */
  get isIdle(): boolean {
    this.#refill();
    return this.#waiting.length === 0 && this.#share === 1 && this.#tokens >= this.#burst;
  }

  #refill(): void {
    const now = performance.now();
    const seconds = Math.max(0, now - Math.max(this.#updatedAt, this.#pausedUntil)) / 1_000;
    this.#updatedAt = now;
    this.#share = Math.min(1, this.#share + seconds / RECOVERY_SECONDS);
    this.#tokens = Math.min(this.#burst, this.#tokens + seconds * this.#ratePerSecond);
  }

  get #ratePerSecond(): number {
    return Math.max(this.#perSecond * STEADY_SHARE * this.#share, 0.5);
  }

  #schedule(): void {
    if (this.#timer || this.#waiting.length === 0) return;
    const missing = Math.max(0, 1 - this.#tokens);
    const waitMs = this.pauseMs + Math.max(TICK_MS, (missing / this.#ratePerSecond) * 1_000);
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#grant();
    }, waitMs);
  }

  #grant(): void {
    this.#refill();
    while (this.#tokens >= 1 && this.#waiting.next()) this.#tokens -= 1;
    this.#schedule();
  }
}
