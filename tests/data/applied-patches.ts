/** A project in a folder of its own, into which `git apply` writes patches. */

import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { FilePatch, UploadedFile } from '../../server/src/features/projects/index.ts';

export class PatchFolder {
  readonly #folder = mkdtempSync(join(tmpdir(), 'patches-'));

  constructor(private readonly files: readonly UploadedFile[]) {
    execFileSync('git', ['init', '--quiet', this.#folder]);
    for (const { path } of files) this.#restore(path);
  }

  /** The files with the patches applied; the folder is as before afterwards. Throws what git says where it does not take them. */
  apply(patches: readonly FilePatch[]): UploadedFile[] {
    const input = patches.map(({ diff }) => diff).join('');
    execFileSync('git', ['apply', '-'], { cwd: this.#folder, input, stdio: ['pipe', 'ignore', 'pipe'] });
    const changed = new Set(patches.map(({ path }) => path));
    const files = this.files.map(({ path, content }) => ({
      path,
      content: changed.has(path) ? readFileSync(join(this.#folder, path), 'utf8') : content,
    }));
    for (const path of changed) this.#restore(path);
    return files;
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #restore(path: string): void {
    const found = this.files.find((file) => file.path === path);
    const place = join(this.#folder, path);
    if (!found) return;
    mkdirSync(dirname(place), { recursive: true });
    writeFileSync(place, found.content);
  }
}
