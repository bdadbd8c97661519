/** How many letters must be added, dropped, changed or swapped to make one text of the other; `most + 1` where it is more. */
export function editDistance(one: string, other: string, most = 3): number {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let before: number[] = [];
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let at = 1; at <= one.length; at += 1) {
    const next = [at];
    for (let to = 1; to <= other.length; to += 1) {
      const change = one[at - 1] === other[to - 1] ? 0 : 1;
      const isSwap = at > 1 && to > 1 && one[at - 1] === other[to - 2] && one[at - 2] === other[to - 1];
      next.push(
        Math.min(
          (row[to] ?? 0) + 1,
          (next[to - 1] ?? 0) + 1,
          (row[to - 1] ?? 0) + change,
          isSwap ? (before[to - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
    before = row;
    row = next;
  }
  return Math.min(row[other.length] ?? 0, most + 1);
}

/** Whether somebody forgot to put a real value in. */
export function isPlaceholder(value: string): boolean {
  return (
    /[<>{}[\]]|\.\.\.|…/u.test(value.replaceAll(/\$\{[a-z]+:[^}]*\}/giu, '')) ||
    /^(?:x{3,}|changeme|todo|tbd|placeholder|replace[-_ ]?me|insert.*here)$/iu.test(value) ||
    /(?:^|[^a-z])(?:your|my|the|replace)[-_ ]?(?:own[-_ ]?)?(?:external|account|aws|role|id\b)/iu.test(value) ||
    /^(?:external[-_ ]?id|account[-_ ]?id)$/iu.test(value)
  );
}

/** How a value differs from one that a person would take for the same, as `differs in letter case`; null where it really is another. */
export function almostTheSame(value: string, wanted: string): string | null {
  if (value === wanted) return null;
  const visible = value.replaceAll(/[\s\u00A0\u200B-\u200F\u2060\uFEFF\u00AD]/gu, '');
  if (visible === wanted) {
    return value.trim() === wanted ? 'has a space at its beginning or end' : 'holds a space or an invisible character';
  }
  if (value.toLowerCase() === wanted.toLowerCase()) return 'differs in letter case';
  if (visible.replaceAll(/^["'“”‘’„«»`]+|["'“”‘’„«»`]+$/gu, '') === wanted) return 'holds quotes';
  const dashes = (text: string) => text.replaceAll(/[‐‑‒–—−_]/gu, '-').toLowerCase();
  if (dashes(visible) === dashes(wanted)) return 'has other dashes';
  return editDistance(value, wanted, 2) <= 2 ? 'differs in one or two characters' : null;
}
