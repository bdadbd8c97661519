import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readMarker } from './marker.ts';
import { specifiersOfPoetry } from './poetry-requirement.ts';
import { pinnedVersion, readRequirement } from './requirement.ts';

describe('a dependency specifier', () => {
  // Forms of https://packaging.python.org/en/latest/specifications/dependency-specifiers/#examples and beyond.
  it.each([
    ['A', { name: 'a', specifiers: '' }],
    ['A.B-C_D', { name: 'a-b-c-d', writtenName: 'A.B-C_D' }],
    ['aa>=1,<2', { specifiers: '>=1,<2' }],
    ['name (>=1, <2)', { specifiers: '>=1,<2' }],
    ['name<=1', { specifiers: '<=1' }],
    ['name ~= 1.4.2 , != 1.5.*', { specifiers: '~= 1.4.2,!= 1.5.*' }],
    ['name===anything+goes', { specifiers: '===anything+goes' }],
    ['name==1!2.0.post1+local.7', { specifiers: '==1!2.0.post1+local.7' }],
    ['name[ quux , strange ];python_version<"2.7"', { extras: ['quux', 'strange'], marker: 'python_version<"2.7"' }],
    ['name[]', { extras: [] }],
    ['name@http://foo.example', { source: 'url', target: 'http://foo.example', specifiers: null }],
    [
      'name [fred] @ https://foo.example/a;b.zip ; os_name == "nt"',
      { target: 'https://foo.example/a;b.zip', marker: 'os_name == "nt"', extras: ['fred'] },
    ],
    ['pip @ git+https://git.acme.example/pip.git@22', { source: 'git' }],
    ['own @ file:///srv/own', { source: 'local' }],
  ])('%j is read', (text, expected) => {
    expect(readRequirement(text)).toMatchObject(expected);
  });

  it.each([
    '',
    '=1',
    'name=1',
    'name=>1',
    'name 1.0',
    'name>=',
    'name[a',
    'name[a b]',
    'name @',
    'name; ',
    'name; python',
    'name>=1;python_version>=3',
    'näme',
    '-r x',
    '.',
    'name>=1 extra',
  ])('%j is refused in one sentence', (text) => {
    expect(readRequirement(text)).toEqual({ problem: expect.stringMatching(/^[^\p{Cc}]{10,300}\.$/u) as string });
  });

  it('is read or refused, whatever it is', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.string({ unit: fc.constantFrom('a', '[', ']', '@', ';', '=', '<', '(', ')', ' ', '"', ',', '.', '*') }),
        ),
        (text) => {
          const read = readRequirement(text);
          expect('problem' in read ? read.problem : read.name).not.toBe('');
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it.each([
    ['==1.0', '1.0'],
    ['=== 1.0', '1.0'],
    ['==1.*', null],
    ['==1.0,<2', null],
    ['>=1', null],
    ['', null],
    [null, null],
  ])('%j pins %j', (specifiers, version) => {
    expect(pinnedVersion(specifiers)).toBe(version);
  });
});

describe('a marker', () => {
  it('binds `and` more than `or`, and brackets most', () => {
    const left = { operator: '==', left: { variable: 'os_name' }, right: { text: 'nt' } };
    const middle = { operator: 'in', left: { text: 'linux' }, right: { variable: 'sys_platform' } };
    const right = { operator: 'not in', left: { variable: 'extra' }, right: { text: 'a b' } };
    expect(readMarker(`os_name == 'nt' or "linux" in sys_platform and extra not  in "a b"`)).toEqual({
      operator: 'or',
      parts: [left, { operator: 'and', parts: [middle, right] }],
    });
    expect(readMarker(`(os_name == 'nt' or "linux" in sys_platform) and extra not in 'a b'`)).toEqual({
      operator: 'and',
      parts: [{ operator: 'or', parts: [left, middle] }, right],
    });
  });

  it.each([
    '',
    'os_name',
    'os_name ==',
    "os_name == 'nt",
    "weather == 'fine'",
    "os_name = 'nt'",
    "(os_name == 'nt'",
    "os_name == 'nt')",
    "os_name == 'nt' and",
    '('.repeat(200_000),
  ])('%.40j is none', (text) => {
    expect(readMarker(text)).toBeNull();
  });
});

describe("Poetry's constraints", () => {
  // https://python-poetry.org/docs/dependency-specification/#version-constraints
  it.each([
    ['^1.2.3', '>=1.2.3,<2.0'],
    ['^1', '>=1,<2.0'],
    ['^0.2.3', '>=0.2.3,<0.3'],
    ['^0.0.3', '>=0.0.3,<0.0.4'],
    ['^0.0', '>=0.0,<0.1'],
    ['^0', '>=0,<1.0'],
    ['~1.2.3', '>=1.2.3,<1.3'],
    ['~1.2', '>=1.2,<1.3'],
    ['~1', '>=1,<2.0'],
    ['*', ''],
    ['1.*', '==1.*'],
    ['1.2.3', '==1.2.3'],
    ['>=1.2, <1.5', '>=1.2,<1.5'],
    ['>=1.2 <1.5', '>=1.2,<1.5'],
    ['~=1.4', '~=1.4'],
    ['!=1.5', '!=1.5'],
    ['^1 || ^2', null],
    ['latest!', '==latest!'],
    ['^x', null],
    [`^${'9'.repeat(5_000)}`, null],
  ])('%.30j are %j', (written, specifiers) => {
    expect(specifiersOfPoetry(written)).toBe(specifiers);
  });
});
