import { createHash } from 'node:crypto';

/** Tells two sets of answers apart. */
export function digestOf(newest: ReadonlyMap<string, string | null>): string {
  const lines = [...newest].map(([name, version]) => `${name} ${version}\n`).sort();
  return createHash('sha256').update(lines.join('')).digest('hex');
}
