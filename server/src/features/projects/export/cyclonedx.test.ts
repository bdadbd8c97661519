import { Version } from '@cyclonedx/cyclonedx-library/Spec';
import { JsonStrictValidator } from '@cyclonedx/cyclonedx-library/Validation';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { direct, exportedAnalysis, fixable, transitive } from '../../../../../tests/support/exported-analysis.ts';
import { toCycloneDx } from './cyclonedx.ts';

interface Document {
  serialNumber: string;
  metadata: { component: { 'bom-ref': string; name: string }; tools: { components: { name: string }[] } };
  components: {
    'bom-ref': string;
    name: string;
    group?: string;
    purl?: string;
    scope: string;
    properties: { name: string; value: string }[];
  }[];
  dependencies: { ref: string; dependsOn?: string[] }[];
  vulnerabilities?: {
    id: string;
    source?: { name: string };
    ratings: object[];
    recommendation: string;
    affects: { ref: string }[];
  }[];
}

const validator = new JsonStrictValidator(Version.v1dot6);
const GREETING =
  'pkg:npm/%40acme/greeting@1.0.0?repository_url=https%3A%2F%2Fmy-domain-111122223333.d.codeartifact.us-east-1.amazonaws.com%2Fnpm%2Fmy-repo%2F';

async function documentOf(analysis = exportedAnalysis()): Promise<Document> {
  const text = toCycloneDx(analysis);
  expect(await validator.validate(text)).toBe(null);
  return JSON.parse(text) as Document;
}

describe('CycloneDX', () => {
  it('names every dependency by its package URL where it comes from a registry', async () => {
    const { serialNumber, metadata, components } = await documentOf();
    expect(serialNumber).toBe('urn:uuid:0199d0c2-7c1e-7000-8000-000000000001');
    expect(metadata.component).toMatchObject({ 'bom-ref': 'project', name: 'shop/front' });
    expect(components.map(({ group, name, purl, scope }) => [group, name, purl, scope])).toEqual([
      [undefined, 'acme-tool', undefined, 'required'],
      ['@acme', 'greeting', GREETING, 'required'],
      [undefined, 'ms', 'pkg:npm/ms@2.0.0', 'excluded'],
    ]);
  });

  it('draws who asks for whom', async () => {
    const { dependencies } = await documentOf();
    expect(dependencies).toContainEqual({ ref: 'project', dependsOn: ['dependency-2', GREETING] });
    expect(dependencies).toContainEqual({ ref: GREETING, dependsOn: ['pkg:npm/ms@2.0.0'] });
  });

  it('tells vulnerabilities with rating, what they affect and what to do', async () => {
    const { vulnerabilities } = await documentOf();
    const [stuck, fixed] = vulnerabilities ?? [];
    expect(fixed).toMatchObject({
      id: 'GHSA-aaaa-bbbb-cccc',
      source: { name: 'GitHub Advisory Database' },
      references: [{ id: 'CVE-2026-0001', source: { name: 'NVD' } }],
      ratings: [{ score: 9.8, severity: 'critical', method: 'CVSSv31', vector: fixable.severity?.vector }],
      affects: [{ ref: GREETING, versions: [{ version: '1.0.0', status: 'affected' }] }],
    });
    expect(fixed?.recommendation).toMatch(/^Change @acme\/greeting from 1\.0\.0 to 1\.1\.0/);
    expect(stuck).toMatchObject({ id: 'ACME-7', ratings: [{ severity: 'unknown' }] });
    expect(stuck).not.toHaveProperty('source');
  });

  it('holds a version that two lockfiles have once, with both places', async () => {
    const again = { ...transitive, id: 7, isDevelopment: false, places: [{ path: 'b/package-lock.json', line: 2 }] };
    const { components } = await documentOf(exportedAnalysis({ dependencies: [direct, transitive, again] }));
    const found = components.filter(({ name }) => name === 'ms');
    expect(found).toHaveLength(1);
    expect(found[0]?.scope).toBe('required');
    const places = found[0]?.properties.filter(({ name }) => name === 'backline:place').map(({ value }) => value);
    expect(places).toEqual(['apps/web #1/package-lock.json:40', 'b/package-lock.json:2']);
  });

  it('is valid whatever a lockfile and an advisory say', async () => {
    const anything = fc.string({ unit: 'binary' });
    const packageType = fc.constantFrom('NPM' as const, 'PYPI' as const, 'GO' as const, 'NUGET' as const);
    await fc.assert(
      fc.asyncProperty(anything, anything, anything, packageType, async (name, version, summary, type) => {
        const dependencies = [{ ...direct, name, version, packageType: type }, transitive];
        const findings = [{ ...fixable, summary, aliases: [summary] }];
        const { vulnerabilities } = await documentOf(exportedAnalysis({ dependencies, findings }));
        expect(vulnerabilities).toHaveLength(1);
      }),
      { numRuns: 60 },
    );
  });
});
