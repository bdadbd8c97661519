import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runInSlices } from '../../../lib/in-slices.ts';
import { type Kind, type Line, lineChanges } from './line-changes.ts';

const without = (lines: readonly Line[], left: Kind) => lines.flatMap(([kind, text]) => (kind === left ? [] : [text]));

describe('changes of lines', () => {
  it('lead from any list to any other', async () => {
    const repeated = fc.constantFrom('a', 'b', '},');
    const lines = fc.array(fc.oneof(fc.nat(300).map(String), repeated), { size: '+2' });
    await fc.assert(
      fc.asyncProperty(lines, lines, async (before, after) => {
        const found = await runInSlices(lineChanges(before, after));
        expect(without(found, '+')).toEqual(before);
        expect(without(found, '-')).toEqual(after);
      }),
      { numRuns: 500 },
    );
  });

  it('are those that were made and no others, however many', async () => {
    const edit = fc.constantFrom('keep', 'keep', 'take away', 'put in front', 'replace');
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { minLength: 300, maxLength: 600 }), async (edits) => {
        const before = edits.map((_, place) => `line ${place}`);
        const wanted = edits.flatMap((what, place): string[] => {
          const [old, come] = [`line ${place}`, `new ${place}`];
          const lines = { keep: [` ${old}`], 'take away': [`-${old}`], 'put in front': [`+${come}`, ` ${old}`], replace: [`-${old}`, `+${come}`] }; // prettier-ignore
          return lines[what];
        });
        const after = wanted.filter((line) => !line.startsWith('-')).map((line) => line.slice(1));
        const found = await runInSlices(lineChanges(before, after));
        expect(found.map(([kind, text]) => kind + text).sort()).toEqual(wanted.sort());
      }),
    );
  });

  it('keep the lines of a block that stands twice, as in a lockfile with two target frameworks', async () => {
    const block = (framework: string, version: (place: number) => number) => [
      `"${framework}": {`,
      ...Array.from({ length: 400 }, (_, place) => [`"p${place}": {`, `"${version(place)}-of-${place}"`, '},']).flat(),
      '},',
    ];
    const lock = (version: (place: number) => number) => [...block('net8.0', version), ...block('net9.0', version)];
    const [before, after] = [lock(() => 1), lock((place) => (place % 4 === 0 ? 2 : 1))];
    const found = await runInSlices(lineChanges(before, after));
    expect(found.filter(([kind]) => kind !== ' ')).toHaveLength(2 * 2 * 100);
  });
});
