import type { AnalysisPhase, AnalysisProgress } from './result.ts';

/** So many steps are told in all at the most, beside the beginnings of phases. */
const STEPS = 200;

/** How far an analysis is: phases add what they have to do, and tell what they did. */
export class Progress {
  #phase: AnalysisPhase = 'READ';
  #done = 0;
  #total = 0;
  #told = 0;

  constructor(private readonly tell: (progress: AnalysisProgress) => void) {}

  begin(phase: AnalysisPhase, steps: number): void {
    this.#phase = phase;
    this.#done = this.#total;
    this.#total += steps;
    this.#tellNow();
  }

  /** The phase learned that there is more to do. */
  add(steps: number): void {
    this.#total += steps;
  }

  step(count = 1): void {
    this.#done = Math.min(this.#total, this.#done + count);
    if (this.#done - this.#told >= this.#total / STEPS) this.#tellNow();
  }

  end(): void {
    this.#done = this.#total;
    this.#tellNow();
  }

  #tellNow(): void {
    this.#told = this.#done;
    this.tell({ phase: this.#phase, done: this.#done, total: this.#total });
  }
}
