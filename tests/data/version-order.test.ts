/** Order and matching of versions, against the answers of other tools. */

import { expect, it } from 'vitest';
import { packageTypePlugs, type VersionRules } from '../../server/src/package-types/index.ts';
import { describeWithData, readData, tally } from './reference-data.ts';
import { requirementsAbout } from './requirements-about.ts';

interface Vector {
  case: 'compare' | 'equal' | 'sort';
  input: { a: string; b: string };
  expected: number | boolean | string[];
  /** What the world's own implementation says of it, where that was asked. */
  reference_check?: string;
}

interface Pair {
  a: string;
  b: string;
  /** Every sign of the comparison that the vector allows. */
  signs: number[];
}

/** Where the world's own implementation says otherwise, a vector shows another tool's leniency. */
const LENIENT = /loose mode only|disagrees|^not a valid|: invalid/;

for (const { definition, versions } of packageTypePlugs) {
  describeWithData(`${definition.label} versions`, () => {
    const vectors = readData(`data/vectors/version-order-${definition.format}.json`) as Vector[];
    const skipped = vectors.map(({ reference_check: check = '' }) => check).filter((check) => LENIENT.test(check));
    const pairs = vectors.filter(({ reference_check: check = '' }) => !LENIENT.test(check)).flatMap(pairsOf);
    const read = pairs.filter(({ a, b }) => versions.isValid(a) && versions.isValid(b));
    const unreadable = pairs.filter(({ a, b }) => !versions.isValid(a) && !versions.isValid(b));
    const ordered = pairs.filter((pair) => !unreadable.includes(pair));

    it(`are ordered as other tools do: ${ordered.length} pairs of ${vectors.length} vectors (skipped ${tally(skipped)})`, () => {
      expect(ordered.length).toBeGreaterThan(20);
      expect(ordered.flatMap((pair) => misorderOf(versions, pair))).toEqual([]);
    });

    // Where the reference compares what it takes for no version, all such are one to it; here they are ordered as texts.
    const doubtful = vectors.filter(({ reference_check: check = '' }) => check.includes('a side is invalid'));
    it(`are all taken for versions but where the reference says otherwise: ${unreadable.length} pairs`, () => {
      expect(doubtful.flatMap(pairsOf)).toEqual(expect.arrayContaining(unreadable));
      expect(doubtful.flatMap(pairsOf).filter(({ a, b }) => versions.isValid(a) && versions.isValid(b))).toEqual([]);
    });

    const requirements = read.flatMap(({ a, b, signs }) =>
      signs.length === 1 ? requirementsAbout(definition.id, a, b, signs[0] as number) : [],
    );
    it(`match requirements that name the other of a pair: ${requirements.length} requirements`, () => {
      expect(requirements.length).toBeGreaterThan(20);
      const wrong = requirements.filter(
        ({ version, requirement, isAccepted }) => versions.satisfies(version, requirement) !== isAccepted,
      );
      expect(wrong).toEqual([]);
    });
  });
}

/** Two versions beside each other, and every order of them that the vector allows. */
function pairsOf({ case: kind, input, expected }: Vector): Pair[] {
  if (kind === 'equal') return [{ ...input, signs: expected === true ? [0] : [-1, 1] }];
  if (kind === 'compare') return [{ ...input, signs: [expected as number] }];
  // Sorting may tell apart what compares as equal, such as build metadata.
  const sorted = expected as string[];
  return sorted.slice(1).map((b, index) => ({ a: sorted[index] as string, b, signs: [-1, 0] }));
}

function misorderOf(versions: VersionRules, { a, b, signs }: Pair): string[] {
  const forwards = Math.sign(versions.compare(a, b));
  const backwards = Math.sign(versions.compare(b, a));
  const isRight = signs.includes(forwards) && forwards + backwards === 0;
  return isRight ? [] : [`${a} and ${b}: ${forwards} and back ${backwards}, not ${signs.join(' or ')}`];
}
