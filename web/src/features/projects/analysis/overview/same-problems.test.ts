import { expect, it } from 'vitest';
import type { RepositoryProblem } from './queries.ts';
import { sameProblems } from './same-problems.ts';

const problem = (repositoryUrl: string, summary: string, awsRequestId: string): RepositoryProblem => ({
  repositoryUrl,
  packageCount: 2,
  diagnosis: { category: 'AUTHENTICATION_FAILED', summary, causes: [] },
  evidence: { httpStatus: 403, errorCode: 'AccessDenied', message: 'no', awsRequestId },
});

it('tells what several repositories share once, with the answer to the first', () => {
  const told = sameProblems([
    problem('a', 'The role cannot be assumed.', '1'),
    problem('b', 'The repository refuses.', '2'),
    problem('c', 'The role cannot be assumed.', '3'),
  ]);
  expect(
    told.map(({ repositories, evidence }) => [
      evidence.awsRequestId,
      ...repositories.map((each) => each.repositoryUrl),
    ]),
  ).toEqual([
    ['1', 'a', 'c'],
    ['2', 'b'],
  ]);
});
