/** Changes of NuGet packages, and projects that ask for them, for tests. */

import type { VersionChange } from '../../server/src/package-types/index.ts';

export function changeOf(parts: Partial<VersionChange> = {}): VersionChange {
  const to = parts.to ?? '1.2.0';
  return {
    name: 'acme.tools',
    from: '1.0.0',
    to,
    way: 'requirement',
    release: { version: to, requirements: null, archives: [], manifest: {} },
    ...parts,
  };
}

export function projectOf(...items: string[]): string {
  return `<Project Sdk="Microsoft.NET.Sdk">\n  <ItemGroup>\n${items.map((item) => `    ${item}\n`).join('')}  </ItemGroup>\n</Project>\n`;
}
