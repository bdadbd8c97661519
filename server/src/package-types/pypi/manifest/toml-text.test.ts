import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineOf } from '../../document-members.ts';
import { tomlLines } from './toml-text.ts';

describe('lines of TOML', () => {
  it('finds keys and items whatever the notation', () => {
    const text =
      'a = 1\nb.c = """\n[x]\n"""\n[d."e f"] # ]\ng = [\n  "h", # "i"\n  { j = 1 },\n]\n[[k]]\nl = \'\'\'\n\'\'\'\n[k.m]\nn = 1\n[[k]]\nl = 2\n';
    const lines = tomlLines(text);
    const at = (...keys: string[]) => lineOf(lines, ...keys);
    expect([
      at('a'),
      at('b', 'c'),
      at('d', 'e f'),
      at('d', 'e f', 'g'),
      at('d', 'e f', 'g', '0'),
      at('d', 'e f', 'g', '1', 'j'),
    ]).toEqual([1, 2, 5, 6, 7, 8]);
    expect([at('k', '0'), at('k', '0', 'l'), at('k', '0', 'm', 'n'), at('k', '1'), at('k', '1', 'l')]).toEqual([
      10, 11, 14, 15, 16,
    ]);
  });

  it('ends for any text, and stays within it', () => {
    const noise = fc.string({
      unit: fc.constantFrom('[', ']', '{', '}', '"', "'", '=', '.', ',', '\n', 'a', '#', '\\', ' '),
    });
    const start = fc.constantFrom('', 'a = [', 'a = {', '[[a', 'a = [{', 'a.b = ');
    fc.assert(
      fc.property(start, noise, (before, text) => {
        const whole = before + text;
        expect(lastLineOf(tomlLines(whole))).toBeLessThanOrEqual(whole.split('\n').length);
      }),
      { numRuns: 2_000 },
    );
  });
});

function lastLineOf({ line, members }: ReturnType<typeof tomlLines>): number {
  return Math.max(line, ...[...members.values()].map(lastLineOf));
}
