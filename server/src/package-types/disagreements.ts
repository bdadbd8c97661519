import type { ReadingBuilder } from './reading-builder.ts';

/** Of several lockfiles for the same manifest, says of each further one where it holds other versions than the first. */
export function remarkDisagreements(builder: ReadingBuilder, paths: readonly string[]): void {
  const [first, ...others] = paths;
  if (first === undefined || others.length === 0) return;
  const byLockfile = Map.groupBy(builder.dependencies, ({ lockfile }) => lockfile);
  const reference = versionsByName(byLockfile.get(first) ?? []);
  for (const path of others) {
    for (const [name, versions] of versionsByName(byLockfile.get(path) ?? [])) {
      const expected = reference.get(name);
      if (expected === undefined || expected.text !== versions.text) {
        const there = expected === undefined ? 'does not hold it' : `has ${expected.text}`;
        builder.remark(
          path,
          versions.line,
          `It disagrees with ${first}: it has ${name} ${versions.text}, and that one ${there}.`,
        );
      }
    }
  }
}

function versionsByName(dependencies: readonly { name: string; version: string | null; places: { line: number }[] }[]) {
  const byName = Map.groupBy(dependencies, ({ name }) => name);
  return new Map(
    [...byName].map(([name, held]) => {
      const versions = [...new Set(held.map(({ version }) => version ?? 'without a version'))].sort();
      return [name, { text: versions.join(' and '), line: held[0]?.places[0]?.line ?? 1 }];
    }),
  );
}
