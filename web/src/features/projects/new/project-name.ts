/** A name for the project, as it calls itself. */

import type { ChosenFile } from './project-files.ts';

/** The folder's name, else the name in a manifest at the root; empty where neither says one. */
export function nameOfProject(folderName: string | null, files: readonly ChosenFile[]): string {
  if (folderName !== null) return folderName;
  const textOf = (path: string) => files.find((file) => file.path === path)?.text ?? '';
  return (
    nameInJson(textOf('package.json')) ??
    /^\s*module\s+"?([^\s"]+)/m.exec(textOf('go.mod'))?.[1] ??
    /^\s*\[(?:project|tool\.poetry)\][^[]*?^\s*name\s*=\s*["']([^"']+)["']/m.exec(textOf('pyproject.toml'))?.[1] ??
    files.find(({ path }) => /^[^/]+\.(?:cs|fs|vb)proj$/i.test(path))?.path.replace(/\.[^.]+$/, '') ??
    ''
  );
}

function nameInJson(text: string): string | null {
  try {
    const { name } = JSON.parse(text) as { name?: unknown };
    return typeof name === 'string' && name !== '' ? name : null;
  } catch {
    return null;
  }
}
