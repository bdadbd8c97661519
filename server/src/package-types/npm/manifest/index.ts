/** package.json and the lockfiles of npm, Yarn and pnpm. */

import type { ManifestRules, ProjectFile, ProjectFileKind } from '../../manifest.ts';
import { folderOf, nameOf } from '../../paths.ts';
import { ReadingBuilder } from '../../reading-builder.ts';
import type { Lock } from './locked.ts';
import { type NpmManifest, namesInPattern, readPackageJson } from './package-json.ts';
import { readPackageLock } from './package-lock.ts';
import { readPnpmLock } from './pnpm-lock.ts';
import { NpmProject } from './project.ts';
import { rewriteNpmProject } from './rewrite/index.ts';
import { type PnpmWorkspace, readPnpmWorkspace } from './workspace-file.ts';
import { readYarnLock } from './yarn-lock.ts';

const KINDS = new Map<string, ProjectFileKind>([
  ['package.json', 'manifest'],
  ['package-lock.json', 'lockfile'],
  ['npm-shrinkwrap.json', 'lockfile'],
  ['yarn.lock', 'lockfile'],
  ['pnpm-lock.yaml', 'lockfile'],
  ['pnpm-workspace.yaml', 'configuration'],
  ['.npmrc', 'configuration'],
  ['.yarnrc', 'configuration'],
  ['.yarnrc.yml', 'configuration'],
  ['lerna.json', 'configuration'],
]);

export const manifests: ManifestRules = {
  recognise: ({ path }) => KINDS.get(nameOf(path)) ?? null,

  rewrite: rewriteNpmProject,

  read(files) {
    const builder = new ReadingBuilder(
      files.map((file) => ({ file, kind: KINDS.get(nameOf(file.path)) ?? 'manifest', format: nameOf(file.path) })),
    );
    const packages = readAll(files, builder, readManifest);
    const project = new NpmProject(builder, packages, readAll(files, builder, readWorkspace));
    const locks = readAll(files, builder, (file) => readLock(file, builder, packages));
    builder.connect(() => project.connect(locks));
    return builder.finish();
  },
};

function readAll<T>(
  files: readonly ProjectFile[],
  builder: ReadingBuilder,
  read: (file: ProjectFile, builder: ReadingBuilder) => T | null,
): T[] {
  return files.flatMap((file) => builder.attempt(file, () => read(file, builder)) ?? []);
}

function readManifest(file: ProjectFile, builder: ReadingBuilder): NpmManifest | null {
  if (nameOf(file.path) !== 'package.json') return null;
  const manifest = readPackageJson(file);
  for (const { line, reason } of manifest.remarks) builder.remark(file.path, line, reason);
  for (const { name, written, below, line } of manifest.overrides) {
    builder.constrain({ kind: 'override', name, requirement: written, below, place: { path: file.path, line } });
  }
  return manifest;
}

function readWorkspace(file: ProjectFile, builder: ReadingBuilder): PnpmWorkspace | null {
  if (nameOf(file.path) !== 'pnpm-workspace.yaml') return null;
  const workspace = readPnpmWorkspace(file, folderOf(file.path));
  for (const { pattern, written, line } of workspace.overrides) {
    const names = namesInPattern(pattern);
    const place = { path: file.path, line };
    builder.constrain({
      kind: 'override',
      name: names.at(-1) ?? pattern,
      requirement: written,
      below: names.slice(0, -1),
      place,
    });
  }
  return workspace;
}

function readLock(file: ProjectFile, builder: ReadingBuilder, packages: readonly NpmManifest[]): Lock | null {
  switch (nameOf(file.path)) {
    case 'package-lock.json':
    case 'npm-shrinkwrap.json':
      return readPackageLock(file, builder);
    case 'yarn.lock':
      return readYarnLock(file, builder, packages);
    case 'pnpm-lock.yaml':
      return readPnpmLock(file, builder);
    default:
      return null;
  }
}
