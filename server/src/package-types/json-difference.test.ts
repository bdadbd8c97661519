import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { membersOf } from './document-members.ts';
import { jsonEdits } from './json-difference.ts';
import { JsonDocument } from './npm/manifest/rewrite/json-document.ts';
import { applyEdits } from './text-edit.ts';

const change = (text: string, after: unknown) => applyEdits(text, jsonEdits(text, JSON.parse(text) as unknown, after));

describe('a difference in a JSON text', () => {
  it.each([
    ['a value', '{ "a": 1,\t"b":  [1, 2] }\n', { a: 1, b: [3] }, '{ "a": 1,\t"b":  [\n  3\n] }\n'],
    ['a text with tabs and CRLF', '{\r\n\t"a": "x"\r\n}', { a: 'y' }, '{\r\n\t"a": "y"\r\n}'],
    ['a member at the end', '{\n  "a": 1\n}', { a: 1, b: { c: 2 } }, '{\n  "a": 1,\n  "b": {\n    "c": 2\n  }\n}'],
    ['a member at the start', '{\n  "b": 1\n}', { a: 0, b: 1 }, '{\n  "a": 0,\n  "b": 1\n}'],
    ['a member between', '{\n  "a": 1,\n  "c": 1\n}', { a: 1, b: 1, c: 1 }, '{\n  "a": 1,\n  "b": 1,\n  "c": 1\n}'],
    ['the first away', '{\n  "a": 1,\n  "b": 1\n}', { b: 1 }, '{\n  "b": 1\n}'],
    ['the last away', '{\n  "a": 1,\n  "b": 1\n}', { a: 1 }, '{\n  "a": 1\n}'],
    ['the last for another', '{\n  "a": 1,\n  "b": 1\n}', { a: 1, c: 2 }, '{\n  "a": 1,\n  "c": 2\n}'],
    ['a filled object empty', '{\n  "a": {\n    "b": 1\n  }\n}', { a: {} }, '{\n  "a": {}\n}'],
    ['an empty object filled', '{\n  "a": {}\n}', { a: { b: 1 } }, '{\n  "a": {\n    "b": 1\n  }\n}'],
    ['one line, close', '{"a":{"b":1}}', { a: { b: 1, c: { d: 2 } } }, '{"a":{"b":1,"c":{"d":2}}}'],
    ['one line, wide', '{ "a": { "b": 1 } }', { a: { b: 1, c: { d: 2 } } }, '{ "a": { "b": 1, "c": { "d": 2 } } }'],
    ['the last of equal keys', '{ "a": 1, "a": 2 }', { a: 3 }, '{ "a": 1, "a": 3 }'],
  ])('writes %s', (_, text, after, expected) => {
    expect(change(text, after)).toBe(expected);
  });

  const document = fc.dictionary(
    fc.oneof(fc.constantFrom('a', 'b', '__proto__', 'x"{}'), fc.string()),
    fc.jsonValue({ maxDepth: 3 }),
  );
  const layout = fc.record({
    space: fc.constantFrom(0, 1, 2, 4, '\t'),
    lineEnd: fc.constantFrom('\n', '\r\n'),
    tail: fc.constantFrom('', '\n', '\n\n'),
  });

  it('says what it is to say, whatever the texts', () => {
    fc.assert(
      fc.property(document, document, layout, (before, after, { space, lineEnd, tail }) => {
        const text = JSON.stringify(before, null, space).replaceAll('\n', lineEnd) + tail;
        const written = change(text, JSON.parse(JSON.stringify(after)) as unknown);
        expect(JSON.parse(written)).toEqual(JSON.parse(JSON.stringify(after)));
        expect(written.endsWith(tail)).toBe(true);
      }),
    );
  });

  it('touches nothing where nothing differs, and restores the text where a change is taken back', () => {
    fc.assert(
      fc.property(document, fc.string(), fc.jsonValue(), layout, (before, key, value, { space, lineEnd, tail }) => {
        fc.pre(!Object.hasOwn(before, key) && Object.keys(before).length > 0);
        const text = JSON.stringify(before, null, space).replaceAll('\n', lineEnd) + tail;
        const same = JSON.parse(text) as Record<string, unknown>;
        expect(change(text, same)).toBe(text);
        const added = change(text, { ...same, [key]: JSON.parse(JSON.stringify(value)) as unknown });
        expect(change(added, same)).toBe(text);
      }),
    );
  });

  it('is the same where an object is set in some members and where it is given whole', () => {
    const keys = fc.constantFrom('a', 'b', 'c', '__proto__');
    const value = fc.oneof(fc.string(), fc.dictionary(keys, fc.string(), { maxKeys: 3 }));
    const nested = fc.dictionary(keys, value, { minKeys: 1 });
    const sets = fc.array(fc.tuple(fc.array(keys, { minLength: 1, maxLength: 2 }), value), { maxLength: 4 });
    fc.assert(
      fc.property(nested, sets, layout, (before, changes, { space }) => {
        const text = JSON.stringify(before, null, space);
        const document = new JsonDocument({ path: 'package.json', text });
        let whole: unknown = JSON.parse(text);
        for (const [path, changed] of changes) {
          document.set(path, changed);
          whole = withSet(whole, path, changed);
        }
        expect(document.written().text).toBe(change(text, whole));
        expect(document.get([])).toEqual(whole);
      }),
    );
  });
});

function withSet(value: unknown, [key = '', ...deeper]: readonly string[], set: unknown): unknown {
  const members = new Map(membersOf(value));
  members.set(key, deeper.length === 0 ? set : withSet(members.get(key), deeper, set));
  return Object.fromEntries(members);
}
