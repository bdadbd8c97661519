import { expect, it } from 'vitest';
import { compare } from 'semver';
import { AdvisoryIndexBuilder, readRecord } from '../../server/src/advisories/index.ts';
import { packageTypePlug } from '../../server/src/package-types/index.ts';
import { runInSlices } from '../../server/src/lib/in-slices.ts';
import { advisories, advisoriesOfProject, advisoriesToRemedy, VULNERABLE } from './advisories.ts';
import { lockedProject } from './lockfile.ts';
import { PackumentWorkload } from './packuments.ts';
import { PACKAGE_COUNT, packageName } from './shapes.ts';
import { zipOf } from './zip.ts';

const workload = new PackumentWorkload();

it('makes records that can be read without a problem, each with an id of its own', () => {
  const fixed = (index: number) => workload.fixed(index);
  const all = [...advisories(2_000), ...advisoriesOfProject(500), ...advisoriesToRemedy(fixed)];
  for (const { id, text } of all) expect(readRecord(text)).toMatchObject({ record: { id }, problems: [] });
  expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
});

it('makes 60 of the 1,500 locked packages vulnerable, each with a newer version that is not', async () => {
  const { manifest, lockfile } = lockedProject(workload, 'https://registry.bench.example/');
  const files = [
    { path: 'package.json', text: manifest },
    { path: 'package-lock.json', text: lockfile },
  ];
  const { dependencies, files: read } = packageTypePlug('NPM').manifests.read(files);
  expect(read.map(({ problem, remarks }) => [problem, remarks])).toEqual([[null, []], [null, []]]); // prettier-ignore
  expect(dependencies).toHaveLength(PACKAGE_COUNT);
  const builder = new AdvisoryIndexBuilder();
  for (const { text } of advisoriesToRemedy((index) => workload.fixed(index))) {
    const { record } = readRecord(text);
    if (record) builder.add(record);
  }
  const index = await runInSlices(builder.build());
  const hit = dependencies.filter(({ name, version }) => index.match('NPM', name, version ?? '').length > 0);
  expect(hit.map(({ name }) => name)).toEqual(VULNERABLE.map(packageName));
  for (const place of VULNERABLE) expect(compare(workload.fixed(place), workload.newest(place))).toBeLessThanOrEqual(0);
});

it('makes zips that can be read', async () => {
  const { fromBufferPromise } = await import('yauzl');
  const zip = await fromBufferPromise(zipOf([{ name: 'a.json', text: '{"ä":1}' }, { name: 'b.json', text: '' }]), {}); // prettier-ignore
  const read: string[] = [];
  for await (const entry of zip.eachEntry()) {
    const chunks: Buffer[] = [];
    for await (const chunk of (await zip.openReadStreamPromise(entry)) as AsyncIterable<Buffer>) chunks.push(chunk);
    read.push(`${entry.fileName} ${Buffer.concat(chunks).toString()}`);
  }
  expect(read).toEqual(['a.json {"ä":1}', 'b.json ']);
});
