import type { ReadingBuilder } from '../../reading-builder.ts';
import { versions } from '../versions.ts';

/** A lockfile may hold several versions of a package for different environments: those that the requirement accepts, or all where it accepts none. */
export function choose(
  builder: ReadingBuilder,
  held: readonly number[],
  requirement: string | null,
): readonly number[] {
  if (held.length < 2 || requirement === null || requirement === '') return held;
  const accepted = held.filter((index) => versions.satisfies(builder.dependencies[index]?.version ?? '', requirement));
  return accepted.length > 0 ? accepted : held;
}
