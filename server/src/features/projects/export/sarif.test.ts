import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { direct, exportedAnalysis, fixable } from '../../../../../tests/support/exported-analysis.ts';
import { toSarif } from './sarif.ts';

interface Log {
  version: string;
  $schema: string;
  runs: {
    tool: { driver: { name: string; version: string; rules: Rule[] } };
    invocations: { executionSuccessful: boolean; toolExecutionNotifications: Notification[] }[];
    results: Result[];
  }[];
}
interface Rule {
  id: string;
  helpUri?: string;
  shortDescription: { text: string };
  properties: Record<string, unknown>;
}
interface Notification {
  level: string;
  message: { text: string };
}
interface Result {
  ruleId: string;
  ruleIndex: number;
  level: string;
  message: { text: string };
  locations: { physicalLocation: PhysicalLocation }[];
  relatedLocations?: { physicalLocation: PhysicalLocation }[];
  partialFingerprints: Record<string, string>;
}
interface PhysicalLocation {
  artifactLocation: { uri: string; uriBaseId: string };
  region: { startLine: number };
}

function runOf(analysis = exportedAnalysis()) {
  const log = JSON.parse(toSarif(analysis)) as Log;
  expect([log.version, log.runs.length]).toEqual(['2.1.0', 1]);
  return log.runs[0] as Log['runs'][number];
}

describe('SARIF', () => {
  it('names an advisory once, as a rule with its page and its score', () => {
    const twice = exportedAnalysis({ findings: [fixable, { ...fixable, id: 5, dependency: 1 }] });
    const { tool, results } = runOf(twice);
    expect(tool.driver).toMatchObject({ name: 'Backline', version: '0.1.0' });
    expect(tool.driver.rules).toEqual([
      {
        id: 'GHSA-aaaa-bbbb-cccc',
        shortDescription: { text: 'Greets {{strangers}} with [their] (own) name.' },
        fullDescription: { text: 'Greets {{strangers}} with [their] (own) name. CVE-2026-0001' },
        helpUri: 'https://github.com/advisories/GHSA-aaaa-bbbb-cccc',
        defaultConfiguration: { level: 'error' },
        properties: { tags: ['security', 'vulnerability', 'CVE-2026-0001'], 'security-severity': '9.8' },
      },
    ]);
    expect(results.map(({ ruleIndex }) => ruleIndex)).toEqual([0, 0]);
  });

  it('invents neither a page nor a score', () => {
    const [, rule] = runOf().tool.driver.rules;
    expect(rule).not.toHaveProperty('helpUri');
    expect(rule?.properties).toEqual({ tags: ['security', 'vulnerability'] });
  });

  it('says where each finding is, how it comes in and what to do', () => {
    const [first, second] = runOf().results;
    expect(first).toMatchObject({
      ruleId: 'GHSA-aaaa-bbbb-cccc',
      level: 'error',
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'package-lock.json', uriBaseId: '%SRCROOT%' },
            region: { startLine: 12 },
          },
        },
      ],
      relatedLocations: [{ id: 1, physicalLocation: { artifactLocation: { uri: 'package.json' } } }],
    });
    expect(first?.message.text).toContain('Change @acme/greeting from 1.0.0 to 1.1.0');
    expect(second?.locations[0]?.physicalLocation.artifactLocation.uri).toBe('apps/web%20%231/package-lock.json');
    expect(second?.message.text).toBe(
      'ms 2.0.0 is affected by ACME-7: =HYPERLINK("https://example.com"). It comes in through @acme/greeting. There is no fixed version.',
    );
  });

  it('lists what could not be read or judged', () => {
    const [invocation] = runOf().invocations;
    expect(invocation?.toolExecutionNotifications.map(({ level, message }) => [level, message.text])).toEqual([
      ['error', 'It holds a merge conflict.'],
      ['warning', 'acme-tool comes from git, which no repository can be asked about.'],
    ]);
  });

  it('knows a finding again when its line moves, and tells two apart', () => {
    const fingerprint = (analysis = exportedAnalysis()) =>
      runOf(analysis).results.map(({ partialFingerprints }) => partialFingerprints['dependencyAdvisory/v1']);
    const moved = { ...direct, places: [{ path: 'package-lock.json', line: 99 }] };
    expect(fingerprint(exportedAnalysis({ dependencies: [moved], findings: [fixable] }))[0]).toBe(fingerprint()[0]);
    expect(new Set(fingerprint()).size).toBe(2);
  });

  it('holds what its standard asks for, whatever a lockfile and an advisory say', () => {
    const anything = fc.string({ unit: 'binary' });
    fc.assert(
      fc.property(anything, anything, anything, fc.nat(), (name, path, summary, line) => {
        const places = [{ path, line }];
        const dependencies = [{ ...direct, name, places }];
        const { results, tool } = runOf(exportedAnalysis({ dependencies, findings: [{ ...fixable, summary }] }));
        const [result] = results as [Result];
        expect(tool.driver.rules[result.ruleIndex]?.id).toBe(result.ruleId);
        expect(result.message.text).not.toBe('');
        const { artifactLocation, region } = (result.locations[0] as Result['locations'][number]).physicalLocation;
        expect(artifactLocation.uri).toMatch(/^(?:[\w.!~*'()/-]|%[\dA-F]{2})*$/);
        expect(region.startLine).toBeGreaterThanOrEqual(1);
      }),
    );
  });
});
