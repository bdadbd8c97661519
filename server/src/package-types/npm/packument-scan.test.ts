import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { UnreadableJson } from '../json-values.ts';
import { TooManyVersions } from '../too-many-versions.ts';
import { packuments } from './packument-scan.arbitraries.ts';
import { scanPackument as scan, type PackumentIndex } from './packument-scan.ts';

/** Every key is taken for a version. */
const scanPackument = (bytes: Buffer, isLatestEnough = false) => scan(bytes, () => true, isLatestEnough);

/** The same answer by building the whole document. */
function readWhole(text: string): PackumentIndex {
  const document = JSON.parse(text) as Record<string, unknown>;
  const versions = Object.hasOwn(document, 'versions') ? (document.versions as Record<string, unknown>) : null;
  const [tags, time] = [document['dist-tags'], document.time].map((value) =>
    Object.entries((isObject(value) && value) || {}),
  );
  return {
    tags: new Map((tags as [string, unknown][]).filter(isTextual)),
    versions:
      versions &&
      new Map(
        Object.entries(versions)
          .filter(([, manifest]) => isObject(manifest))
          .map(([version, manifest]) => [version, messageOf((manifest as Record<string, unknown>).deprecated)]),
      ),
    onlyMessageOf: null,
    publishedAt: new Map(
      (time as [string, unknown][]).filter(isTextual).map(([version, text]) => [version, Date.parse(text)]),
    ),
    isUnpublished: (time as [string, unknown][]).some(([key, value]) => key === 'unpublished' && isObject(value)),
  };
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isTextual(entry: [string, unknown]): entry is [string, string] {
  return typeof entry[1] === 'string';
}

function messageOf(deprecated: unknown): string | null {
  if (deprecated === true) return NO_REASON;
  return typeof deprecated === 'string' && deprecated !== '' ? cleaned(deprecated) || NO_REASON : null;
}

function cleaned(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

const NO_REASON = 'The maintainer deprecated it and gave no reason.';

it('reads what building the whole document reads', async () => {
  await fc.assert(
    fc.asyncProperty(packuments, async (text) => {
      expect(await scanPackument(Buffer.from(text))).toEqual(readWhole(text));
    }),
    { numRuns: 3_000 },
  );
});

it('reads the same with the message of the latest version alone, where it knows which that is', async () => {
  await fc.assert(
    fc.asyncProperty(packuments, async (text) => {
      const whole = await scanPackument(Buffer.from(text));
      const { onlyMessageOf, versions, ...rest } = await scanPackument(Buffer.from(text), true);
      const { onlyMessageOf: _all, versions: allVersions, ...wholeRest } = whole;
      expect(rest).toEqual(wholeRest);
      expect([...(versions?.keys() ?? [])]).toEqual([...(allVersions?.keys() ?? [])]);
      if (onlyMessageOf === null) expect(versions).toEqual(allVersions);
      else expect(versions?.get(onlyMessageOf)).toBe(allVersions?.get(onlyMessageOf));
    }),
    { numRuns: 2_000 },
  );
});

it('notices wherever a document ends too early', async () => {
  await fc.assert(
    fc.asyncProperty(packuments, fc.double({ min: 0, max: 1, noNaN: true }), async (text, share) => {
      const whole = Buffer.from(text.trim());
      const beginning = whole.subarray(0, Math.floor(share * (whole.length - 1)));
      await expect(scanPackument(beginning)).rejects.toBeInstanceOf(UnreadableJson);
    }),
    { numRuns: 1_000 },
  );
});

it('reads or refuses any bytes, and reads no less than is sound', async () => {
  const changes = fc.array(fc.tuple(fc.nat(), fc.oneof(fc.nat(255), fc.constantFrom(...Buffer.from('"\\{}[]:,0 ')))), {
    minLength: 1,
    maxLength: 4,
  });
  await fc.assert(
    fc.asyncProperty(packuments, changes, async (text, all) => {
      const bytes = Buffer.from(text);
      for (const [place, byte] of all) bytes[place % bytes.length] = byte;
      const found = await scanPackument(bytes).catch((error: unknown) => error);
      // Decoding may lengthen what is no UTF-8, but it adds and takes no structure.
      const isSound = isPackument(bytes.toString('utf8'));
      const failure = found instanceof Error ? found : null;
      expect(isSound ? failure : null).toBeNull();
      expect(failure ?? new UnreadableJson()).toBeInstanceOf(UnreadableJson);
    }),
    { numRuns: 3_000 },
  );
});

/** By JSON.parse, and with a list of versions that is an object. */
function isPackument(text: string): boolean {
  try {
    return (
      isObject(JSON.parse(text)) && [...text.matchAll(/"versions"\s*:\s*(.)/gs)].every(([, value]) => value === '{')
    );
  } catch {
    return false;
  }
}

it.each([
  ['', /middle|object/],
  ['[]', /object/],
  ['null', /object/],
  ['<!DOCTYPE html>', /object/],
  ['{"versions":[]}', /object/],
  ['{"versions":null}', /object/],
  ['{"versions":{}} x', /follows/],
  ['{"versions":{},}', /belong/],
  ['{"a" 1}', /belong/],
  ['{a:1}', /belong/],
  ['{"a":nonsense}', /belong/],
  ['{"a":+1}', /belong/],
  ['{"a":"\\', /middle/],
  ['{"dist-tags":{"latest":"\\x"}}', /cannot be read/],
  [`{"a":${'['.repeat(100_000)}`, /deeper/],
  [`{"a":${'1'.repeat(100_000)}`, /belong/],
  [`{"${'k'.repeat(100_000)}":1,"versions":{}}`, /key .* too long/],
  [`{"a":${'[{"b":'.repeat(50_000)}1${'}]'.repeat(50_000)},"versions":{}}`, /deeper/],
  [`{"a":[${' '.repeat(300_000)}${'['.repeat(600)}${']'.repeat(600)}],"versions":{}}`, /deeper/],
  [`{"versions":${' '.repeat(2_000_000)}{}}`, /object/],
])('says why %s is no packument', async (text, message) => {
  await expect(scanPackument(Buffer.from(text))).rejects.toThrow(message);
});

it('cuts a long message between characters and between escapes', async () => {
  for (const filler of ['€', '😀', '\\u00e9', '\\n', '\\ud83d\\ude00']) {
    for (let shift = 0; shift < 12; shift += 1) {
      const message = `${'x'.repeat(shift)}${filler.repeat(3_000)}`;
      const { versions } = await scanPackument(Buffer.from(`{"versions":{"1.0.0":{"deprecated":"${message}"}}}`));
      const read = versions?.get('1.0.0') ?? '';
      expect(read.length).toBeGreaterThan(0);
      expect(read.length).toBeLessThanOrEqual(500);
      expect(read).not.toMatch(/\\|\ufffd/);
    }
  }
});

/** Longer than what is passed at once, with everything in it that may end it too early. */
const longValues = [
  ['a text', `"${'x'.repeat(400_000)}"`],
  ['a text of escapes', `"${String.raw`\\\"`.repeat(100_000)}"`],
  ['a text of brackets', `"${'{[}],:'.repeat(60_000)}"`],
  ['a list', `[${'{"a":"]}"},'.repeat(40_000)}[]]`],
  ['an object', `{${Array.from({ length: 40_000 }, (_, index) => `"k${index}":[{}]`).join(',')}}`],
  ['white space', `[${' '.repeat(400_000)}]`],
] as const;

it.each(longValues)('reads what stands around %s that is long', async (_what, value) => {
  const documents = [
    `{"readme":${value},"versions":{"1.0.0":{"deprecated":"x"}},"dist-tags":{"latest":"1.0.0"},"time":{"1.0.0":"2024-01-02"}}`,
    `{"versions":{"1.0.0":{"a":${value},"deprecated":"x","b":${value}},"1.0.1":${value},"1.0.2":{}}}`,
    `{"time":{"a":${value},"1.0.0":"2024-01-02"},"dist-tags":{"a":"1.0.0","b":${value}},"versions":{}}`,
    `{"time":${value.startsWith('{') ? '7' : value},"dist-tags":${value.startsWith('{') ? '7' : value},"versions":{"1.0.0":{}}}`,
  ];
  for (const text of documents) {
    const whole = readWhole(text);
    // A text as long as these is no tag and no time.
    for (const key of ['a', 'b']) if ((whole.tags.get(key)?.length ?? 0) > 1_000) whole.tags.delete(key);
    for (const key of ['a', 'b']) if (Number.isNaN(whole.publishedAt.get(key))) whole.publishedAt.delete(key);
    expect(await scanPackument(Buffer.from(text))).toEqual(whole);
    await expect(scanPackument(Buffer.from(text).subarray(0, -2))).rejects.toBeInstanceOf(UnreadableJson);
  }
});

it('reads a message of any length, and the later one of two', async () => {
  const long = 'y'.repeat(400_000);
  const { versions } = await scanPackument(
    Buffer.from(
      `{"versions":{"1.0.0":{"deprecated":"${long}"},"1.0.1":{"deprecated":"${long}","deprecated":"x"},"1.0.2":{"deprecated":{"${'k'.repeat(300)}":"${long}"}}}}`,
    ),
  );
  expect([...(versions ?? [])].map(([, message]) => message?.slice(0, 3) ?? null)).toEqual(['yyy', 'x', null]);
});

it('reads a document behind a byte order mark', async () => {
  expect((await scanPackument(Buffer.from('\ufeff {"versions":{"1.0.0":{}}}'))).versions?.size).toBe(1);
});

it('leaves out what is no version', async () => {
  const { versions } = await scan(
    Buffer.from('{"versions":{"a":{},"1":{},"b":{"deprecated":"x"}}}'),
    (key) => key === '1',
  );
  expect([...(versions?.keys() ?? [])]).toEqual(['1']);
});

it.each(['versions', 'dist-tags', 'time'])('reads no more %s than any package has', async (key) => {
  const members = Array.from({ length: 250_001 }, (_, index) => `"${index}":${key === 'versions' ? '{}' : '"x"'}`);
  const asked = scan(Buffer.from(`{"${key}":{${members.join(',')}}}`), () => false);
  await expect(asked).rejects.toBeInstanceOf(TooManyVersions);
});

const half = 10 * 1024 * 1024;
it.each<[string, () => string]>([
  [
    'manifests',
    () => `{"versions":{${numbered(25_000, (index) => `"1.0.${index}":{"readme":"${'x'.repeat(400)}"}`)}}}`,
  ],
  ['empty manifests', () => `{"versions":{${numbered(200_000, (index) => `"1.0.${index}":{}`)}}}`],
  [
    'times',
    () => `{"time":{${numbered(200_000, (index) => `"1.0.${index}":"2024-01-02T03:04:05.678Z"`)}},"versions":{}}`,
  ],
  ['tags', () => `{"dist-tags":{${numbered(200_000, (index) => `"tag-${index}":"1.0.0"`)}},"versions":{}}`],
  ['members that are not asked for', () => `{"versions":{},${numbered(500_000, (index) => `"key-${index}":1`)}}`],
  ['members of one manifest', () => `{"versions":{"1.0.0":{${numbered(500_000, (index) => `"key-${index}":1`)}}}}`],
  ['one text', () => `{"versions":{},"readme":"${'x'.repeat(half)}"}`],
  ['one list', () => `{"versions":{"1.0.0":{"files":[${'"x",'.repeat(half / 4)}0]}}}`],
])('lets others run while it reads a large document of %s', async (_what, write) => {
  const bytes = Buffer.from(write());
  let turns = 0;
  const count = () => {
    turns += 1;
    next = setImmediate(count);
  };
  let next = setImmediate(count);
  await scanPackument(bytes);
  clearImmediate(next);
  expect(turns).toBeGreaterThan(bytes.length / 1_000_000);
});

function numbered(length: number, write: (index: number) => string): string {
  return Array.from({ length }, (_, index) => write(index)).join(',');
}
