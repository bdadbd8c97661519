import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { type Block, flowMembers, readBlocks } from './block-text.ts';

describe('the YAML of lockfiles', () => {
  it('reads keys, values and lines', () => {
    const root = readBlocks(
      `---
# a comment
a: 1 # another
'b''c': "d\\"e"
/f@1.0(g@2):
  h: {i: j}
  k:
    - l
    - 'm'
  n:
  - o: p
    q: r
? a key that is long
: s: t
  u: v
w: >-
  x
    y

z: ''
`,
      'yaml',
    );
    expect(plain(root)).toEqual({
      a: '1',
      "b'c": 'd"e',
      '/f@1.0(g@2)': { h: '{i: j}', k: ['l', 'm'], n: [{ o: 'p', q: 'r' }] },
      'a key that is long': { s: 't', u: 'v' },
      w: 'x\ny',
      z: '',
    });
    expect(root.members.get('/f@1.0(g@2)')?.line).toBe(5);
    expect(root.members.get('z')?.line).toBe(20);
  });

  const text = fc.oneof(
    fc.string({ maxLength: 12 }),
    fc.constantFrom('1.0.0(a@1)', '>=1 <2', 'npm:a@^1', '@s/a', "it's", 'a: b', '# x', '- y'),
  );
  const value = fc.letrec((tie) => ({
    tree: fc.oneof(
      { maxDepth: 3 },
      text,
      fc.dictionary(
        text.filter((key) => key !== ''),
        tie('tree'),
        { minKeys: 1, maxKeys: 3 },
      ),
      fc.array(text, { minLength: 1, maxLength: 3 }),
    ),
  })).tree;

  it('reads what a general library writes as that library reads it', () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          text.filter((key) => key !== ''),
          value,
          { minKeys: 1, maxKeys: 4, noNullPrototype: true },
        ),
        (tree) => {
          const written = stringify(tree, {
            lineWidth: 0,
            defaultStringType: 'QUOTE_DOUBLE',
            defaultKeyType: 'QUOTE_DOUBLE',
            collectionStyle: 'block',
            simpleKeys: true,
          });
          expect(plain(readBlocks(written, 'yaml'))).toEqual(parse(written));
        },
      ),
      { numRuns: 500 },
    );
  });

  it.each([
    ['a: &b c', 1],
    ['a:\n  - *b', 2],
    ['a: !!binary x', 1],
    ['a: b\n  c: d', 2],
    ['\ta: b', 1],
    ['a: b\nc', 2],
    ['a: "b', 1],
    ['a: "\\q"', 1],
  ])('refuses %j in line %d', (broken, line) => {
    expect(() => readBlocks(broken, 'yaml')).toThrow(expect.objectContaining({ line }) as Error);
  });
});

describe('a flow mapping', () => {
  it.each([
    [
      '{integrity: sha512-a+b/c==, tarball: https://npm.acme.example/a.tgz}',
      { integrity: 'sha512-a+b/c==', tarball: 'https://npm.acme.example/a.tgz' },
    ],
    ["{'a, b': 'it''s', \"c\": \"d\"}", { 'a, b': "it''s", c: 'd' }],
    ['{}', {}],
    ['[a]', {}],
    ['text', {}],
  ])('%s', (written, members) => {
    expect(Object.fromEntries(flowMembers(written))).toEqual(members);
  });
});

function plain({ value, members, items }: Block): unknown {
  if (items.length > 0) return items.map(plain);
  return value ?? Object.fromEntries([...members].map(([key, block]) => [key, plain(block)]));
}
