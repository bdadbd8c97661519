/** Projects of npm whose vulnerable package only a raise of its dependents moves. */

import { npmProject } from './npm-lock-project.ts';
import { analyze, below, npmWorld, type OfferedRelease, type Offers } from './project-analysis.ts';

/** By name: what each version asks for. */
export type Needs = Record<string, Record<string, Record<string, string>>>;

/** A project that locks the first version of each package, flat, and where `child` is vulnerable below 2.0.0. */
export function worldOf(direct: Record<string, string>, needs: Needs, advisories = [below('A', 'child', '2.0.0')]) {
  const offers: Offers = Object.fromEntries(
    Object.entries(needs).map(([name, versions]) => [
      name,
      Object.fromEntries(
        Object.entries(versions).map(([version, requires]): [string, OfferedRelease] => [version, { requires }]),
      ),
    ]),
  );
  const locked = Object.entries(needs).flatMap(([name, versions]) =>
    Object.entries(versions)
      .slice(0, 1)
      .map(([version, dependencies]) => [name, { version, dependencies }] as const),
  );
  return npmWorld(offers, npmProject(direct, Object.fromEntries(locked)), advisories);
}

export async function proposalsOf(
  direct: Record<string, string>,
  needs: Needs,
  advisories = [below('A', 'child', '2.0.0')],
) {
  const { result } = await analyze(worldOf(direct, needs, advisories));
  return result.proposals;
}

/** A proposal's changes in one line, that of its name first. */
export function said({
  name,
  fromVersion,
  toVersion,
  way,
  alongside,
  proof,
}: Awaited<ReturnType<typeof proposalsOf>>[number]): string {
  const others = alongside.map((each) => `${each.name} ${each.fromVersion} > ${each.toVersion}`).toSorted();
  return [`${proof.status} ${way} ${name} ${fromVersion} > ${toVersion}`, ...others].join(', ');
}

/** What is offered of the vulnerable package. */
export const child = { '1.0.0': {}, '2.0.0': {}, '3.0.0': {} };
