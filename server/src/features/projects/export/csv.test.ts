import { describe, expect, it } from 'vitest';
import { exportedAnalysis } from '../../../../../tests/support/exported-analysis.ts';
import { dependenciesCsv, findingsCsv } from './csv.ts';

describe('findings as CSV', () => {
  it('has a line for each, with what to do', () => {
    const [head, first, second, end] = findingsCsv(exportedAnalysis()).split('\r\n');
    expect(head).toBe(
      '\uFEFFpackageType,name,version,advisory,aliases,severity,score,vector,summary,fixedVersions,remediationVersion,offeredVersion,remedy,way,path,line',
    );
    expect(first).toContain(
      // A name that begins with @ is text and no formula.
      `"NPM","'@acme/greeting","1.0.0","GHSA-aaaa-bbbb-cccc","CVE-2026-0001","CRITICAL","9.8",`,
    );
    expect(first).toContain('"1.1.0","1.1.0","1.1.0","Change @acme/greeting from 1.0.0 to 1.1.0');
    expect(first?.endsWith(`"'@acme/greeting","package-lock.json","12"`)).toBe(true);
    expect(second).toContain(`"'=HYPERLINK(""https://example.com"")"`);
    expect(end).toBe('');
  });
});

describe('dependencies as CSV', () => {
  it('has a line for each, and leaves empty what is unknown', () => {
    const [head, first, , third] = dependenciesCsv(exportedAnalysis()).split('\r\n');
    expect(head?.split(',')).toHaveLength(15);
    expect(first).toContain('"true","false","registry","INTERNAL","true"');
    expect(third).toContain('"acme-tool","","^1.0.0","true","false","git","NOT_REGISTRY","","","0",""');
  });
});
