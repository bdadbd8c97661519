import { expect, it } from 'vitest';
import type { VersionRules } from '../../package-types/index.ts';
import { mergeListings } from './merge.ts';

/** Whole numbers, where `01` is another spelling of `1`. */
const rules: VersionRules = {
  isValid: (version) => /^\d+$/.test(version),
  normalise: (version) => (/^\d+$/.test(version) ? String(Number(version)) : null),
  compare: (one, other) => Number(one) - Number(other),
  key: (version) => (/^\d+$/.test(version) ? version.padStart(20, '0') : null),
  isPrerelease: () => false,
  satisfies: () => false,
};

it('keeps the nearest repository of a version, newest first', async () => {
  const merged = await mergeListings(rules, [
    offer('near', ['2', '10'], '2'),
    offer('far', ['02', '3', '10'], '3'),
    offer('empty', [], null),
  ]);
  expect(merged.versions.map(({ version, repositoryUrl }) => `${version} ${repositoryUrl}`)).toEqual([
    '10 near',
    '3 far',
    '2 near',
  ]);
  expect(merged.latest).toBe('3');
});

it('sorts tens of thousands and lets others run meanwhile', async () => {
  const versions = Array.from({ length: 30_001 }, (_unused, index) => String((index * 7_919) % 30_011));
  let turns = 0;
  const counting = setInterval(() => (turns += 1), 0);
  const merged = await mergeListings(rules, [offer('one', versions, null)]);
  clearInterval(counting);
  expect(merged.versions.map(({ version }) => version)).toEqual(
    versions.toSorted((one, other) => Number(other) - Number(one)),
  );
  expect(turns).toBeGreaterThan(3);
});

it('of nothing is nothing', async () => {
  await expect(mergeListings(rules, [])).resolves.toEqual({ versions: [], latest: null });
});

function offer(repositoryUrl: string, versions: string[], latest: string | null) {
  const listed = versions.map((version) => ({ version, isPrerelease: false, publishedAt: null, withdrawn: null }));
  return { repositoryUrl, listing: { versions: listed, latest } };
}
