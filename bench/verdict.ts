/** One goal, and what was measured. */
export interface Verdict {
  /** What is compared with what. */
  what: string;
  measured: number;
  goal: number;
  /** Whether the goal is the most or the least that it may be, or what it must be. */
  bound: 'at most' | 'at least' | 'exactly';
}

export function atMost(goal: number, what: string, measured: number | null | undefined): Verdict {
  return { what, measured: measured ?? Number.NaN, goal, bound: 'at most' };
}

export function atLeast(goal: number, what: string, measured: number | null | undefined): Verdict {
  return { what, measured: measured ?? Number.NaN, goal, bound: 'at least' };
}

/** In every run: the first one that is something else is what was measured. */
export function exactly(goal: number, what: string, measured: readonly number[]): Verdict {
  return { what, measured: measured.find((one) => one !== goal) ?? measured[0] ?? Number.NaN, goal, bound: 'exactly' };
}

/** False also where nothing was measured. */
export function isMet({ measured, goal, bound }: Verdict): boolean {
  if (bound === 'exactly') return measured === goal;
  return bound === 'at most' ? measured <= goal : measured >= goal;
}
