/** Of every common file system. */
const MAXIMUM_LENGTH = 1_024;

/** Folders of installed packages, whose files describe other people's projects. */
const INSTALLED = /(?:^|\/)(?:node_modules|site-packages|bower_components)\//;

/** Judges the paths of one upload: each file has its own, and none leads out of the project. */
export class FilePaths {
  /** By the form that file systems without regard to case and composition compare. */
  readonly #taken = new Map<string, string>();

  /** The path from the project's root, or one sentence on why the file is not taken. */
  take(written: string): { path: string } | { problem: string } {
    const path = written.replace(/^(?:\.\/)+/, '');
    const problem = problemOf(path);
    if (problem !== null) return { problem };
    const key = path.normalize('NFC').toLowerCase();
    const known = this.#taken.get(key);
    if (known === path) return { problem: 'There is another file with this path, and that one was read.' };
    if (known !== undefined)
      return { problem: `Its path differs from ${known} in case or accents alone, and that one was read.` };
    this.#taken.set(key, path);
    return { path };
  }
}

/** Whether it belongs to an installed package instead of the project. */
export function isInstalled(path: string): boolean {
  return INSTALLED.test(path);
}

function problemOf(path: string): string | null {
  if (path === '') return 'It has no path.';
  if (path.length > MAXIMUM_LENGTH)
    return `Its path has ${path.length} characters, and ${MAXIMUM_LENGTH} are the most.`;
  if (/\p{Cc}/u.test(path)) return 'Its path holds a control character.';
  if (path.includes('\\')) return 'Its path holds a backslash; folders are parted by slashes.';
  if (path.startsWith('/')) return 'Its path is absolute; it has to begin at the root of the project.';
  if (/^[A-Za-z]:/.test(path)) return 'Its path begins with a drive; it has to begin at the root of the project.';
  const steps = path.split('/');
  if (steps.includes('..')) return 'Its path leads upward with `..`; it has to stay within the project.';
  if (steps.includes('.') || steps.includes(''))
    return 'Its path has an empty step between two slashes, or `.` for one.';
  return null;
}
