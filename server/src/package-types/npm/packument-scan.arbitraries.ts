import * as fc from 'fast-check';

/** A JSON text in one of its many spellings: white space, escapes, keys in any order and more than once. */
interface Written {
  text: string;
}

const space = fc.stringMatching(/^[ \t\n\r]{0,2}$/);
const texts = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.string({ maxLength: 12, unit: 'grapheme' }),
  fc.constantFrom('"', '\\', '\\"', '{', '}]', 'deprecated', '\u0000', 'é€😀', '', '\\u0041'),
);

function written(value: string): fc.Arbitrary<Written> {
  return fc.boolean().map((isEscaped) => ({
    text: isEscaped
      ? `"${Array.from({ length: value.length }, (_, index) => `\\u${value.charCodeAt(index).toString(16).padStart(4, '0')}`).join('')}"`
      : JSON.stringify(value),
  }));
}

/**
 * No key is a lone backslash: once an object had one, JSON.parse of V8 13.6 reads the key `"` of a like object as a
 * backslash too, so that it is the reference that errs. Try JSON.parse('{"\\\\":1}'), then JSON.parse('{"\\"":1}').
 */
function object(members: fc.Arbitrary<[key: string, value: Written]>, maxLength: number): fc.Arbitrary<Written> {
  const member = fc
    .tuple(members, space, space)
    .chain(([[key, value], before, behind]) =>
      written(key === '\\' ? 'x' : key).map(({ text }) => `${before}${text}${behind}:${before}${value.text}${behind}`),
    );
  return fc.array(member, { maxLength }).map((all) => ({ text: `{${all.join(',')}}` }));
}

const anyValue: fc.Arbitrary<Written> = fc.oneof(
  { weight: 2, arbitrary: fc.jsonValue({ maxDepth: 3 }).map((value) => ({ text: JSON.stringify(value) })) },
  { weight: 1, arbitrary: texts.chain(written) },
);
const times = fc.oneof(
  fc.date({ noInvalidDate: true, min: new Date(0), max: new Date(4e12) }).map((date) => date.toISOString()),
  fc.constantFrom(
    '2024-01-02',
    '2024-01-02T03:04:05Z',
    'yesterday',
    '2024-01-02T03:0x:05.678Z',
    '2024-01-02T03:04:05+02:00',
  ),
);
const versionKeys = fc.oneof(fc.constantFrom('1.0.0', '1.0.1', '2.0.0-rc.1', '__proto__', 'constructor'), texts);
const manifest = object(
  fc.tuple(fc.oneof(fc.constantFrom('deprecated', 'name', 'dist', '__proto__', 'Deprecated'), texts), anyValue),
  6,
);
const versions = object(
  fc.tuple(versionKeys, fc.oneof({ weight: 5, arbitrary: manifest }, { weight: 1, arbitrary: anyValue })),
  6,
);
const tags = object(fc.tuple(fc.oneof(fc.constantFrom('latest', 'next', '__proto__'), texts), anyValue), 4);
const time = object(
  fc.tuple(fc.oneof(versionKeys, fc.constantFrom('created', 'unpublished')), fc.oneof(times.chain(written), anyValue)),
  6,
);
/** Packuments, well formed or nearly. */
export const packuments = fc
  .tuple(
    object(
      fc.oneof(
        fc.tuple(fc.constant('versions'), versions),
        fc.tuple(
          fc.constant('dist-tags'),
          fc.oneof({ weight: 5, arbitrary: tags }, { weight: 1, arbitrary: anyValue }),
        ),
        fc.tuple(fc.constant('time'), fc.oneof({ weight: 5, arbitrary: time }, { weight: 1, arbitrary: anyValue })),
        fc.tuple(texts, anyValue),
      ),
      6,
    ),
    space,
  )
  .map(([document, around]) => around + document.text + around);
