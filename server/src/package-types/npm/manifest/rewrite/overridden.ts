import semver from 'semver';
import type { WrittenOverride } from './lockfile-editor.ts';

/** An entry holds for the requirements that its range overlaps: https://docs.npmjs.com/cli/configuring-npm/package-json#overrides */
export function overridesRequirement(
  { name, range }: Pick<WrittenOverride, 'name' | 'range'>,
  wanted: string,
  requirement: string,
): boolean {
  if (name !== wanted) return false;
  return range === null || rangesOverlap(range, requirement);
}

/** What is no range, such as a tag, overlaps none. */
export function rangesOverlap(a: string, b: string): boolean {
  const second = b.replace(/^npm:(?:@?[^@]+@)?/, '');
  if (semver.validRange(a) === null || semver.validRange(second) === null) return false;
  return semver.intersects(a, second);
}
