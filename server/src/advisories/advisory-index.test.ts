import { packageTypes, type PackageType } from '@backline/shared';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packageTypeFixtures } from '../../../tests/contracts/package-type-fixtures/index.ts';
import { runInSlices } from '../lib/in-slices.ts';
import { packageTypePlug } from '../package-types/index.ts';
import { AdvisoryIndexBuilder } from './advisory-index-builder.ts';
import { readRecord } from './record.ts';

interface Range {
  type: string;
  events: Record<string, string>[];
}

interface Given {
  id: string;
  aliases?: string[];
  severity?: string;
  affected: { package: { ecosystem: string; name: string }; ranges?: Range[]; versions?: string[] }[];
}

const ecosystems: Record<PackageType, string> = { NPM: 'npm', PYPI: 'PyPI', GO: 'Go', NUGET: 'NuGet' };

async function indexOf(records: readonly Given[]) {
  const builder = new AdvisoryIndexBuilder();
  for (const { severity, ...given } of records) {
    const { record } = readRecord(
      JSON.stringify({ modified: '2026-01-01T00:00:00Z', ...given, database_specific: { severity } }),
    );
    if (record) builder.add(record);
  }
  return runInSlices(builder.build());
}

function affecting(ecosystem: string, name: string, ...events: Record<string, string>[]): Given['affected'][number] {
  return { package: { ecosystem, name }, ranges: [{ type: 'ECOSYSTEM', events }] };
}

describe('the index', () => {
  it('finds names as their package type compares them', async () => {
    const range = [{ introduced: '0' }];
    const index = await indexOf([
      { id: 'A', affected: [affecting('PyPI', 'Acme.Billing', ...range)] },
      { id: 'B', affected: [affecting('NuGet', 'Newtonsoft.Json', ...range)] },
      { id: 'C', affected: [affecting('npm', 'jQuery', ...range), affecting('npm', 'constructor', ...range)] },
      {
        id: 'D',
        affected: [affecting('Go', 'github.com/Acme/billing', ...range), affecting('Go', 'stdlib', ...range)],
      },
    ]);
    const idsOf = (packageType: PackageType, name: string, version = '1.0.0') =>
      index.match(packageType, name, version).map(({ id }) => id);
    expect([idsOf('PYPI', 'acme_billing'), idsOf('PYPI', 'acme--BILLING'), idsOf('PYPI', 'acmebilling')]).toEqual([['A'], ['A'], []]); // prettier-ignore
    expect([idsOf('NUGET', 'newtonsoft.json'), idsOf('NUGET', 'NEWTONSOFT.JSON')]).toEqual([['B'], ['B']]);
    expect([idsOf('NPM', 'jQuery'), idsOf('NPM', 'jquery'), idsOf('NPM', 'constructor')]).toEqual([['C'], [], ['C']]);
    expect([idsOf('NPM', 'toString'), idsOf('NPM', '__proto__'), idsOf('PYPI', '__proto__')]).toEqual([[], [], []]);
    expect([idsOf('GO', 'github.com/Acme/billing', 'v1.0.0'), idsOf('GO', 'github.com/acme/billing')]).toEqual([['D'], []]); // prettier-ignore
    expect(idsOf('GO', 'stdlib', 'go1.21.3')).toEqual(['D']);
  });

  it.each([
    ['go1.21rc2', []],
    ['go1.21rc3', ['A']],
    ['go1.21', ['A']],
    ['go1.21.4', ['A']],
    ['1.21.4', ['A']],
    ['v1.21.5', []],
    ['go1.22beta1', []],
    ['master', []],
  ])('reads the version %s of Go itself', async (version, ids) => {
    const index = await indexOf([{ id: 'A', affected: [affecting('Go', 'stdlib', { introduced: '1.21.0-rc.3' }, { fixed: '1.21.5' })] }]); // prettier-ignore
    expect(index.match('GO', 'stdlib', version).map(({ id }) => id)).toEqual(ids);
  });

  it('tells one vulnerability once, by the name that most people look up', async () => {
    const index = await indexOf([
      { id: 'PYSEC-1', aliases: ['CVE-1'], affected: [affecting('PyPI', 'acme', { introduced: '0' }, { fixed: '1.1' })] },
      { id: 'GHSA-1', aliases: ['CVE-1'], severity: 'HIGH', affected: [affecting('PyPI', 'acme', { introduced: '0' }, { fixed: '1.2' })] },
      { id: 'GHSA-2', aliases: ['CVE-2'], severity: 'LOW', affected: [affecting('PyPI', 'acme', { introduced: '1.0' })] },
    ]); // prettier-ignore
    const both = {
      id: 'GHSA-1',
      aliases: ['PYSEC-1', 'CVE-1'],
      records: ['GHSA-1', 'PYSEC-1'],
      severity: { rating: 'HIGH', score: null, vector: null },
      fixedVersions: ['1.1', '1.2'],
    };
    expect(index.match('PYPI', 'acme', '0.9')).toEqual([both]);
    expect(index.match('PYPI', 'acme', '1.0').map(({ id }) => id)).toEqual(['GHSA-1', 'GHSA-2']);
    expect(index.match('PYPI', 'acme', '1.1')[0]).toEqual({ ...both, records: ['GHSA-1'], fixedVersions: ['1.2'] });
  });

  it('takes the severity of a vulnerability from where it is given', async () => {
    const index = await indexOf([
      { id: 'GO-1', aliases: ['CVE-1'], affected: [affecting('Go', 'go.example/one', { introduced: '0' })] },
      { id: 'GHSA-1', aliases: ['CVE-1'], severity: 'CRITICAL', affected: [affecting('npm', 'other', { introduced: '0' })] },
      { id: 'GO-2', affected: [affecting('Go', 'go.example/one', { introduced: '0' })] },
    ]); // prettier-ignore
    const matches = index.match('GO', 'go.example/one', 'v1.0.0');
    expect(matches.map(({ id, severity }) => [id, severity?.rating])).toEqual([['GO-1', 'CRITICAL'], ['GO-2', undefined]]); // prettier-ignore
  });

  it('matches a text that is no version where a record enumerates it, and in no range', async () => {
    const affected = { ...affecting('PyPI', 'paramiko', { introduced: '0' }), versions: ['0.1-bulbasaur'] };
    const index = await indexOf([{ id: 'A', affected: [affected] }]);
    expect(index.match('PYPI', 'paramiko', '0.1-bulbasaur')).toHaveLength(1);
    expect(index.match('PYPI', 'paramiko', '0.1-charmander')).toEqual([]);
    expect(index.match('PYPI', 'paramiko', 'git+https://host.example/paramiko')).toEqual([]);
  });

  it('answers many at once, place by place', async () => {
    const index = await indexOf([{ id: 'A', affected: [affecting('npm', 'one', { introduced: '2.0.0' })] }]);
    const versions = ['1.0.0', '2.0.0'].map((version) => ({ packageType: 'NPM' as const, name: 'one', version }));
    expect(index.matchAll(versions).map((matches) => matches.map(({ id }) => id))).toEqual([[], ['A']]);
  });

  it.each(packageTypes.map(({ id }) => [id]))(
    'finds for %s exactly what comparing version by version finds',
    async (id) => {
      const { versions: rules } = packageTypePlug(id);
      const fixture = packageTypeFixtures.find((candidate) => candidate.id === id);
      if (!fixture) throw new Error(`no fixture for ${id}`);
      const version = fc
        .oneof(fixture.versions, fc.constantFrom(...fixture.ascending))
        .filter((text) => rules.isValid(text));
      const event = fc.oneof(
        { weight: 3, arbitrary: version.map((introduced) => ({ introduced })) },
        { weight: 1, arbitrary: fc.constant({ introduced: '0' }) },
        { weight: 3, arbitrary: version.map((fixed) => ({ fixed })) },
        { weight: 2, arbitrary: version.map((last) => ({ last_affected: last })) },
        { weight: 1, arbitrary: version.map((limit) => ({ limit })) },
      );
      const range = fc.record({ type: fc.constant('ECOSYSTEM'), events: fc.array(event, { maxLength: 6 }) });
      const name = fc.constantFrom(fixture.packageName, 'other');
      const affected = fc.record({
        package: name.map((given) => ({ ecosystem: ecosystems[id], name: given })),
        ranges: fc.array(range, { maxLength: 3 }),
        versions: fc.array(version, { maxLength: 4 }),
      });
      const records = fc.array(fc.array(affected, { maxLength: 3 }), { maxLength: 6 });
      await fc.assert(
        fc.asyncProperty(records, fc.array(version, { minLength: 1, maxLength: 8 }), async (given, asked) => {
          const all = given.map((entries, place): Given => ({ id: `R-${place}`, affected: entries }));
          const index = await indexOf(all);
          const bounds = all.flatMap((record) => record.affected.flatMap(({ ranges }) => (ranges ?? []).flatMap(({ events }) => events.flatMap((one) => Object.values(one))))); // prettier-ignore
          for (const wanted of [...asked, ...bounds.filter((bound) => rules.isValid(bound))]) {
            const found = index.match(id, fixture.packageName, wanted).map((match) => match.id);
            const expected = all.filter((record) => isAffected(id, record, fixture.packageName, wanted));
            expect(found.toSorted()).toEqual(expected.map((record) => record.id));
          }
        }),
        { numRuns: 400 },
      );
    },
  );
});

