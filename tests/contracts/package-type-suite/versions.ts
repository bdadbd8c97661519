import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { PackageTypePlug } from '../../../server/src/package-types/index.ts';
import type { PackageTypeFixture } from '../package-type-fixtures/fixture.ts';

export function tryVersions({ versions }: PackageTypePlug, fixture: PackageTypeFixture): void {
  const compare = (a: string, b: string) => versions.compare(a, b);
  const isPrerelease = (version: string) => versions.isPrerelease(version);
  const isValid = (version: string) => versions.isValid(version);
  const normalise = (version: string) => versions.normalise(version);
  const satisfies = (version: string, requirement: string) => versions.satisfies(version, requirement);

  it('orders its table', () => {
    fixture.ascending.forEach((older, index) => {
      expect([older, isValid(older)]).toEqual([older, true]);
      for (const newer of fixture.ascending.slice(index + 1)) {
        expect([older, newer, Math.sign(compare(older, newer))]).toEqual([older, newer, -1]);
        expect([newer, older, Math.sign(compare(newer, older))]).toEqual([newer, older, 1]);
      }
    });
  });

  it.each(fixture.equal)('takes %j and %j for one version', (one, other) => {
    expect(compare(one, other)).toBe(0);
    expect(normalise(one)).toBe(normalise(other));
    expect(normalise(one)).not.toBeNull();
  });

  it('tells pre-releases from releases', () => {
    expect(fixture.prereleases.filter((version) => !isPrerelease(version))).toEqual([]);
    expect(fixture.releases.filter(isPrerelease)).toEqual([]);
    expect([...fixture.prereleases, ...fixture.releases].filter((version) => !isValid(version))).toEqual([]);
  });

  it.each(fixture.noVersions.map((version) => [version]))(
    'says that %j is no version, and orders it before all',
    (version) => {
      expect(isValid(version)).toBe(false);
      expect(normalise(version)).toBeNull();
      for (const real of fixture.ascending) expect(Math.sign(compare(version, real))).toBe(-1);
    },
  );

  it.each(fixture.requirements)('says of %j and the requirement %j: %s', (version, requirement, isAccepted) => {
    expect(satisfies(version, requirement)).toBe(isAccepted);
  });

  const anything = fc.oneof(
    { weight: 4, arbitrary: fixture.versions },
    { weight: 1, arbitrary: fc.constantFrom(...fixture.noVersions, ...fixture.equal.flat(), ...fixture.ascending) },
    { weight: 1, arbitrary: fc.string() },
  );

  it('orders anything totally', () => {
    fc.assert(
      fc.property(anything, anything, anything, (a, b, c) => {
        const [ab, bc, ac] = [compare(a, b), compare(b, c), compare(a, c)];
        expect(compare(a, a) === 0).toBe(true);
        expect(Math.sign(ab) + Math.sign(compare(b, a))).toBe(0);
        expect(ab <= 0 && bc <= 0 ? ac <= 0 : true).toBe(true);
        expect(ab === 0 ? Math.sign(ac) : Math.sign(bc)).toBe(Math.sign(bc));
      }),
      { numRuns: 3_000 },
    );
  });

  it('makes keys whose plain order is that of the versions, none the beginning of another', () => {
    fc.assert(
      fc.property(anything, anything, (a, b) => {
        const [one, other] = [versions.key(a), versions.key(b)];
        expect([one !== null, other !== null]).toEqual([isValid(a), isValid(b)]);
        if (one === null || other === null) return;
        expect(plainOrder(one, other)).toBe(Math.sign(compare(a, b)));
        expect(one !== other && other.startsWith(one)).toBe(false);
        // Bytes, so that a database can hold and compare them too.
        expect(Buffer.from(one, 'latin1').toString('latin1')).toBe(one);
      }),
      { numRuns: 5_000 },
    );
    const inOrder = fixture.ascending.map((version) => versions.key(version) as string);
    expect(inOrder.toSorted(plainOrder)).toEqual(inOrder);
  });

  it('gives equal versions one spelling, and that spelling is the version itself', () => {
    fc.assert(
      fc.property(anything, (version) => {
        const spelling = normalise(version);
        expect(spelling !== null).toBe(isValid(version));
        expect(normalise(spelling ?? version)).toBe(spelling);
        expect(compare(version, spelling ?? version) === 0).toBe(true);
      }),
      { numRuns: 3_000 },
    );
    fc.assert(
      fc.property(anything, anything, (a, b) => {
        const [one, other] = [normalise(a) ?? a, normalise(b) ?? b];
        expect(compare(a, b) === 0).toBe(one === other && isValid(a) === isValid(b));
        // No version is older than every version.
        expect(isValid(a) && !isValid(b) ? compare(a, b) : 1).toBeGreaterThan(0);
      }),
      { numRuns: 3_000 },
    );
  });

  it('judges any version against any requirement without an error', () => {
    const requirements = fc.oneof(
      fc.string(),
      fc.constantFrom(...fixture.requirements.map(([, requirement]) => requirement)),
    );
    fc.assert(
      fc.property(anything, requirements, (version, requirement) => {
        expect(typeof satisfies(version, requirement)).toBe('boolean');
        expect(typeof isPrerelease(version)).toBe('boolean');
      }),
    );
  });

  it('reads nonsense of any length', () => {
    const nonsense = [
      '1.'.repeat(50_000),
      '-'.repeat(100_000),
      '1'.repeat(100_000),
      `1.0.0-${'a.'.repeat(50_000)}`,
      ' '.repeat(100_000),
    ];
    for (const text of nonsense) {
      expect([isValid(text), normalise(text)]).toEqual([false, null]);
      expect(Math.sign(compare(text, fixture.ascending[0] as string))).toBe(-1);
      expect(isPrerelease(text)).toBe(false);
      expect(satisfies('1.0.0', text)).toBe(false);
      expect(satisfies(text, '>=1.0.0')).toBe(false);
    }
  });
}

function plainOrder(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
