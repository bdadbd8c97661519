import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linesOfMembers, memberLines, readJsonObject } from './json-text.ts';
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

describe('lines of the members of one object', () => {
  it('are those of reading everything, however the document is laid out', () => {
    const key = fc.oneof(fc.string(), fc.constantFrom('packages', '"', '\\', '__proto__', 'node_modules/ä', '7'));
    const inner = fc.dictionary(key, fc.jsonValue(), { noNullPrototype: true });
    fc.assert(
      fc.property(
        fc.tuple(fc.jsonValue(), inner, inner),
        fc.constantFrom(0, 1, 2, '\t'),
        fc.constantFrom('\n', '\r\n'),
        ([before, packages, after], indent, end) => {
          const text = JSON.stringify({ before, packages, after }, null, indent).replaceAll('\n', end);
          const keys = Object.keys(packages);
          const all = memberLines(text, 2).members.get('packages');
          expect(linesOfMembers(text, 'packages', keys)).toEqual(keys.map((one) => all?.members.get(one)?.line));
        },
      ),
    );
  });

  it.each([
    ['a member on the line of another one', '{\n  "packages": {\n    "a": 1, "b": 2\n  }\n}', [3, 3]],
    ['what looks like one within another one', '{\n  "packages": {\n    "a": {\n    "b": 1},\n    "b": 2\n  }\n}', [3, 5]],
    ['a member twice', '{\n  "packages": {\n    "a": 1,\n    "a": 2,\n    "b": 3\n  }\n}', [4, 5]],
    ['a key behind its line', '{\n  "packages":\n  {\n    "a": 1,\n    "b": 2\n  }\n}', [4, 5]],
    ['an escaped key', '{\n  "packages": {\n    "\\u0061": 1,\n    "b": 2\n  }\n}', [3, 4]],
  ])('are found beside %s', (_what, text, lines) => {
    expect(linesOfMembers(text, 'packages', Object.keys(readJsonObject(text)['packages'] as object))).toEqual(lines);
  }); // prettier-ignore
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
