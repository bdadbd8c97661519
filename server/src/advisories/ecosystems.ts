/** The ecosystems of OSV that are package types here, and how OSV writes their names and versions. */

import type { PackageType } from '@backline/shared';
import { packageTypePlug, type VersionRules } from '../package-types/index.ts';

/** https://ossf.github.io/osv-schema/#affectedpackage-field */
const ECOSYSTEMS: ReadonlyMap<string, PackageType> = new Map([
  ['npm', 'NPM'],
  ['PyPI', 'PYPI'],
  ['Go', 'GO'],
  ['NuGet', 'NUGET'],
]);

/** Names under which the Go vulnerability database keeps Go itself: https://go.dev/doc/security/vuln/database */
const GO_ITSELF: ReadonlySet<string> = new Set(['stdlib', 'toolchain']);

/** Null for the package worlds that are none of ours. A suffix such as `:v1` names a part of an ecosystem. */
export function packageTypeOf(ecosystem: string): PackageType | null {
  return ECOSYSTEMS.get(ecosystem.split(':', 1)[0] as string) ?? null;
}

/** The name as its package type compares it, or why it is none. */
export function readName(packageType: PackageType, name: string): { name: string } | { problem: string } {
  if (packageType === 'GO' && GO_ITSELF.has(name)) return { name };
  return packageTypePlug(packageType).names.read(name);
}

/**
 * The key of a version as projects and advisories write it, null where it is none: Go's with or without `v`, Go itself
 * also as `go1.21rc2`.
 */
export function versionKey(packageType: PackageType, version: string): string | null {
  return rulesOf(packageType).key(spelledForRules(packageType, version));
}

/** The key of a version that bounds a range; npm's may leave out numbers at the end, as OSV's own tools allow. */
export function boundKey(packageType: PackageType, version: string): string | null {
  const key = versionKey(packageType, version);
  if (key !== null || packageType !== 'NPM' || !SHORT.test(version)) return key;
  return versionKey(packageType, version.includes('.') ? `${version}.0` : `${version}.0.0`);
}

/** A version as the package type's own rules read it. */
export function spelledForRules(packageType: PackageType, version: string): string {
  if (packageType !== 'GO') return version;
  const first = version.charCodeAt(0);
  if (first >= DIGIT_ZERO && first <= DIGIT_NINE) return `v${version}`;
  const [, numbers, word, number] = GO_RELEASE.exec(version) ?? [];
  if (numbers === undefined) return version;
  const isShort = numbers.split('.').length === 2;
  return `v${numbers}${isShort ? '.0' : ''}${word === undefined ? '' : `-${word}.${number}`}`;
}

const [DIGIT_ZERO, DIGIT_NINE] = [0x30, 0x39];
const SHORT = /^v?\d+(?:\.\d+)?$/;

/** https://go.dev/doc/toolchain#version */
const GO_RELEASE = /^go(\d+\.\d+(?:\.\d+)?)(?:(rc|beta)(\d+))?$/;

const rules = new Map<PackageType, VersionRules>();

function rulesOf(packageType: PackageType): VersionRules {
  let known = rules.get(packageType);
  if (!known) rules.set(packageType, (known = packageTypePlug(packageType).versions));
  return known;
}
