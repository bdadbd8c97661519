import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packageTypePlug } from '../../../package-types/index.ts';
import { Offer, type Offered } from './offer.ts';
import { findRemedy } from './remedy.ts';

const rules = packageTypePlug('NPM').versions;
const version = fc
  .tuple(fc.nat(2), fc.nat(2), fc.nat(2), fc.constantFrom('', '', '', '-beta.1'))
  .map(([major, minor, patch, label]) => `${major}.${minor}.${patch}${label}`);
const listed = fc.uniqueArray(fc.record({ version, withdrawn: fc.constantFrom(null, null, null, 'Taken back.') }), {
  selector: (each) => each.version,
  maxLength: 20,
});
const ids = fc.subarray(['A', 'B', 'C']);

function offerOf(versions: readonly { version: string; withdrawn: string | null }[]): Offer {
  const repository = { id: 'r', packageType: 'NPM' as const, url: 'https://r', domain: 'd', domainOwner: '1', region: 'r', repository: 'r', routes: [] }; // prettier-ignore
  const found = {
    latest: null,
    versions: versions.map((each) => ({ ...each, isPrerelease: rules.isPrerelease(each.version), publishedAt: null })),
  };
  return new Offer('NPM', 'a', rules, [{ status: 'found', repository, found, requestCount: 1, slowestMs: 1 }]);
}

describe('the remedy', () => {
  it('is what trying every offered version finds', () => {
    fc.assert(
      fc.property(
        version,
        listed,
        fc.dictionary(version, ids, { maxKeys: 20 }),
        fc.constantFrom('*', '^0.1.0', '^1.0.0', '>=1.1.0', '~2.0.0'),
        (current, versions, affected, requirement) => {
          const affects = (candidate: string) => affected[candidate] ?? [];
          const isAccepted = (candidate: string) => rules.satisfies(candidate, requirement);
          const newer = offerOf(versions).newerThan(current);
          const remedy = findRemedy({ rules, current, newer, affectedBy: ['A', 'B'], affects, isAccepted });
          const usable = versions
            .filter((each) => each.withdrawn === null && rules.compare(each.version, current) > 0)
            .map((each) => each.version)
            .filter((each) => rules.isPrerelease(current) || !rules.isPrerelease(each))
            .sort((one, other) => rules.compare(one, other));
          const free = usable.filter((each) => affects(each).length === 0);
          expect(remedy.offered?.version).toBe(free[0]);
          expect(remedy.remediation?.version).toBe(free.find(isAccepted));
          const named = [
            remedy.offered,
            remedy.remediation,
            remedy.partial?.offered,
            remedy.withdrawn,
            remedy.prerelease,
          ];
          for (const each of named.filter((one): one is Offered => one !== null && one !== undefined)) {
            expect(versions.map((one) => one.version)).toContain(each.version);
          }
        },
      ),
    );
  });
});
