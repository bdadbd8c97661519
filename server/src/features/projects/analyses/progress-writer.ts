import type { AnalysisProgress } from '../analysis/result.ts';

/** Writes of one analysis are at least this far apart. */
const INTERVAL_MS = 200;

/** Writes the newest progress now and then, one write after the other; what comes in between is left out. */
export class ProgressWriter {
  #newest: AnalysisProgress | null = null;
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> | null = null;
  #isClosed = false;

  /** `write` never rejects. */
  constructor(private readonly write: (progress: AnalysisProgress) => Promise<void>) {}

  take(progress: AnalysisProgress): void {
    if (this.#isClosed) return;
    this.#newest = { ...progress };
    this.#timer ??= setTimeout(() => this.#flush(), INTERVAL_MS);
  }

  /** Resolves once nothing is being written any more; what was not written yet is not. */
  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    await this.#writing;
  }

  #flush(): void {
    const progress = this.#newest;
    this.#newest = null;
    if (progress === null) {
      this.#timer = undefined;
      return;
    }
    this.#writing = this.write(progress).finally(() => {
      this.#writing = null;
      if (!this.#isClosed) this.#timer = setTimeout(() => this.#flush(), INTERVAL_MS);
    });
  }
}
