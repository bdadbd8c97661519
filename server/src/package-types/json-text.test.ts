import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memberLines, readJsonObject } from './json-text.ts';
import { lineOf } from './document-members.ts';

describe('lines of JSON', () => {
  it('finds members whatever the layout', () => {
    const text = '{"a": {"b": 1,\n"c\\"d": {"e": "}\\\\"}},\n"f": [{"a": {}}, "\\"x\\": {"],\n\n"g"\n:\n{"h":\n2}}';
    const lines = memberLines(text, 3);
    const at = (...keys: string[]) => lineOf(lines, ...keys);
    expect(readJsonObject(text)).toBeTypeOf('object');
    expect([at('a'), at('a', 'b'), at('a', 'c"d'), at('a', 'c"d', 'e'), at('f'), at('g'), at('g', 'h')]).toEqual([
      1, 1, 2, 2, 3, 5, 7,
    ]);
    expect([...lines.members.keys()]).toEqual(['a', 'f', 'g']);
  });

  it('has every member of every object, in any valid document', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.jsonValue(), { noNullPrototype: true }),
        fc.constantFrom(0, 2),
        (document, indent) => {
          const text = JSON.stringify(document, null, indent);
          const lines = memberLines(text, 100);
          expect(keysOf(JSON.parse(text))).toEqual(keysIn(lines));
        },
      ),
    );
  });
});

type Lines = ReturnType<typeof memberLines>;

function keysIn({ members }: Lines): unknown {
  return [...members].map(([key, inner]) => [key, keysIn(inner)]);
}

/** Members in the order of the text; the parser puts those that look like numbers first, so both are sorted by nothing else. */
function keysOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  return Object.entries(value).map(([key, inner]) => [key, keysOf(inner)]);
}
