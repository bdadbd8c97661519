import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { applyEdits, type Edit } from '../../../package-types/text-edit.ts';
import { editsTogether, lineEdits, textEdits } from './text-edits.ts';

const line = fc.constantFrom('a\n', 'b\n', 'c\r\n', '\n', 'd', 'aa\n');
const text = fc.array(line, { maxLength: 30 }).map((lines) => lines.join(''));

/** Of a text, none touching another. */
const edited = text.chain((before) =>
  fc
    .uniqueArray(fc.nat(before.length), { maxLength: 8 })
    .chain((offsets) => {
      const places = offsets.sort((one, other) => one - other);
      return fc.tuple(...places.map(() => fc.tuple(fc.nat(3), fc.constantFrom('', 'x', '\n', 'y\nz\n')))).map((some) =>
        some.map(([length, put], index): Edit => {
          const start = places[index] as number;
          return { start, end: Math.min(start + length, places[index + 1] ?? before.length), text: put };
        }),
      );
    })
    .map((edits) => ({ before, edits })),
);

const areWholeLines = (before: string, edits: readonly Edit[]): boolean =>
  edits.every(({ start, end }) =>
    [start, end].every((at) => at === 0 || at === before.length || before[at - 1] === '\n'),
  );

it('edits of whole lines make the same text as the edits that they are made of', async () => {
  await fc.assert(
    fc.asyncProperty(edited, async ({ before, edits }) => {
      const lines = await lineEdits(before, edits);
      expect(applyEdits(before, lines)).toBe(applyEdits(before, edits));
      expect(areWholeLines(before, lines)).toBe(true);
    }),
    { numRuns: 500 },
  );
});

it('edits of whole lines make one text of another', async () => {
  await fc.assert(
    fc.asyncProperty(text, text, async (before, after) => {
      const lines = await textEdits(before, after);
      expect(applyEdits(before, lines)).toBe(after);
      expect(areWholeLines(before, lines)).toBe(true);
    }),
    { numRuns: 500 },
  );
});

it.each([
  ['of different places', [{ start: 0, end: 2, text: 'A\n' }], [{ start: 4, end: 6, text: 'C\n' }], 'A\nb\nC\n'],
  ['of lines that follow each other', [{ start: 0, end: 2, text: 'A\n' }], [{ start: 2, end: 4, text: '' }], 'A\nc\n'],
  ['of one line', [{ start: 0, end: 2, text: 'A\n' }], [{ start: 0, end: 2, text: 'A\n' }], null],
  ['that overlap', [{ start: 0, end: 4, text: '' }], [{ start: 2, end: 6, text: '' }], null],
  ['put in at one place', [{ start: 2, end: 2, text: 'x\n' }], [{ start: 2, end: 2, text: 'y\n' }], null],
  ['put in where a line is changed', [{ start: 0, end: 2, text: 'A\n' }], [{ start: 2, end: 2, text: 'y\n' }], null],
] as const)('edits %s are made together, or said not to go together', (_what, one, other, expected) => {
  const all = editsTogether([one, other]);
  expect(all && applyEdits('a\nb\nc\n', all)).toBe(expected);
});
