import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { readModuleFile } from './module-file.ts';
import { retractedVersions } from './retracted.ts';
import { versions as rules } from './versions.ts';

const file = `// Package comment
module go.acme.example/billing // the module

go 1.22

require (
	retract v9.9.9 // a module may have any name
)

retract v1.0.0 // Published too early.

// Contains a bug
// in sums.
retract [v1.1.0, v1.1.9]

// Of another thing.

retract "v1.2.0"

// Signed with the wrong key.
retract (
	v1.3.0
	[ v1.4.0 , v1.4.5 ] // Data loss.
	// Above its line.
	v1.5.0
)
retract v1.6.0
// Of all that follows.
retract ( // not of them
	v1.7.0
)
`;

it('reads what is retracted and why', () => {
  expect(readModuleFile(file)).toEqual({
    module: 'go.acme.example/billing',
    isSynthesised: false,
    retractions: [
      { from: 'v1.0.0', to: 'v1.0.0', reason: 'Published too early.' },
      { from: 'v1.1.0', to: 'v1.1.9', reason: 'Contains a bug in sums.' },
      { from: 'v1.2.0', to: 'v1.2.0', reason: '' },
      { from: 'v1.3.0', to: 'v1.3.0', reason: 'Signed with the wrong key.' },
      { from: 'v1.4.0', to: 'v1.4.5', reason: 'Data loss.' },
      { from: 'v1.5.0', to: 'v1.5.0', reason: 'Above its line.' },
      { from: 'v1.6.0', to: 'v1.6.0', reason: '' },
      { from: 'v1.7.0', to: 'v1.7.0', reason: 'Of all that follows.' },
    ],
  });
});

it('tells a file that a proxy made up from one of the module', () => {
  expect(readModuleFile('module github.com/acme/old\n')).toEqual({
    module: 'github.com/acme/old',
    isSynthesised: true,
    retractions: [],
  });
  expect(readModuleFile('module (\r\n\t"github.com/acme/new"\r\n)\r\ngo 1.22\r\n')).toMatchObject({
    module: 'github.com/acme/new',
    isSynthesised: false,
  });
});

it.each(['', '{}', '<html>', '// module x', 'retract v1.0.0', 'module'])('says that %j is no go.mod file', (text) => {
  expect(readModuleFile(text)).toBeNull();
});

it('reads any text without an error, however long', () => {
  fc.assert(fc.property(fc.string(), (text) => void readModuleFile(text)));
  for (const piece of ['retract [', '// x\n', '(\n', '\t', 'retract v1.0.0 // x\n', '"']) {
    expect(readModuleFile(piece.repeat(200_000))).toBeNull();
    expect(readModuleFile(`module a.example\n${piece.repeat(200_000)}`)?.module).toBe('a.example');
  }
});

it('marks what a retraction covers, the first one giving the reason', async () => {
  const versions = ['v1.0.0', 'v1.5.0', 'v1.1.0', 'v1.1.5', 'v1.2.0-rc.1', 'v1.2.0'];
  const found = await retractedVersions(versions, [
    { from: 'v1.1.0', to: 'v1.2.0', reason: 'one' },
    { from: 'v1.0.0', to: 'v1.1.0', reason: 'two' },
    { from: 'nonsense', to: 'v9.0.0', reason: 'three' },
    { from: 'v2.0.0', to: 'v1.0.0', reason: 'backwards' },
  ]);
  expect(Object.fromEntries(found)).toEqual({
    'v1.0.0': 'two',
    'v1.1.0': 'one',
    'v1.1.5': 'one',
    'v1.2.0-rc.1': 'one',
    'v1.2.0': 'one',
  });
});

it('marks as a comparison of each version with each retraction would', async () => {
  const version = fc.tuple(fc.nat(3), fc.nat(3)).map(([minor, patch]) => `v1.${minor}.${patch}`);
  const retraction = fc.record({ from: version, to: version, reason: fc.string() });
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(version), fc.array(retraction, { maxLength: 6 }), async (versions, retractions) => {
      const expected = new Map<string, string>();
      for (const one of versions) {
        const cover = retractions.find(({ from, to }) => rules.compare(one, from) >= 0 && rules.compare(one, to) <= 0);
        if (cover) expected.set(one, cover.reason);
      }
      expect(Object.fromEntries(await retractedVersions(versions, retractions))).toEqual(Object.fromEntries(expected));
    }),
  );
});

it('marks 100,000 versions under 10,000 retractions once, and lets others run meanwhile', async () => {
  const versions = Array.from({ length: 100_000 }, (_, patch) => `v1.0.${patch}`);
  const retractions = Array.from({ length: 10_000 }, () => ({ from: 'v1.0.0', to: 'v1.0.99999', reason: '' }));
  let turns = 0;
  const count = () => {
    turns += 1;
    next = setImmediate(count);
  };
  let next = setImmediate(count);
  expect((await retractedVersions(versions, retractions)).size).toBe(100_000);
  clearImmediate(next);
  expect(turns).toBeGreaterThan(100);
});
