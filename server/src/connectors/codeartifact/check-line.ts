/** Collects the finished checks of one test, each timed and reported as it ends. */

import type { Diagnosis, Evidence } from '../../lib/diagnosis.ts';
import type { Check, CheckStatus, PlannedCheck } from '../connector.ts';

/** How one step ended, and what the next ones need of it. */
export interface Verdict<T = undefined> {
  status: CheckStatus;
  evidence?: Evidence;
  diagnosis?: Diagnosis;
  value?: T;
}

export interface CheckLineOptions {
  onCheck?: ((check: Check) => void) | undefined;
  /** Why no further step begins, e.g. `the test was stopped`; null while it goes on. */
  whyStopped: () => string | null;
}

export class CheckLine {
  readonly #finished = new Map<PlannedCheck, Check>();

  constructor(private readonly options: CheckLineOptions) {}

  /** Takes a step; once the test has been stopped it is skipped in place of that. */
  async run<T>(planned: PlannedCheck, step: () => Promise<Verdict<T>>): Promise<Verdict<T>> {
    const because = this.options.whyStopped();
    if (because !== null) {
      this.skip([planned], because);
      return { status: 'SKIPPED' };
    }
    const started = performance.now();
    const verdict = await step();
    this.#finish(planned, verdict, Math.round(performance.now() - started));
    return verdict;
  }

  /** Marks what has not run as skipped, and says because of what; the end of the test comes before any other reason. */
  skip(planned: PlannedCheck[], because: string): void {
    const summary = `Not run, because ${this.options.whyStopped() ?? because}.`;
    for (const check of planned) {
      if (this.#finished.has(check)) continue;
      this.#finish(check, { status: 'SKIPPED', diagnosis: { category: 'UNKNOWN', summary, causes: [] } }, 0);
    }
  }

  inOrderOf(planned: PlannedCheck[]): Check[] {
    return planned.map((check) => this.#finished.get(check)).filter((check) => check !== undefined);
  }

  #finish(planned: PlannedCheck, verdict: Verdict<unknown>, durationMs: number): void {
    const { status, evidence = null, diagnosis = null } = verdict;
    const check: Check = { ...planned, status, evidence, diagnosis, durationMs };
    this.#finished.set(planned, check);
    this.options.onCheck?.(check);
  }
}

/** The verdict of a step that AWS answered as it should. */
export function passed<T>(message: string | null, awsRequestId: string | null, value?: T): Verdict<T> {
  const evidence = { httpStatus: 200, errorCode: null, message, awsRequestId };
  return { status: 'PASSED', evidence, ...(value !== undefined && { value }) };
}
