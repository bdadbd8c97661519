/** Short messages about what has happened; the region that shows them is loaded with the first one. */

export interface Notice {
  message: string;
  title?: string;
  /** Something that went wrong or deserves a look, instead of something done. */
  tone?: 'bad' | 'warning';
}

type Listener = (notice: Notice) => void;

let listener: Listener | null = null;

export function notify(notice: Notice): void {
  listener?.(notice);
}

/** The one place that shows notices; returns how to stop listening. */
export function onNotice(next: Listener): () => void {
  listener = next;
  return () => {
    listener = null;
  };
}
