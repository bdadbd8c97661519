/** What the order of two versions says about requirements that name one of them, in each package type's own notation. */

import type { PackageType } from '@backline/shared';
import { packageTypePlug } from '../../server/src/package-types/index.ts';

export interface JudgedRequirement {
  version: string;
  requirement: string;
  isAccepted: boolean;
}

/** Both are versions; `sign` is the order of `a` and `b`. */
export function requirementsAbout(id: PackageType, a: string, b: string, sign: number): JudgedRequirement[] {
  return [...about[id](a, b, sign), ...about[id](b, a, -sign)];
}

type About = (version: string, named: string, sign: number) => JudgedRequirement[];

const about: Record<PackageType, About> = {
  /** A pre-release is accepted by a comparator of the same three numbers that names a pre-release itself. */
  NPM(version, named, sign) {
    const isPrerelease = (text: string) => packageTypePlug('NPM').versions.isPrerelease(text);
    const isMeant = !isPrerelease(version) || (isPrerelease(named) && numbersOf(version) === numbersOf(named));
    return [
      { version, requirement: `>=${named}`, isAccepted: isMeant && sign >= 0 },
      { version, requirement: `<${named}`, isAccepted: isMeant && sign < 0 },
      { version, requirement: named, isAccepted: isMeant && sign === 0 },
    ];
  },

  /** Local parts have rules of their own, and so have `<` and `>`; they are in the table of the contract suite. */
  PYPI(version, named, sign) {
    if (version.includes('+') || named.includes('+')) return [];
    const isPrerelease = (text: string) => packageTypePlug('PYPI').versions.isPrerelease(text);
    const isMeant = !isPrerelease(version) || isPrerelease(named);
    return [
      { version, requirement: `>=${named}`, isAccepted: isMeant && sign >= 0 },
      { version, requirement: `<=${named}`, isAccepted: isMeant && sign <= 0 },
      { version, requirement: `==${named}`, isAccepted: isMeant && sign === 0 },
    ];
  },

  /** A minimum among the versions that share a module path. */
  GO(version, named, sign) {
    return [{ version, requirement: named, isAccepted: sign >= 0 && majorOf(version) === majorOf(named) }];
  },

  NUGET(version, named, sign) {
    return [
      { version, requirement: named, isAccepted: sign >= 0 },
      { version, requirement: `[${named}]`, isAccepted: sign === 0 },
      { version, requirement: `(${named}, )`, isAccepted: sign > 0 },
      { version, requirement: `(, ${named})`, isAccepted: sign < 0 },
    ];
  },
};

function numbersOf(version: string): string {
  return version.replace(/^[v=\s]+|[-+].*$/gs, '');
}

function majorOf(version: string): string {
  const major = /^v(\d+)/.exec(version)?.[1] ?? '';
  return major === '0' || version.endsWith('+incompatible') ? '1' : major;
}
