/** Changes of Python packages for tests. */

import type { Release, VersionChange } from '../../server/src/package-types/index.ts';

/** Hashes: of the new wheel, of the new source archive, and of what was there before. */
export const [A, B, OLD] = ['a', 'b', 'c'].map((letter) => `sha256:${letter.repeat(64)}`) as [string, string, string];

export function changeOf(parts: Partial<VersionChange> = {}): VersionChange {
  const { name = 'tools', to = '1.2.0' } = parts;
  const release: Release = {
    version: to,
    requirements: null,
    archives: [
      { fileName: `${name}-${to}.tar.gz`, url: `https://repo.example/${name}-${to}.tar.gz`, integrity: [B] },
      { fileName: `${name}-${to}-py3-none-any.whl`, url: `https://repo.example/${name}-${to}.whl`, integrity: [A] },
    ],
    manifest: {},
  };
  return { name, from: '1.0.0', to, way: 'update', release, ...parts };
}
