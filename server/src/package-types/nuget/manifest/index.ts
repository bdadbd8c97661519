/** MSBuild projects and what they import, packages.lock.json and packages.config. */

import type { ManifestRules, ProjectFile, ProjectFileKind } from '../../manifest.ts';
import { nameOf } from '../../paths.ts';
import { ReadingBuilder } from '../../reading-builder.ts';
import { readMsbuildFile } from './msbuild-file.ts';
import { readPackagesConfig } from './packages-config.ts';
import { readPackagesLock } from './packages-lock.ts';
import { addProjects } from './projects.ts';
import { rewrite } from './rewrite/index.ts';

const KINDS = new Map<string, ProjectFileKind>([
  ['directory.packages.props', 'constraints'],
  ['directory.build.props', 'configuration'],
  ['directory.build.targets', 'configuration'],
  ['packages.lock.json', 'lockfile'],
  ['packages.config', 'manifest'],
  ['nuget.config', 'configuration'],
  ['global.json', 'configuration'],
]);

export const manifests: ManifestRules = {
  rewrite: (project, changes) => Promise.resolve().then(() => rewrite(project, changes)),
  recognise,

  read(files) {
    const builder = new ReadingBuilder(
      files.map((file) => ({ file, kind: recognise(file) ?? 'manifest', format: nameOf(file.path) })),
    );
    const readAll = <T>(isMeant: (path: string) => boolean, read: (file: ProjectFile) => T) =>
      files.filter(({ path }) => isMeant(path)).flatMap((file) => builder.attempt(file, () => read(file)) ?? []);
    const projects = readAll(isMsbuild, readMsbuildFile);
    const locks = readAll(
      (path) => isNamed(path, 'packages.lock.json'),
      (file) => readPackagesLock(file, builder),
    );
    readAll(
      (path) => isNamed(path, 'packages.config'),
      (file) => readPackagesConfig(file, builder),
    );
    builder.connect(() => addProjects(projects, locks, builder));
    return builder.finish();
  },
};

function recognise({ path, text }: ProjectFile): ProjectFileKind | null {
  const name = nameOf(path).toLowerCase();
  if (/\.(?:cs|fs|vb)proj$/.test(name)) return 'manifest';
  const known = KINDS.get(name);
  if (known !== undefined) return known;
  // Other imported files count where they say something of packages.
  const isImported = /\.(?:props|targets)$/.test(name) && /<Package(?:Reference|Version)\b/i.test(text);
  return isImported ? 'configuration' : null;
}

function isMsbuild(path: string): boolean {
  return /\.(?:csproj|fsproj|vbproj|props|targets)$/i.test(path);
}

function isNamed(path: string, name: string): boolean {
  return nameOf(path).toLowerCase() === name;
}
