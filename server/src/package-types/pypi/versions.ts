import type { VersionRules } from '../package-type.ts';
import { compareRead } from '../version-text.ts';
import { acceptsVersion } from './specifiers.ts';
import { compareParts, isPrerelease, keyOfParts, readVersion, spellVersion } from './version-parts.ts';

/** PEP 440: https://packaging.python.org/en/latest/specifications/version-specifiers/ */
export const versions: VersionRules = {
  isValid: (version) => readVersion(version) !== null,

  normalise(version) {
    const parts = readVersion(version);
    return parts && spellVersion(parts);
  },

  compare(a, b) {
    return compareRead({ text: a, read: readVersion(a) }, { text: b, read: readVersion(b) }, compareParts);
  },

  key(version) {
    const parts = readVersion(version);
    return parts && keyOfParts(parts);
  },

  isPrerelease(version) {
    const parts = readVersion(version);
    return parts !== null && isPrerelease(parts);
  },

  satisfies: (version, requirement) => acceptsVersion(requirement, version),
};
