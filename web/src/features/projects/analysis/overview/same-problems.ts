/** Problems that several repositories share are told once: a role that cannot be assumed keeps all of them from answering. */

import type { RepositoryProblem } from './queries.ts';

export interface SameProblem extends Pick<RepositoryProblem, 'diagnosis' | 'evidence'> {
  repositories: Pick<RepositoryProblem, 'repositoryUrl' | 'packageCount'>[];
}

/** In the order of the first repository of each; the answer shown is that one's. */
export function sameProblems(problems: readonly RepositoryProblem[]): SameProblem[] {
  const groups = new Map<string, SameProblem>();
  for (const { repositoryUrl, packageCount, diagnosis, evidence } of problems) {
    const key = JSON.stringify(diagnosis);
    const group = groups.get(key) ?? { diagnosis, evidence, repositories: [] };
    group.repositories.push({ repositoryUrl, packageCount });
    groups.set(key, group);
  }
  return [...groups.values()];
}
