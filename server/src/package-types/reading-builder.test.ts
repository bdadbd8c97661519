import { describe, expect, it } from 'vitest';
import { ReadingBuilder } from './reading-builder.ts';

const file = { path: 'a.lock', text: '' };
const place = { path: 'a.lock', line: 1 };

function builder(kind: 'lockfile' | 'manifest' = 'lockfile') {
  return new ReadingBuilder([{ file, kind, format: 'lock' }]);
}

describe('a reading', () => {
  it('says of dependencies how they are reached, and keeps what the lockfile says where they are not', () => {
    const reading = builder();
    const [direct, tool, deep, extra, lost] = ['direct', 'tool', 'deep', 'extra', 'lost'].map((name) =>
      reading.add({ name, version: '1', isDevelopment: true, place }),
    ) as [number, number, number, number, number];
    reading.require({ dependent: null, dependency: direct, place });
    reading.require({ dependent: null, dependency: tool, kind: 'development', place });
    reading.require({ dependent: direct, dependency: extra, kind: 'optional', place });
    reading.require({ dependent: tool, dependency: deep, place });
    reading.require({ dependent: deep, dependency: tool, place });
    const said = reading
      .finish()
      .dependencies.map((each) => [each.name, each.isDirect, each.isDevelopment, each.isOptional]);
    expect(lost).toBe(4);
    expect(said).toEqual([
      ['direct', true, false, false],
      ['tool', true, true, false],
      ['deep', false, true, false],
      ['extra', false, false, true],
      ['lost', false, true, false],
    ]);
  });

  it('takes the same version in two places for one dependency', () => {
    const reading = builder();
    reading.add({ name: 'a', version: '1', place });
    reading.add({ name: 'a', version: '1', place: { path: 'a.lock', line: 9 } });
    reading.add({ name: 'a', version: '1', source: 'git', resolved: 'git://a.example', place });
    expect(reading.finish().dependencies.map(({ places }) => places.map(({ line }) => line))).toEqual([[1, 9], [1]]);
  });

  it('keeps the first problem, and says how many remarks it left out', () => {
    const reading = builder();
    for (let line = 1; line <= 103; line += 1) reading.problem('a.lock', line, `Problem ${line}.`);
    const [read] = reading.finish().files;
    expect(read?.problem).toEqual({ line: 1, reason: 'Problem 1.' });
    expect(read?.remarks).toHaveLength(101);
    expect(read?.remarks.at(-1)?.reason).toBe('There are 2 more remarks of this kind.');
  });

  it('ends with a problem of the file where it holds more packages than any project', () => {
    const reading = builder();
    reading.attempt(file, () => {
      for (let number = 0; ; number += 1) reading.add({ name: `a${number}`, version: '1', place });
    });
    const { dependencies, files } = reading.finish();
    expect(dependencies).toHaveLength(100_000);
    expect(files[0]?.problem?.reason).toContain('more than 100000 packages');
  });

  it('does not read a manifest that is longer than any, and reads a lockfile of that length', () => {
    const long = { path: 'a.lock', text: 'x'.repeat(4_000_001) };
    const [manifest, lockfile] = [builder('manifest'), builder('lockfile')];
    expect([manifest.attempt(long, () => 'read'), lockfile.attempt(long, () => 'read')]).toEqual([undefined, 'read']);
    expect(manifest.finish().files[0]?.problem?.reason).toContain('more than 4000000 characters');
  });
});
