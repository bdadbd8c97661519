import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { AdvisoryIndexBuilder, readRecord } from '../src/advisories/index.ts';
import { readProject } from '../src/features/projects/index.ts';
import { runInSlices } from '../src/lib/in-slices.ts';
import { digestBase64 } from './registries/archive.ts';
import { buildTarball } from './registries/npm/build.ts';
import { buildNupkg } from './registries/nuget/build.ts';
import { buildDistributions } from './registries/pypi/build.ts';
import { privatePackages, registryFormats, upstreamPackages } from './registries/registry.ts';

const ADVISORIES = join(import.meta.dirname, 'advisories');
const SAMPLES = join(import.meta.dirname, 'sample-projects');
const packages = [...privatePackages('my-repo'), ...upstreamPackages('a-store')];
const formats: Record<string, string> = { NPM: 'npm', PYPI: 'pypi', GO: 'go', NUGET: 'nuget' };

const records = readdirSync(ADVISORIES).map((name) => ({
  name,
  text: readFileSync(join(ADVISORIES, name), 'utf8'),
}));

describe('the advisories of the lab', () => {
  it.each(records)('are records that say of themselves that they are inventions: $name', ({ name, text }) => {
    const { record, problems } = readRecord(text);
    expect(problems).toEqual([]);
    expect(`${record?.id}.json`).toBe(name);
    expect(name).toMatch(/^LAB-\d{4}-\d{4}\.json$/);
    expect(record?.details).toContain('An invention of the lab');
    expect(JSON.parse(text)).toMatchObject({ database_specific: { fictional: true } });
    expect(record?.severity?.score).toBeGreaterThan(0);
  });

  it.each(records)('are of packages that the lab has in every package type: $name', ({ text }) => {
    const { record } = readRecord(text);
    const found = (record?.affected ?? []).map(({ packageType, name }) => ({
      format: String(formats[packageType]),
      isThere: packages.some((pkg) => pkg.format === formats[packageType] && nameOf(pkg) === name),
    }));
    expect(found.map(({ format }) => format).toSorted()).toEqual([...registryFormats].toSorted());
    expect(found.every(({ isThere }) => isThere)).toBe(true);
  });
});

describe('the sample projects', () => {
  it.each(['npm', 'python', 'go', 'nuget'])('can be read, and each finds every advisory once: %s', async (sample) => {
    const reading = read(sample);
    expect(reading.files.filter(({ problem, remarks }) => problem !== null || remarks.length > 0)).toEqual([]);
    const builder = new AdvisoryIndexBuilder();
    for (const { text } of records) {
      const { record } = readRecord(text);
      if (record) builder.add(record);
    }
    const index = await runInSlices(builder.build());
    const hits = reading.dependencies.flatMap(({ packageType, name, version }) =>
      version === null ? [] : index.match(packageType, name, version).map(({ id }) => `${id}.json`),
    );
    expect(hits.toSorted()).toEqual(records.map(({ name }) => name));
  });

  it.each(['npm', 'python', 'nuget'])('lock the archives that the lab serves: %s', async (sample) => {
    const locked = read(sample).dependencies.filter(({ lockfile }) => lockfile !== null);
    for (const { packageType, name, version, integrity } of locked) {
      const pkg = packages.find((one) => one.format === formats[packageType] && nameOf(one) === name);
      const release = pkg?.versions.find((one) => one.version === version);
      if (!pkg || !release) throw new Error(`The lab has no ${name} ${version}.`);
      if (pkg.format === 'npm') expect(integrity).toEqual([(await buildTarball(pkg, release)).dist.integrity]);
      if (pkg.format === 'nuget') expect(integrity).toEqual([digestBase64('sha512', await buildNupkg(pkg, release))]);
      if (pkg.format !== 'pypi') continue;
      const built = await buildDistributions(pkg, release);
      expect(integrity.toSorted()).toEqual(built.map(({ sha256 }) => `sha256:${sha256}`).toSorted());
    }
    expect(locked.length).toBeGreaterThanOrEqual(10);
  });
});

function read(sample: string) {
  const folder = join(SAMPLES, sample);
  const files = readdirSync(folder)
    .filter((name) => !name.endsWith('.go'))
    .map((name) => ({ path: name, content: readFileSync(join(folder, name), 'utf8') }));
  return readProject(files, { maximumFileLength: 1_000_000 });
}

function nameOf({ format, name }: { format: string; name: string }): string {
  return format === 'nuget' ? name.toLowerCase() : name;
}
