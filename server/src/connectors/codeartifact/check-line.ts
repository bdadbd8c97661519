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

export class CheckLine {
  readonly #finished = new Map<PlannedCheck, Check>();

  constructor(private readonly onCheck: ((check: Check) => void) | undefined) {}

  async run<T>(planned: PlannedCheck, step: () => Promise<Verdict<T>>): Promise<Verdict<T>> {
    const started = performance.now();
    const verdict = await step();
    this.#finish(planned, verdict, Math.round(performance.now() - started));
    return verdict;
  }

  /** Marks what has not run as skipped, and says because of what. */
  skip(planned: PlannedCheck[], because: string): void {
    for (const check of planned) {
      if (this.#finished.has(check)) continue;
      const summary = `Not run, because ${because}.`;
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
    this.onCheck?.(check);
  }
}
