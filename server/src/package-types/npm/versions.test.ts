import * as fc from 'fast-check';
import semver from 'semver';
import { expect, it } from 'vitest';
import { versions } from './versions.ts';

const number = fc.oneof(
  fc.nat(30).map(String),
  fc.constantFrom('00', '01', '', '-1', '9007199254740991', '9007199254740993', '123456789012345', '1234567890123456'),
);
const label = fc.oneof(fc.constantFrom('', 'rc', 'beta', 'x-y', '0a', '007', 'é'), fc.nat(20).map(String));
const texts = fc
  .tuple(
    fc.array(number, { minLength: 2, maxLength: 4 }),
    fc.array(label, { maxLength: 3 }),
    fc.constantFrom('', '+', '+build', 'v'),
  )
  .map(([numbers, labels, end]) => {
    const version = numbers.join('.') + (labels.length > 0 ? `-${labels.join('.')}` : '');
    return end === 'v' ? `v${version}` : version + end;
  });

it('judges every text as npm does', () => {
  fc.assert(
    fc.property(fc.oneof(texts, fc.string()), (text) => {
      expect(versions.isValid(text)).toBe(semver.valid(text) !== null);
      expect(versions.isPrerelease(text)).toBe((semver.prerelease(text)?.length ?? 0) > 0);
    }),
    { numRuns: 5_000 },
  );
});
