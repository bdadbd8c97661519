import type { Slices } from '../lib/in-slices.ts';
import type { Elements, Members } from './json-bytes.ts';
import { SLICE_BYTES } from './json-values.ts';

/** A way through the bytes of one JSON document on which others have their turn, however long it is. */
export abstract class JsonScan {
  private pauseAt = SLICE_BYTES;

  constructor(protected readonly bytes: Buffer) {}

  /** Moves behind a value, which may be of any length. */
  protected *pass(walk: Members | Elements): Slices<void> {
    if (!walk.skip()) yield* walk.skipLong();
    if (this.isPauseDue(walk.at)) yield;
  }

  protected isPauseDue(at: number): boolean {
    if (at < this.pauseAt) return false;
    this.pauseAt = at + SLICE_BYTES;
    return true;
  }
}
