import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRecord } from './record.ts';

const base = { id: 'GHSA-1', modified: '2026-01-02T03:04:05.678901Z' };

function read(members: object) {
  return readRecord(JSON.stringify({ ...base, ...members }));
}

function affects(ecosystem: string, name: string, members: object = { versions: ['1.0.0'] }) {
  return { affected: [{ package: { ecosystem, name }, ...members }] };
}

describe('a record', () => {
  it('is read with what it says of our package types, and of no others', () => {
    const { record, problems } = read({
      published: '2025-01-01T00:00:00Z',
      aliases: ['CVE-1', 'GHSA-1', 'CVE-1', '', 7],
      details: 'First line.\n\nMore.',
      severity: [{ type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H' }],
      references: [{ url: 'https://one.example' }, { url: 'javascript:alert(1)' }, 'x', { url: 'https://one.example' }],
      database_specific: { cwe_ids: ['CWE-79', '<b>'], severity: 'LOW' },
      affected: [
        { package: { ecosystem: 'Maven', name: 'a:b' }, versions: ['1'] },
        {
          package: { ecosystem: 'PyPI', name: 'Acme.Billing' },
          ranges: [
            { type: 'GIT', events: [{ introduced: '0' }] },
            { type: 'ECOSYSTEM', events: [{ introduced: '0' }, { fixed: '1.1' }] },
          ],
          versions: ['1.0'],
        },
        { package: { ecosystem: 'PyPI', name: 'acme-billing' }, versions: ['2.0'] },
      ],
    });
    expect(problems).toEqual([]);
    expect(record).toEqual({
      id: 'GHSA-1',
      modified: new Date('2026-01-02T03:04:05.678Z'),
      published: new Date('2025-01-01T00:00:00Z'),
      withdrawn: null,
      aliases: ['CVE-1'],
      summary: 'First line.',
      details: 'First line.\n\nMore.',
      severity: { rating: 'HIGH', score: 7.5, vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H' },
      references: ['https://one.example'],
      weaknesses: ['CWE-79'],
      affected: [
        {
          packageType: 'PYPI',
          name: 'acme-billing',
          severity: null,
          intervals: [{ from: null, before: '1.1' }],
          versions: ['1.0', '2.0'],
          fixed: ['1.1'],
        },
      ],
    });
  });

  it.each([
    ['{', 'is no JSON object'],
    ['', 'is no JSON object'],
    ['[]', 'is no JSON object'],
    ['null', 'is no JSON object'],
    [JSON.stringify({ modified: base.modified }), 'has no usable id: nothing'],
    [JSON.stringify({ ...base, id: 'a b' }), 'has no usable id: "a b"'],
    [JSON.stringify({ ...base, id: '../../etc/passwd' }), 'has no usable id: "../../etc/passwd"'],
    [JSON.stringify({ id: 'X' }), 'has no usable time of its last change (modified): nothing'],
    [
      JSON.stringify({ id: 'X', modified: 'yesterday' }),
      'has no usable time of its last change (modified): "yesterday"',
    ],
    [
      JSON.stringify({ id: 'X', modified: '2026-13-99T00:00:00Z' }),
      'has no usable time of its last change (modified): "2026-13-99T00:00:00Z"',
    ],
  ])('that cannot be kept says why: %j', (text, problem) => {
    expect(readRecord(text)).toEqual({ record: null, problems: [problem], gitRanges: 0 });
  });

  it('loses what cannot be used, and nothing else', () => {
    const { record, problems, gitRanges } = read({
      affected: [
        { package: { ecosystem: 'npm', name: '__proto__' }, versions: ['1.0.0'] },
        { package: { ecosystem: 'npm', name: 7 }, versions: ['1.0.0'] },
        { package: { ecosystem: 'npm', name: '../../up' }, versions: ['1.0.0'] },
        null,
        { package: { ecosystem: 'npm', name: 'constructor' }, versions: ['1.0.0', 'none', 3] },
        {
          package: { ecosystem: 'npm', name: 'left-pad' },
          ranges: [
            { type: 'GIT', events: [] },
            { type: 'SEMVER', events: [{ introduced: '0' }, { fixed: 'soon' }] },
            { type: 'SEMVER', events: [{ introduced: '1.0.0' }] },
            { type: 'TIDE', events: [] },
            7,
          ],
        },
        { package: { ecosystem: 'npm', name: 'empty' } },
      ],
    });
    expect(record?.affected.map(({ name, intervals, versions }) => ({ name, intervals, versions }))).toEqual([
      { name: 'constructor', intervals: [], versions: ['1.0.0', 'none'] },
      { name: 'left-pad', intervals: [{ from: '1.0.0' }], versions: [] },
      { name: 'empty', intervals: [], versions: [] },
    ]);
    expect(gitRanges).toBe(1);
    expect(problems.map((problem) => problem.replace(/: .*/, ''))).toEqual([
      'names "__proto__", which is no package of npm',
      'names 7, which is no package of npm',
      'names "../../up", which is no package of npm',
      'has versions of constructor that are no texts, or longer than 256 characters',
      'has versions of constructor that are none to its package type, and are matched by their text',
      'has a range of left-pad that has a fixed that is no version',
      'has a range of left-pad of an unknown type',
      'has a range of left-pad of an unknown type',
      'names no affected version of empty',
    ]);
  });

  it('is withdrawn where it says so, whenever that was', () => {
    expect(read({ withdrawn: '2025-05-05T00:00:00Z' }).record?.withdrawn).toEqual(new Date('2025-05-05T00:00:00Z'));
    expect(read({ withdrawn: null }).record?.withdrawn).toBeNull();
    const { record, problems } = read({ withdrawn: 'yes' });
    expect(record?.withdrawn).toEqual(record?.modified);
    expect(problems).toHaveLength(1);
  });

  it('of a malicious package is critical, and one of Go itself has a name', () => {
    expect(readRecord(JSON.stringify({ ...base, id: 'MAL-2026-1' })).record?.severity?.rating).toBe('CRITICAL');
    expect(read(affects('Go', 'stdlib', { versions: ['1.21.0'] })).record?.affected).toMatchObject([
      { packageType: 'GO', name: 'stdlib', versions: ['v1.21.0'] },
    ]);
  });

  it('holds nothing that the database cannot', () => {
    const { record } = readRecord(`{"id":"X","modified":"${base.modified}","summary":"a\\u0000b\\ud800c"}`);
    expect(record?.summary).toBe('a\uFFFDb\uFFFDc');
  });

  it('never throws, whatever it is', () => {
    const ecosystem = fc.constantFrom('npm', 'PyPI', 'Go', 'NuGet', 'Maven', '__proto__');
    const event = fc.oneof(
      fc.dictionary(fc.constantFrom('introduced', 'fixed', 'last_affected', 'limit', 'x'), fc.anything()),
      fc.anything(),
    );
    const range = fc.oneof(
      fc.record({
        type: fc.constantFrom('SEMVER', 'ECOSYSTEM', 'GIT', 'x'),
        events: fc.oneof(fc.array(event), fc.anything()),
      }),
      fc.anything(),
    );
    const affected = fc.oneof(
      fc.record({
        package: fc.oneof(fc.record({ ecosystem, name: fc.oneof(fc.string(), fc.anything()) }), fc.anything()),
        ranges: fc.oneof(fc.array(range), fc.anything()),
        versions: fc.oneof(fc.array(fc.oneof(fc.string(), fc.anything())), fc.anything()),
        severity: fc.anything(),
      }),
      fc.anything(),
    );
    const members = fc.record({
      aliases: fc.anything(), severity: fc.anything(), references: fc.anything(), summary: fc.anything(), details: fc.anything(),
      withdrawn: fc.anything(), database_specific: fc.anything(), affected: fc.oneof(fc.array(affected), fc.anything()),
    }); // prettier-ignore
    fc.assert(
      fc.property(members, (given) => {
        const text = JSON.stringify({ ...base, ...given }, (_key, value: unknown) =>
          typeof value === 'bigint' ? String(value) : value,
        );
        expect(readRecord(text).record?.id).toBe('GHSA-1');
      }),
    );
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(readRecord(text).record).toBeNull();
      }),
    );
  });
});
