/** One goal, and what was measured. */
export interface Verdict {
  /** What is compared with what. */
  what: string;
  measured: number;
  goal: number;
  /** Whether the goal is the most or the least that it may be. */
  bound: 'at most' | 'at least';
}

export function atMost(goal: number, what: string, measured: number | null | undefined): Verdict {
  return { what, measured: measured ?? Number.NaN, goal, bound: 'at most' };
}

export function atLeast(goal: number, what: string, measured: number | null | undefined): Verdict {
  return { what, measured: measured ?? Number.NaN, goal, bound: 'at least' };
}

/** False also where nothing was measured. */
export function isMet({ measured, goal, bound }: Verdict): boolean {
  return bound === 'at most' ? measured <= goal : measured >= goal;
}
