import type { Notices } from '../../../jobs/index.ts';
import { isDone, type AnalysisRow } from './row.ts';

/** How late a change is seen whose notice is lost. */
const LOOK_INTERVAL_MS = 5_000;

/** The analysis as it is, and again after each change, until it is done or removed, or this server stops. */
export function followAnalysis<View>(
  first: AnalysisRow,
  read: () => Promise<AnalysisRow | null>,
  notices: Pick<Notices, 'listen' | 'isStopped'>,
  toView: (row: AnalysisRow) => View,
): AsyncIterable<View> {
  const bell = new Bell();
  const views = changes(first, read, notices, bell, toView);
  return {
    [Symbol.asyncIterator]: () => ({
      next: () => views.next(),
      // A generator that waits for a change would only with the next one notice that nobody listens.
      return: () => {
        bell.close();
        return views.return(undefined);
      },
    }),
  };
}

async function* changes<View>(
  first: AnalysisRow,
  read: () => Promise<AnalysisRow | null>,
  notices: Pick<Notices, 'listen' | 'isStopped'>,
  bell: Bell,
  toView: (row: AnalysisRow) => View,
): AsyncGenerator<View> {
  const end = notices.listen(first.id, () => bell.ring());
  try {
    yield toView(first);
    // What changed before anybody listened is seen at the first look.
    for (let shown = first; !isDone(shown) && !bell.isClosed && !notices.isStopped;) {
      const row = await read();
      if (row === null) return;
      if (isOther(row, shown)) {
        shown = row;
        yield toView(row);
      } else {
        await bell.rung(LOOK_INTERVAL_MS);
      }
    }
  } finally {
    end();
  }
}

function isOther(one: AnalysisRow, other: AnalysisRow): boolean {
  return (['status', 'phase', 'done', 'total', 'attempt'] as const).some((key) => one[key] !== other[key]);
}

/** Rings once for everything that happened since somebody last waited. */
class Bell {
  #isClosed = false;
  #hasRung = false;
  #wake: () => void = () => undefined;

  get isClosed(): boolean {
    return this.#isClosed;
  }

  ring(): void {
    this.#hasRung = true;
    this.#wake();
  }

  close(): void {
    this.#isClosed = true;
    this.ring();
  }

  /** Resolves when it rings or has rung, and in any case after the time. */
  async rung(milliseconds: number): Promise<void> {
    if (!this.#hasRung) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, milliseconds);
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    this.#hasRung = false;
  }
}
