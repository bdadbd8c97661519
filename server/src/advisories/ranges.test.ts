import { describe, expect, it } from 'vitest';
import { readRange } from './ranges.ts';

const cases: [what: string, events: object[], intervals: object[], fixed?: string[]][] = [
  ['everything', [{ introduced: '0' }], [{ from: null }]],
  ['up to a fix', [{ introduced: '0' }, { fixed: '1.2.0' }], [{ from: null, before: '1.2.0' }], ['1.2.0']],
  ['with its last version', [{ introduced: '1.0.0' }, { last_affected: '1.2.0' }], [{ from: '1.0.0', upTo: '1.2.0' }]],
  [
    'several times, in any order',
    [{ fixed: '2.0.1' }, { introduced: '2.0.0' }, { fixed: '1.0.1' }, { introduced: '0' }],
    [
      { from: null, before: '1.0.1' },
      { from: '2.0.0', before: '2.0.1' },
    ],
    ['2.0.1', '1.0.1'],
  ],
  ['both in one object', [{ introduced: '0', fixed: '1.0.0' }], [{ from: null, before: '1.0.0' }], ['1.0.0']],
  [
    'a fix behind the last affected version',
    [{ introduced: '0' }, { last_affected: '1.0.0' }, { fixed: '1.1.0' }],
    [{ from: null, upTo: '1.0.0' }],
    ['1.1.0'],
  ],
  ['one version alone', [{ last_affected: '1.0.0' }, { introduced: '1.0.0' }], [{ from: '1.0.0', upTo: '1.0.0' }]],
  ['nothing', [{ introduced: '1.0.0' }, { fixed: '1.0.0' }], [], ['1.0.0']],
  [
    'up to a limit',
    [{ introduced: '0' }, { fixed: '3.0.0' }, { limit: '1.0.0' }, { limit: '2.0.0' }],
    [{ from: null, before: '2.0.0' }],
    ['3.0.0'],
  ],
  ['nothing from the limit on', [{ introduced: '2.0.0' }, { limit: '2.0.0' }], []],
  ['without a limit', [{ introduced: '2.0.0' }, { limit: '*' }], [{ from: '2.0.0' }]],
  ['short numbers', [{ introduced: '0' }, { fixed: '4.0' }], [{ from: null, before: '4.0' }], ['4.0']],
];

describe('a range', () => {
  it.each(cases)('affects %s', (_what, events, intervals, fixed = []) => {
    expect(readRange('NPM', events)).toEqual({ intervals, fixed, problems: [] });
  });

  it('of Go has versions as Go writes them', () => {
    const { intervals, fixed } = readRange('GO', [{ introduced: '1.0.0' }, { fixed: '1.6.0' }]);
    expect({ intervals, fixed }).toEqual({ intervals: [{ from: 'v1.0.0', before: 'v1.6.0' }], fixed: ['v1.6.0'] });
  });

  it('that ends before it begins affects what comes after its beginning, and that is said', () => {
    const read = readRange('NPM', [{ introduced: '2.0.0' }, { fixed: '1.0.0' }]);
    expect(read).toEqual({
      intervals: [{ from: '2.0.0' }],
      fixed: ['1.0.0'],
      problems: ['has fixed 1.0.0 before anything is introduced, so it ends nothing'],
    });
  });

  it.each([
    [undefined, 'has no list of events'],
    [{ introduced: '0' }, 'has no list of events'],
    [[], 'introduces nothing'],
    [[{ fixed: '1.0.0' }], 'introduces nothing'],
    [
      [{ introduced: '0' }, { repaired: '1.0.0' }],
      'has an event that is none of introduced, fixed, last_affected, limit: {"repaired":"1.0.0"}',
    ],
    [[{ introduced: '0' }, null], 'has an event that is none of introduced, fixed, last_affected, limit: null'],
    [[{ introduced: '0' }, { fixed: 'soon' }], 'has a fixed that is no version: "soon"'],
    [[{ introduced: 0 }], 'has a introduced that is no version: 0'],
    [
      JSON.parse('[{"__proto__": "1.0.0"}]'),
      'has an event that is none of introduced, fixed, last_affected, limit: {"__proto__":"1.0.0"}',
    ],
  ])('that cannot be read is not used: %j', (events, problem) => {
    expect(readRange('NPM', events)).toEqual({ intervals: [], fixed: [], problems: [problem] });
  });
});
