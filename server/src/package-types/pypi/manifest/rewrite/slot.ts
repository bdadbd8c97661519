import type { DependencySource } from '../../../manifest.ts';
import type { Notation } from './raise.ts';

/** Where a file states what versions of a package it asks for. */
export interface Slot {
  path: string;
  /** As the reading places it. */
  line: number;
  /** Normalised. */
  name: string;
  source: DependencySource;
  notation: Notation;
  /** The specifiers as written, and their span; empty where there are none. */
  written: string;
  start: number;
  end: number;
  hashes: HashSpan | null;
}

/** The `--hash` options of a requirement. */
export interface HashSpan {
  start: number;
  end: number;
  /** Up to the hash itself. */
  prefix: string;
  separator: string;
}
