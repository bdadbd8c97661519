import { describe, expect, it } from 'vitest';
import type { Check, CheckCode, CheckStatus } from '../../../connectors/connector.ts';
import type { ReportOutcome } from '../reports/store.ts';
import { findTurn, turnedChecks } from './comparison.ts';

const outcomes: Record<string, [ReportOutcome['outcome'], number]> = {
  C: ['CONNECTED', 0],
  D: ['DEGRADED', 1],
  E: ['DEGRADED', 2],
  F: ['FAILING', 1],
  I: ['INSECURE', 1],
};

/** One letter for each report, oldest first; their ids count from 1. */
function history(letters: string, versions = letters.replace(/./g, '1')): ReportOutcome[] {
  return [...letters]
    .map((letter, place): ReportOutcome => {
      const [outcome, problemCount] = outcomes[letter] ?? ['CONNECTED', 0];
      return {
        id: String(place + 1),
        integrationId: 'one',
        integrationVersion: Number(versions[place]),
        outcome,
        problemCount,
      };
    })
    .toReversed();
}

describe('findTurn', () => {
  it.each([
    ['one failure', 'CF', 'FAILED 1 2'],
    ['several failures in a row: the first of them', 'CCFFF', 'FAILED 2 3'],
    ['a failure that became another one', 'CFIF', 'FAILED 1 2'],
    ['insecure', 'CI', 'FAILED 1 2'],
    ['degraded', 'CD', 'FAILED 1 2'],
    ['failing after it was degraded: from what still worked in part', 'CDF', 'FAILED 2 3'],
    ['degraded after it failed: it has not been whole since', 'CFD', 'FAILED 1 2'],
    ['never whole, and worse than before', 'DDEE', 'FAILED 2 3'],
    ['several times: the last', 'CFCCF', 'FAILED 4 5'],
    ['works again', 'CFFC', 'RECOVERED 3 4'],
    ['works again for a while', 'CFCCC', 'RECOVERED 2 3'],
    ['whole again', 'CDC', 'RECOVERED 2 3'],
    ['in part again', 'DFD', 'RECOVERED 2 3'],
  ])('%s (%s)', (_, letters, expected) => {
    const turn = findTurn(history(letters));
    expect(turn && `${turn.kind} ${turn.beforeId} ${turn.firstId}`).toBe(expected);
    expect(turn?.latestId).toBe(String(letters.length));
  });

  it.each([
    ['no report', ''],
    ['one report', 'F'],
    ['always well', 'CCC'],
    ['never well', 'FFI'],
    ['never whole, and no worse than before', 'DED'],
    ['the first success after failed attempts', 'FFC'],
  ])('finds none for %s', (_, letters) => {
    expect(findTurn(history(letters))).toBeNull();
  });
});

it('findTurn leaves out a test of settings that were replaced and tested anew before it had ended', () => {
  expect(findTurn(history('CCF', '121'))).toBeNull();
  expect(findTurn(history('CFC', '121'))).toMatchObject({ kind: 'FAILED', beforeId: '1', latestId: '2' });
  expect(findTurn(history('CCF', '122'))).toMatchObject({ kind: 'FAILED', beforeId: '2', latestId: '3' });
});

describe('turnedChecks', () => {
  const turns = (...[kind, before, after]: Parameters<typeof turnedChecks>) =>
    turnedChecks(kind, before, after).map(({ code, repositoryUrl, ...turn }) =>
      [code, repositoryUrl, turn.before, turn.after].filter(Boolean).join(' '),
    );

  it('names what failed, and not what was skipped for it', () => {
    const before = [check('ASSUME_ROLE', 'PASSED'), check('REPOSITORY_READ', 'PASSED', 'a')];
    const after = [check('ASSUME_ROLE', 'FAILED'), check('REPOSITORY_READ', 'SKIPPED', 'a')];
    expect(turns('FAILED', before, after)).toEqual(['ASSUME_ROLE PASSED FAILED']);
  });

  it('leaves out what had failed before, and tells repositories apart', () => {
    const before = [check('REPOSITORY_READ', 'FAILED', 'a'), check('REPOSITORY_READ', 'PASSED', 'b')];
    const after = [check('REPOSITORY_READ', 'FAILED', 'a'), check('REPOSITORY_READ', 'FAILED', 'b')];
    expect(turns('FAILED', before, after)).toEqual(['REPOSITORY_READ b PASSED FAILED']);
  });

  it('names what the earlier report did not have, and what got worse', () => {
    const before = [check('REPOSITORY_READ', 'WARNING', 'a')];
    const after = [check('REPOSITORY_READ', 'FAILED', 'a'), check('REPOSITORY_READ', 'FAILED', 'new')];
    expect(turns('FAILED', before, after)).toEqual(['REPOSITORY_READ a WARNING FAILED', 'REPOSITORY_READ new FAILED']);
  });

  it('ignores what only the details deserve', () => {
    expect(turns('FAILED', [check('DETAILS', 'PASSED')], [check('DETAILS', 'WARNING')])).toEqual([]);
  });

  it('names what passes again', () => {
    const before = [check('ASSUME_ROLE', 'FAILED'), check('REPOSITORY_READ', 'SKIPPED', 'a')];
    const after = [check('ASSUME_ROLE', 'PASSED'), check('REPOSITORY_READ', 'PASSED', 'a')];
    expect(turns('RECOVERED', before, after)).toEqual(['ASSUME_ROLE FAILED PASSED']);
  });
});

function check(code: CheckCode, status: CheckStatus, repositoryUrl: string | null = null): Check {
  return { code, status, repositoryUrl, label: code, domain: null, durationMs: 1, evidence: null, diagnosis: null };
}
