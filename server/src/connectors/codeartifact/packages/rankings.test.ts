import fc from 'fast-check';
import { expect, it } from 'vitest';
import { FACTS } from '../../../../../tests/support/failures.ts';
import type { PackageFacts } from './facts.ts';
import { explainPackage } from './index.ts';

const place = fc.record({
  packageType: fc.constantFrom('NPM', 'PYPI', 'GO', 'NUGET'),
  name: fc.constant('ui'),
  repository: fc.constant('my-domain/other'),
});
const known: fc.Arbitrary<PackageFacts> = fc.record({
  problem: fc.constantFrom(
    'package-absent',
    'version-absent',
    'version-unlisted',
    'withdrawn',
    'version-invalid',
    'other-spelling',
    'other-type',
    'routed-elsewhere',
  ),
  packageType: fc.constantFrom('NPM', 'PYPI', 'GO', 'NUGET'),
  name: fc.constantFrom('@acme/ui', 'left-pad', "it's(odd)"),
  version: fc.option(fc.constant('1.2.0')),
  isPublicName: fc.boolean(),
  isOwnName: fc.boolean(),
  wasFoundBefore: fc.boolean(),
  isConnected: fc.option(fc.boolean()),
  publicNamesAsked: fc.constantFrom([], ['ms'], ['ms', 'picocolors']),
  answersAs: fc.option(fc.constantFrom('NPM', 'PYPI')),
  isTypeServed: fc.boolean(),
  absentBeside: fc.option(fc.constant({ nameCount: 3, repositories: ['my-domain/my-repo'] })),
  newest: fc.option(fc.constant('1.3.0')),
  isNewerThanListed: fc.boolean(),
  isMentioned: fc.boolean(),
  publishedAt: fc.option(fc.date({ min: new Date('2026-01-01'), max: new Date('2026-01-02'), noInvalidDate: true })),
  wasVersionAsked: fc.boolean(),
  withdrawn: fc.option(fc.constant('Use 2.')),
  suggestion: fc.option(fc.constant('1.1.0')),
  elsewhere: fc.option(place),
  inputProblem: fc.option(fc.constant('This is no version.')),
  askedAt: fc.constant(new Date('2026-01-01T12:00:00Z')),
});

/** Several of these give the same bytes, so that none is ever certain: only AWS's own Describe tells. */
const never = ['package_not_found', 'version_not_found', 'version_archived', 'origin_control_upstream_block', 'upstream_registry_down', 'url_format_mismatch', 'go_format_unsupported']; // prettier-ignore

it('names causes without doubles, the likeliest first, a certain one alone, and never a permission', () => {
  fc.assert(
    fc.property(known, (found) => {
      const { diagnosis, settledBy } = explainPackage(FACTS, found);
      const codes = diagnosis.causes.map(({ code }) => code);
      const certainties = diagnosis.causes.map(({ certainty }) => certainty);
      expect(codes.length).toBeGreaterThan(0);
      expect(new Set(codes).size).toBe(codes.length);
      expect(certainties.slice(1)).toEqual(certainties.slice(1).map(() => 'POSSIBLE'));
      expect(certainties[0]).toMatch(/CERTAIN|LIKELY/);
      if (certainties[0] === 'CERTAIN') expect([codes.length, settledBy.length]).toEqual([1, 0]);
      if (certainties[0] === 'CERTAIN') expect(never).not.toContain(codes[0]);
      expect(codes.filter((code) => /^missing_|_policy_|^token_|^repository_/.test(code))).toEqual([]);
      for (const { explanation, steps } of diagnosis.causes) {
        expect(explanation).toMatch(/^[^<>]+[.]$/);
        expect(explanation).not.toMatch(/undefined|null|\bNaN\b/);
        expect(steps.length).toBeGreaterThan(0);
      }
    }),
    { numRuns: 2_000 },
  );
});

it('writes names into commands as a shell reads them', () => {
  const [found] = fc.sample(known, 1);
  const facts = { ...(found as PackageFacts), problem: 'package-absent' as const, packageType: 'NPM' as const };
  const open = { isTypeServed: true, answersAs: null, isConnected: true, isPublicName: false, isOwnName: false };
  const { settledBy } = explainPackage(FACTS, { ...facts, ...open, name: "it's(odd)", version: null });
  expect(settledBy[0]?.command.text).toContain(`--package 'it'\\''s(odd)'`);
});

it('asks nothing about Go, of which the API of AWS knows nothing', () => {
  const [found] = fc.sample(known, 1);
  const facts = { ...(found as PackageFacts), problem: 'version-absent' as const, packageType: 'GO' as const };
  expect(explainPackage(FACTS, facts).settledBy).toEqual([]);
});
