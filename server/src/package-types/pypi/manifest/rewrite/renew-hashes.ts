import { findNodeAtLocation, parseTree } from 'jsonc-parser';
import type { ProjectFile } from '../../../manifest.ts';
import { folderOf, nameOf } from '../../../paths.ts';
import { inFolder, type Rewriting } from '../../../rewriting.ts';
import { readToml } from '../toml-text.ts';
import { keptHash, renewedHash } from './manifest-hash.ts';
import { placeAt, textSpan } from './toml-slots.ts';

/** Hashes of manifests that lockfiles keep, after all changes together. */
export function renewHashes(files: readonly ProjectFile[], rewriting: Rewriting): void {
  for (const lockfile of files) {
    const kind = HASHED.get(nameOf(lockfile.path));
    const path = kind && [folderOf(lockfile.path), kind.manifest].filter(Boolean).join('/');
    const manifest = files.find((file) => file.path === path);
    if (!kind || !manifest) continue;
    const after = rewriting.textOf(manifest.path);
    if (after === manifest.text) continue;
    const old = keptHash(kind.tool, lockfile.text);
    const span = kind.spanIn(lockfile.text);
    const renewed = old === null ? null : renewedHash(kind.tool, old, manifest.text, after);
    if (renewed !== null && span) rewriting.edit(lockfile.path, { ...span, text: renewed });
    else if (old !== null)
      rewriting.command(
        inFolder(folderOf(lockfile.path), kind.tool === 'poetry' ? poetryLock(lockfile) : 'pipenv lock'),
        `The hash of ${manifest.path} in ${lockfile.path} is made by a rule that is not known here; this command renews it.`,
      );
  }
}

const HASHED: ReadonlyMap<
  string,
  { tool: 'poetry' | 'pipenv'; manifest: string; spanIn: (text: string) => { start: number; end: number } | null }
> = new Map([
  [
    'poetry.lock',
    {
      tool: 'poetry',
      manifest: 'pyproject.toml',
      spanIn: (text: string) => textSpan(text, placeAt(readToml(text).lines, ['metadata', 'content-hash'])),
    },
  ],
  [
    'Pipfile.lock',
    {
      tool: 'pipenv',
      manifest: 'Pipfile',
      spanIn: (text: string) => {
        const root = parseTree(text);
        const node = root && findNodeAtLocation(root, ['_meta', 'hash', 'sha256']);
        return node ? { start: node.offset + 1, end: node.offset + node.length - 1 } : null;
      },
    },
  ],
] as const);

/** From Poetry 2 on `poetry lock` keeps the versions that need not change. */
export function poetryLock({ text }: ProjectFile): string {
  return /^lock-version = "2\.[1-9]/m.test(text) ? 'poetry lock' : 'poetry lock --no-update';
}
