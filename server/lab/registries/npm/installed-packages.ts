import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { SourceFiles } from '../lab-package.ts';
import type { ReleasedPackage } from '../release.ts';

// All of them are dependencies of what this workspace depends on. The dates stand in for the real ones, which a package
// does not carry.
const wanted: Readonly<Record<string, string>> = {
  debug: '2025-09-13T17:24:41Z',
  kleur: '2019-03-20T21:35:12Z',
  ms: '2020-12-08T13:54:35Z',
  picocolors: '2024-10-16T18:21:18Z',
  semver: '2025-09-12T16:29:53Z',
};

const manifestShape = z.object({
  name: z.string(),
  version: z.string(),
  description: z.string().default(''),
  license: z.string().default('SEE LICENSE'),
  author: z.union([z.string(), z.object({ name: z.string() }).transform((author) => author.name)]).default(''),
  dependencies: z.record(z.string(), z.string()).default({}),
  engines: z.object({ node: z.string().default('*') }).default({ node: '*' }),
});

let found: readonly ReleasedPackage[] | undefined;

/** Real public packages, packed again from `node_modules`; one that is not installed is left out. Read once. */
export function installedPackages(): readonly ReleasedPackage[] {
  found ??= Object.entries(wanted).flatMap(([name, publishedAt]) => {
    const folder = installedFolder(name);
    return folder === undefined ? [] : [repacked(folder, publishedAt)];
  });
  return found;
}

function installedFolder(name: string): string | undefined {
  for (let folder = import.meta.dirname; ; folder = path.dirname(folder)) {
    const candidate = path.join(folder, 'node_modules', name);
    if (existsSync(path.join(candidate, 'package.json'))) {
      return candidate;
    }
    if (folder === path.dirname(folder)) {
      return undefined;
    }
  }
}

function repacked(folder: string, publishedAt: string): ReleasedPackage {
  const manifest = manifestShape.parse(JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')));
  return {
    format: 'npm',
    name: manifest.name,
    summary: manifest.description,
    author: manifest.author,
    license: manifest.license,
    tags: {},
    versions: [
      {
        version: manifest.version,
        preRelease: manifest.version.includes('-'),
        publishedAt,
        status: 'Published',
        dependencies: manifest.dependencies,
        runtime: manifest.engines.node,
        source: { files: () => filesIn(folder) },
      },
    ],
  };
}

function filesIn(folder: string): SourceFiles {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .map((file) => [path.relative(folder, file).replaceAll(path.sep, '/'), file] as const)
    .filter(([name]) => !name.split('/').includes('node_modules'));
  return Object.fromEntries(files.map(([name, file]) => [name, readFileSync(file)]));
}
