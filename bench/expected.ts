/** What the answers must be: a benchmark of wrong answers measures nothing. */

import { digestOf } from './processes/digest.ts';
import type { TaskResult } from './processes/task.ts';
import { advisoriesToRemedy, VULNERABLE } from './workload/advisories.ts';
import { MODULE_COUNT, moduleName, newestModuleVersion } from './workload/modules.ts';
import { hitsByBruteForce } from './workload/matching.ts';
import type { PackumentWorkload } from './workload/packuments.ts';
import { DIRECT_COUNT, PACKAGE_COUNT, packageName } from './workload/shapes.ts';

const direct = Array.from({ length: DIRECT_COUNT }, (_, index) => index);

/** Every version of every package. */
export function allVersions(workload: PackumentWorkload): (result: Pick<TaskResult, 'versionCount'>) => void {
  const expected = direct.reduce((sum, index) => sum + workload.versionCount(index), 0);
  return ({ versionCount }) => {
    if (versionCount !== expected) throw new Error(`${versionCount} versions were read in place of ${expected}.`);
  };
}

export function newestPackages(workload: PackumentWorkload): (result: TaskResult) => void {
  return newest(new Map(direct.map((index) => [packageName(index), workload.newest(index)])));
}

export function newestModules(): (result: TaskResult) => void {
  const all = Array.from({ length: MODULE_COUNT }, (_, index) => moduleName(index));
  return newest(new Map(all.map((name) => [name, newestModuleVersion])));
}

/** Every package of the workload's project in the version that is locked. */
export function allLocked(workload: PackumentWorkload): (result: TaskResult) => void {
  const all = Array.from({ length: PACKAGE_COUNT }, (_, index) => index);
  const digest = digestOf(new Map(all.map((index) => [packageName(index), workload.used(index)])));
  return (result) => {
    if (result.digest !== digest) throw new Error('The lockfile was read as holding something else than it does.');
  };
}

/** What comparing each version with each record finds. */
export function allHits(): (result: TaskResult) => void {
  const hits = hitsByBruteForce();
  const digest = digestOf(hits);
  return (result) => {
    if (result.digest === digest && hits.size > 0) return;
    throw new Error(`The product found ${result.versionCount} hits, not exactly the ${hits.size} that there are.`);
  };
}

/** Exactly the vulnerable packages, each with the smallest version that helps. */
export function allRemedied(workload: PackumentWorkload): (result: TaskResult) => void {
  const advisories = [...advisoriesToRemedy((index) => workload.fixed(index))];
  const remedies = VULNERABLE.map((index, place): [string, string] => {
    const finding = `${packageName(index)}@${workload.used(index)} ${advisories[place]?.id ?? ''}`;
    return [finding, workload.remedy(index)];
  });
  const digest = digestOf(new Map(remedies));
  return (result) => {
    if (result.digest === digest) return;
    throw new Error(
      `The product made ${result.versionCount} findings, not the ${remedies.length} with their remedies.`,
    );
  };
}

function newest(expected: ReadonlyMap<string, string>): (result: TaskResult) => void {
  const digest = digestOf(expected);
  return (result) => {
    if (result.digest !== digest) throw new Error('The product named other versions than the newest ones.');
  };
}

/** Every dependency whose newest version is not the one in use, as `name: newest`. */
export function outdatedPackages(workload: PackumentWorkload): Map<string, string> {
  const outdated = direct.filter((index) => workload.newest(index) !== workload.used(index));
  return new Map(outdated.map((index) => [packageName(index), workload.newest(index)]));
}
