import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { PackageTypePlug } from '../../../server/src/package-types/index.ts';
import type { PackageTypeFixture } from '../package-type-fixtures/fixture.ts';

export function tryNames({ names, publicNames }: PackageTypePlug, fixture: PackageTypeFixture): void {
  it.each(fixture.names)('reads %j as %j', (given, read) => {
    expect(names.read(given)).toEqual({ name: read });
  });

  it('reads the package of the protocol tests as itself', () => {
    expect(names.read(fixture.packageName)).toEqual({ name: fixture.packageName });
  });

  it('knows two or more names of the public registry, each once and normalised', () => {
    expect(publicNames.map((name) => names.read(name))).toEqual(publicNames.map((name) => ({ name })));
    expect(new Set(publicNames).size).toBe(publicNames.length);
    expect(publicNames.length).toBeGreaterThan(1);
  });

  it.each([...noNamesAnywhere, ...fixture.noNames].map((name) => [name]))('refuses %j in one sentence', (name) => {
    expect(names.read(name)).toEqual({ problem: expect.stringMatching(/^[^\p{Cc}]{10,300}[.]$/u) as string });
  });

  it('reads any text without an error, and gives only names that it reads as themselves and that are safe in a path', () => {
    const texts = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom('a', 'Z', '0', '.', '-', '_', '/', '@', '%', '!', '~', '\\', '\n', 'é') }),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const result = names.read(text);
        if ('problem' in result) return;
        expect(names.read(result.name)).toEqual(result);
        expect(result.name).toMatch(/^[\x21-\x7e]+$/);
        expect(result.name).not.toMatch(/[%?#\\]|\/\/|^\/|\/$|(?:^|\/)\.{1,2}(?:\/|$)/);
      }),
      { numRuns: 2_000 },
    );
  });
}

/** What is no name of a package anywhere: path tricks, escapes, control and look-alike characters, other alphabets, URLs. */
const noNamesAnywhere = [
  '', ' ', '.', '..', '../secret', 'a/../b', '..%2fsecret', 'acme%2fui', 'acme%2Fui', '%00', 'a\nb', 'a\r\nb', 'a\u0000b', 'a b',
  ' padded ', 'a\tb', 'a\\b', '/absolute', 'a?b', 'a#b', 'a//b', 'x'.repeat(300), 'пакет', '包', 'left\u202epad', 'left\u200bpad',
  'ｌeft-pad', 'le\u0301ft', '😀', 'https://example.com/left-pad', 'a;b', 'a|b', 'a<b>', '\ud800',
]; // prettier-ignore
