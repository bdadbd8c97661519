import { describe, expect, it } from 'vitest';
import { readFindingView } from '../../address.ts';
import { shownFindings } from './filter.ts';
import type { Finding } from './queries.ts';

function finding(id: string, severity: string | null, changes: Partial<Finding> = {}): Finding {
  return {
    id,
    advisoryId: `GHSA-${id}`,
    aliases: [`CVE-${id}`],
    summary: 'Something is wrong',
    severity,
    score: null,
    vector: null,
    fixedVersions: [],
    remediationVersion: null,
    offeredVersion: null,
    proposalIds: [],
    blockedBy: null,
    dependency: {
      id: '1',
      packageType: 'NPM',
      name: 'lodash',
      version: '4.17.0',
      isDirect: true,
      isDevelopment: false,
      path: 'package.json',
      line: 1,
      way: ['lodash'],
    },
    ...changes,
  };
}

const findings = [
  finding('1', null),
  finding('2', 'LOW'),
  finding('3', 'CRITICAL', { score: 9.1 }),
  finding('4', 'CRITICAL', { score: 9.8, proposalIds: ['7'] }),
];

const shown = (search: string) =>
  shownFindings(findings, readFindingView(new URLSearchParams(search))).map(({ id }) => id);

describe('shownFindings', () => {
  it.each([
    ['', ['4', '3', '2', '1']],
    ['severity=critical', ['4', '3']],
    ['severity=unrated', ['1']],
    ['severity=no-such', ['4', '3', '2', '1']],
    ['proposal=with', ['4']],
    ['proposal=without&severity=critical', ['3']],
    ['type=GO', []],
    ['text=cve-2', ['2']],
    ['text=lodash%404.17', ['4', '3', '2', '1']],
  ])('for "%s" are %j', (search, ids) => {
    expect(shown(search)).toEqual(ids);
  });
});
