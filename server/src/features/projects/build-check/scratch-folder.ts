import { mkdir, mkdtemp, opendir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { ProjectFile } from '../../../package-types/index.ts';

const PREFIX = 'backline-build-check-';

/** A folder for one restore: `project`, `home` and `temporary` in it; nothing of it is there afterwards. */
export class ScratchFolder {
  private constructor(private readonly path: string) {}

  /** Its name holds the process, so that what a killed one left is found. */
  static async make(): Promise<ScratchFolder> {
    const scratch = new ScratchFolder(await mkdtemp(join(tmpdir(), `${PREFIX}${process.pid}-`)));
    for (const folder of ['project', 'home', 'temporary']) await mkdir(scratch.in(folder));
    return scratch;
  }

  in(name: string): string {
    return join(this.path, name);
  }

  /** The folder of a project among the files. */
  project(folder: string): string {
    return join(this.path, 'project', folder);
  }

  /** Paths are free of tricks already; whatever leads out all the same is refused. */
  async write(files: readonly ProjectFile[]): Promise<void> {
    for (const { path, text } of files) {
      const isInHome = path.startsWith('~/');
      const root = this.in(isInHome ? 'home' : 'project');
      const file = join(root, isInHome ? path.slice(2) : path);
      if (!file.startsWith(`${root}/`)) throw new Error('A file of a project leads out of its folder.');
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, text, { mode: 0o600 });
    }
  }

  /** Bytes of all files, or the first sum beyond `limit`. */
  async size(limit: number): Promise<number> {
    let sum = 0;
    const folders = [this.path];
    for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
      // Files come and go while a client works.
      const entries = await opendir(folder).catch(() => null);
      if (entries === null) continue;
      for await (const entry of entries) {
        const path = join(folder, entry.name);
        if (entry.isDirectory()) folders.push(path);
        else if (entry.isFile()) sum += (await stat(path).catch(() => ({ size: 0 }))).size;
        if (sum > limit) return sum;
      }
    }
    return sum;
  }

  async remove(): Promise<void> {
    await removeFolder(this.path);
  }
}

/** Removes what processes that are no longer there have left behind. */
export async function removeLeftovers(): Promise<void> {
  for (const name of await readdir(tmpdir()).catch(() => [])) {
    const owner = name.startsWith(PREFIX) ? Number(/^\d+/.exec(name.slice(PREFIX.length))?.[0]) : Number.NaN;
    if (!Number.isNaN(owner) && !isAlive(owner)) await removeFolder(join(tmpdir(), name)).catch(() => undefined);
  }
}

function removeFolder(path: string): Promise<void> {
  return rm(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}

function isAlive(processId: number): boolean {
  try {
    return process.kill(processId, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
