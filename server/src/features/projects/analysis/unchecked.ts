/** What an analysis could not ask or judge at all, in sentences. */

import { packageTypeDefinition } from '@backline/shared';
import { folderOf } from '../../../package-types/paths.ts';
import type { ProjectReading } from '../reading/project-reading.ts';
import { repositoriesOf } from './ask.ts';
import { labelOf, type UnansweredQuestion } from './offer.ts';
import type { Run } from './parts.ts';
import type { Resolution } from './resolution.ts';
import type { RepositoryProblem } from './result.ts';
import { describeUnserved } from './unserved.ts';

export function uncheckedIn(
  run: Run,
  reading: ProjectReading,
  { offers, resolved, unserved }: Resolution,
  hasAdvisories: boolean,
): string[] {
  return [
    ...(hasAdvisories ? [] : ['No advisories were ever imported here, so nothing was compared with any.']),
    ...unreadFiles(reading),
    ...disagreeing(reading),
    ...withoutRepository(run, reading),
    ...[...unserved.values()].map(describeUnserved),
    ...brokenRepositories([...offers.values()].flatMap(({ problems }) => problems)),
    ...withoutVersion(reading, resolved),
  ];
}

function unreadFiles({ files }: ProjectReading): string[] {
  return files.flatMap(({ path, problem }) => {
    if (!problem) return [];
    const where = problem.line === null ? path : `${path} line ${problem.line}`;
    return [`${where} could not be read, so the analysis lacks what it says: ${problem.reason}`];
  });
}

/** Lockfiles of one folder that hold other versions of the same packages. */
function disagreeing({ files, dependencies }: ProjectReading): string[] {
  const locks = new Map<string, Set<string>>();
  for (const { packageType, lockfile, name, version } of dependencies) {
    if (lockfile === null || packageType === 'PYPI' || packageType === 'GO') continue;
    const held = locks.get(lockfile) ?? new Set<string>();
    locks.set(lockfile, held.add(`${name}\n${version ?? ''}`));
  }
  const lockfiles = files.filter(({ path }) => locks.has(path));
  const beside = Map.groupBy(lockfiles, ({ path, packageType }) => `${packageType ?? ''} ${folderOf(path)}`);
  return [...beside.values()].flatMap(([first, ...others]) =>
    others.flatMap(({ path }) => {
      const [one, other] = [locks.get(first?.path ?? ''), locks.get(path)];
      if (!one || !other || (one.size === other.size && [...one].every((held) => other.has(held)))) return [];
      return [`${first?.path ?? ''} and ${path} lock the same project and hold different versions; findings are told for each of them, and which one a build uses is not known here.`]; // prettier-ignore
    }),
  );
}

function withoutRepository(run: Run, { dependencies }: ProjectReading): string[] {
  const registry = dependencies.filter(({ source }) => source === 'registry');
  return [...Map.groupBy(registry, ({ packageType }) => packageType)].flatMap(([packageType, some]) => {
    if (repositoriesOf(run, packageType, some[0]?.name ?? '').length > 0) return [];
    const { label, listedByAws } = packageTypeDefinition(packageType);
    const what = `${run.connection.name} has no ${label} repository, so nobody could be asked for ${count(some.length)} of the project.`;
    if (listedByAws) return [`${what} Whoever manages the integration can add the URL of one.`];
    return [`${what} AWS lists no ${label} format for CodeArtifact, so there may be none to add: see where ${label} packages come from in your builds.`]; // prettier-ignore
  });
}

/** Why, and what was answered, word for word. */
export function repositoryProblemsIn({ offers }: Resolution): RepositoryProblem[] {
  const problems = [...offers.values()].flatMap((offer) => offer.problems);
  return [...Map.groupBy(problems, ({ repository }) => repository)].flatMap(([{ url }, [first, ...others]]) =>
    first ? [{ repositoryUrl: url, packageCount: others.length + 1, ...first.problem }] : [],
  );
}

function brokenRepositories(problems: readonly UnansweredQuestion[]): string[] {
  return [...Map.groupBy(problems, ({ repository }) => repository)].map(
    ([repository, some]) =>
      `${labelOf(repository)} gave no usable answer for ${some.length === 1 ? 'one package' : `${some.length} packages`}: ${some[0]?.problem.diagnosis.summary ?? ''}`,
  );
}

function withoutVersion({ dependencies }: ProjectReading, resolved: Resolution['resolved']): string[] {
  const open = dependencies.filter(({ source }, index) => source === 'registry' && resolved[index]?.version === null);
  if (open.length === 0) return [];
  return [`The version of ${count(open.length)} is not known, so no advisory could be compared: ${open.slice(0, 5).map(({ writtenName }) => writtenName).join(', ')}${open.length > 5 ? ' and others' : ''}.`]; // prettier-ignore
}

function count(dependencies: number): string {
  return dependencies === 1 ? 'one dependency' : `${dependencies} dependencies`;
}
