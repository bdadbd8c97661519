/** What may be tried again, when, and how often in all. */

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;

/** Tries that a budget holds at most, and how many answers without a fault earn one back. */
const BUDGET = 50;
const ANSWERS_PER_RETRY = 10;

/** Milliseconds to wait before try `attempt + 1`: full jitter, so that what failed together does not come back together. */
export function backoffMs(attempt: number, random: () => number = Math.random): number {
  return random() * Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** attempt);
}

/** Milliseconds that a Retry-After header asks for (RFC 9110, 10.2.3: seconds or a date); null where it says nothing usable. */
export function readRetryAfter(header: string | undefined, now: Date): number | null {
  if (header === undefined) return null;
  if (/^\d{1,9}$/.test(header.trim())) return Number(header.trim()) * 1_000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? null : Math.max(0, date - now.getTime());
}

/** How many more tries a failing system gets: a few when it stumbles, almost none while it is down. */
export class RetryBudget {
  #left = BUDGET;

  /** Whether one more try is granted; it is spent then. */
  spend(): boolean {
    if (this.#left < 1) return false;
    this.#left -= 1;
    return true;
  }

  /** An answer came without a fault. */
  earn(): void {
    this.#left = Math.min(BUDGET, this.#left + 1 / ANSWERS_PER_RETRY);
  }
}
