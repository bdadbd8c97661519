import { expect, test } from 'vitest';
import { shopPackages } from '../../../tests/support/registry-requests.ts';
import { digest } from './archive.ts';
import { buildNupkg } from './nuget/build.ts';
import { buildTarball } from './npm/build.ts';
import { mergePackages, privatePackages, upstreamPackages, type LabPackage } from './registry.ts';

test('there are private and public packages of every type, in the right repository', () => {
  for (const packages of [privatePackages('shop'), upstreamPackages('shop')]) {
    expect(new Set(packages.map((pkg) => pkg.format))).toEqual(new Set(['npm', 'pypi', 'nuget', 'go']));
    expect(packages.flatMap((pkg) => pkg.versions).every((version) => version.repository === 'shop')).toBe(true);
  }
});

test('every version is dated after the one before it', () => {
  for (const pkg of shopPackages) {
    const dates = pkg.versions.map((version) => version.publishedAt);
    expect(dates).toEqual(dates.toSorted());
  }
});

// Lock files made against the lab must hold at its next start, on any machine.
test('archives have the same bytes at every start', async () => {
  const [npm, npmVersion] = versionOf('npm', '@acme/strings');
  const [nuget, nugetVersion] = versionOf('nuget', 'Acme.Strings');
  expect(digest('sha256', (await buildTarball(npm, npmVersion)).content)).toBe(
    '46220ee7b8d2f6348f2885e7d905f03f5c08e1fc652516a8909d37f88015c6a4',
  );
  expect(digest('sha256', await buildNupkg(nuget, nugetVersion))).toBe(
    '5c2ab04d875a18bf930b3fea1024831482c9841f926ca534f50507ddf88675cb',
  );
});

test('merging keeps the nearer version and the upstream tag', () => {
  const [pkg] = privatePackages('near').filter(({ name }) => name === '@acme/strings');
  const upstream = privatePackages('far').filter(({ name }) => name === '@acme/strings');
  const near: LabPackage = { ...pkg!, versions: pkg!.versions.slice(1, 3), tags: { next: '1.1.0', edge: '1.0.0' } };
  const [merged, ...more] = mergePackages([[near], upstream]);
  expect(more).toEqual([]);
  expect(merged?.tags).toEqual({ next: '1.3.0-beta.1', edge: '1.0.0' });
  expect(merged?.versions.map(({ version, repository }) => `${version} ${repository}`)).toEqual([
    '0.9.0 far',
    '1.0.0 near',
    '1.1.0 near',
    '1.1.1 far',
    '1.2.0 far',
    '1.3.0-beta.1 far',
  ]);
});

function versionOf(format: LabPackage['format'], name: string) {
  const pkg = shopPackages.find((candidate) => candidate.format === format && candidate.name === name);
  const version = pkg?.versions.find((candidate) => candidate.version === '1.2.0');
  if (pkg === undefined || version === undefined) {
    throw new Error(`There is no ${name} 1.2.0 in the lab.`);
  }
  return [pkg, version] as const;
}
