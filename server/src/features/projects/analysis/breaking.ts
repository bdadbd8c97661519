import type { PackageType } from '@backline/shared';
import type { VersionRules } from '../../../package-types/index.ts';

/**
 * Whether a step between two versions says by its numbers that it may break what uses the package: the first number, in npm and Go
 * also the second one below 1.0 (https://semver.org/#spec-item-4), in Python also the epoch.
 */
export function isBreaking(packageType: PackageType, rules: VersionRules, from: string, to: string): boolean {
  const [before, after] = [numbersOf(rules, from), numbersOf(rules, to)];
  if (before.epoch !== after.epoch || before.numbers[0] !== after.numbers[0]) return true;
  const isSemantic = packageType === 'NPM' || packageType === 'GO';
  return isSemantic && isZero(before.numbers[0]) && before.numbers[1] !== after.numbers[1];
}

function numbersOf(rules: VersionRules, version: string): { epoch: string; numbers: string[] } {
  const [, epoch = '0', numbers = ''] = /^v?(?:(\d+)!)?([\d.]*)/.exec(rules.normalise(version) ?? version) ?? [];
  return { epoch, numbers: numbers.split('.') };
}

function isZero(number: string | undefined): boolean {
  return number === '0';
}
