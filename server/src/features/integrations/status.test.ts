import { expect, it } from 'vitest';
import type { Check, CheckCode, CheckStatus } from '../../connectors/connector.ts';
import { statusAfter } from './status.ts';

const endpoint = 'REPOSITORY_ENDPOINT';
const read = 'REPOSITORY_READ';

it.each<[string, [CheckCode, CheckStatus][], string]>([
  [
    'everything passed',
    [
      ['ASSUME_ROLE', 'PASSED'],
      [endpoint, 'PASSED'],
      [read, 'PASSED'],
    ],
    'CONNECTED',
  ],
  [
    'only the details deserve a look',
    [
      ['DETAILS', 'WARNING'],
      [read, 'PASSED'],
    ],
    'CONNECTED',
  ],
  [
    'the role may not ask for the address',
    [
      [endpoint, 'FAILED'],
      [read, 'PASSED'],
    ],
    'DEGRADED',
  ],
  [
    'the read proves nothing',
    [
      [endpoint, 'PASSED'],
      [read, 'WARNING'],
    ],
    'DEGRADED',
  ],
  [
    'the repository does not exist, so the read proves nothing',
    [
      [endpoint, 'FAILED'],
      [read, 'WARNING'],
    ],
    'FAILING',
  ],
  [
    'the role refuses',
    [
      ['ASSUME_ROLE', 'FAILED'],
      [endpoint, 'SKIPPED'],
      [read, 'SKIPPED'],
    ],
    'FAILING',
  ],
  [
    'the role demands no External ID',
    [
      ['EXTERNAL_ID_ENFORCED', 'FAILED'],
      [read, 'SKIPPED'],
    ],
    'INSECURE',
  ],
])('%s', (_name, checks, status) => {
  expect(statusAfter({ checks: checks.map(([code, outcome]) => checkOf(code, outcome)) })).toBe(status);
});

function checkOf(code: CheckCode, status: CheckStatus): Check {
  const repositoryUrl =
    code === endpoint || code === read ? 'https://a.d.codeartifact.us-east-1.amazonaws.com/npm/b/' : null;
  return { code, status, label: code, repositoryUrl, domain: null, durationMs: 1, evidence: null, diagnosis: null };
}
