/** How many requests one diagnosis may cost its customer, all repositories and AWS's API together. */
export const MOST_REQUESTS = 12;

/** Ends a request that is not sent, because enough were. */
export class BudgetSpent extends Error {
  constructor() {
    super(`Not asked: a diagnosis sends at most ${MOST_REQUESTS} requests.`);
  }
}

/** A fault that three tries do not get past stays: https://docs.aws.amazon.com/general/latest/gr/api-retries.html */
const MOST_TRIES = 3;

export class RequestBudget {
  #count = 0;
  #sharers = 1;

  /** Among how many repositories the requests are shared. */
  shareAmong(repositories: number): void {
    this.#sharers = Math.max(1, repositories);
  }

  /** How often one request may be sent where it meets a fault that can pass, so that each repository gets an answer. */
  get tries(): number {
    return Math.max(1, Math.min(MOST_TRIES, Math.floor(this.left / this.#sharers)));
  }

  get count(): number {
    return this.#count;
  }

  get left(): number {
    return Math.max(0, MOST_REQUESTS - this.#count);
  }

  /** Counts a request about to be sent. Throws BudgetSpent. */
  spend(): void {
    if (this.#count >= MOST_REQUESTS) throw new BudgetSpent();
    this.#count += 1;
  }

  /** Counts a call that is made in any case: others may wait for the same token. */
  note(): void {
    this.#count += 1;
  }
}