/** The evaluation of https://ossf.github.io/osv-schema/#evaluation, word for word, with the package type's own order. */
function isAffected(id: PackageType, { affected }: Given, name: string, version: string): boolean {
  const { versions: rules } = packageTypePlug(id);
  return affected
    .filter((entry) => entry.package.name === name)
    .some(({ ranges = [], versions = [] }) => {
      if (versions.some((listed) => rules.compare(listed, version) === 0)) return true;
      return ranges.some(({ events }) => isInRange(events, version, (a, b) => rules.compare(a, b)));
    });
}

function isInRange(
  events: readonly Record<string, string>[],
  version: string,
  compare: (a: string, b: string) => number,
): boolean {
  const limits = events.flatMap(({ limit }) => limit ?? []);
  if (limits.length > 0 && !limits.some((limit) => compare(version, limit) < 0)) return false;
  const order = (one: Record<string, string>, other: Record<string, string>) => {
    const [a, b] = [Object.values(one)[0] as string, Object.values(other)[0] as string];
    if (one['introduced'] === '0' || other['introduced'] === '0') {
      return Number(other['introduced'] === '0') - Number(one['introduced'] === '0');
    }
    // What is last affected takes effect behind everything else at its version.
    return compare(a, b) || Number('last_affected' in one) - Number('last_affected' in other);
  };
  let isVulnerable = false;
  for (const { introduced, fixed, last_affected: last } of events
    .filter((event) => !('limit' in event))
    .toSorted(order)) {
    if (introduced !== undefined && (introduced === '0' || compare(version, introduced) >= 0)) isVulnerable = true;
    if (fixed !== undefined && compare(version, fixed) >= 0) isVulnerable = false;
    if (last !== undefined && compare(version, last) > 0) isVulnerable = false;
  }
  return isVulnerable;
}
