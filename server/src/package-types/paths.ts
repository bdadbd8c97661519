/** The folder of a path within a project; empty for the project's root. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** A path as a file of `folder` writes it, from the project's root; null where it leads out of the project. */
export function resolvePath(folder: string, written: string): string | null {
  const steps = folder === '' ? [] : folder.split('/');
  for (const step of written.replaceAll('\\', '/').split('/')) {
    if (step === '..') {
      if (steps.pop() === undefined) return null;
    } else if (step !== '.' && step !== '') {
      steps.push(step);
    }
  }
  return steps.join('/');
}

/** The folder itself and those around it, the project's root last. */
export function foldersUpFrom(folder: string): string[] {
  const folders = [folder];
  for (let inner = folder; inner !== ''; inner = folderOf(inner)) folders.push(folderOf(inner));
  return folders;
}

/** The one of `folder`, or the nearest one around it. */
export function nearest<T>(byFolder: ReadonlyMap<string, T>, folder: string): T | undefined {
  for (const candidate of foldersUpFrom(folder)) {
    const found = byFolder.get(candidate);
    if (found !== undefined) return found;
  }
  return undefined;
}
