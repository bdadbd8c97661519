import { LineCounter, isMap, isScalar, parseDocument } from 'yaml';
import type { ProjectFile } from '../../manifest.ts';
import { UnreadableFile } from '../../unreadable-file.ts';

export interface PnpmWorkspace {
  path: string;
  folder: string;
  /** Requirements by catalog and name; the catalog without a name is `default`. */
  catalogs: Map<string, Map<string, string>>;
  overrides: { pattern: string; written: string; line: number }[];
}

/** A workspace file that somebody wrote has a few lines; the parser needs a second for a megabyte. */
const MAXIMUM_LENGTH = 200_000;

/** pnpm-workspace.yaml: https://pnpm.io/pnpm-workspace_yaml, https://pnpm.io/catalogs */
export function readPnpmWorkspace(file: ProjectFile, folder: string): PnpmWorkspace {
  if (file.text.length > MAXIMUM_LENGTH) throw new UnreadableFile(null, 'It is longer than any pnpm-workspace.yaml.');
  const lines = new LineCounter();
  const document = parseDocument(file.text, { lineCounter: lines, uniqueKeys: false });
  const [error] = document.errors;
  if (error)
    throw new UnreadableFile(
      lines.linePos(error.pos[0]).line,
      `It is no valid YAML: ${error.message.split(/ at line |\n/, 1)[0]}.`,
    );
  const workspace: PnpmWorkspace = { path: file.path, folder, catalogs: new Map(), overrides: [] };
  const root = document.contents;
  if (!isMap(root)) return workspace;
  workspace.catalogs.set('default', textsIn(root.get('catalog')));
  for (const [name, catalog] of pairsIn(root.get('catalogs'))) workspace.catalogs.set(name, textsIn(catalog));
  const overrides = root.get('overrides');
  if (!isMap(overrides)) return workspace;
  for (const { key, value } of overrides.items) {
    if (!isScalar(key) || !isScalar(value)) continue;
    const line = lines.linePos(key.range?.[0] ?? 0).line;
    workspace.overrides.push({ pattern: String(key.value), written: String(value.value), line });
  }
  return workspace;
}

function pairsIn(node: unknown): [string, unknown][] {
  if (!isMap(node)) return [];
  return node.items.flatMap(({ key, value }): [string, unknown][] =>
    isScalar(key) ? [[String(key.value), value]] : [],
  );
}

/** Aliases are not followed, so that none can grow. */
function textsIn(node: unknown): Map<string, string> {
  return new Map(
    pairsIn(node).flatMap(([name, value]): [string, string][] =>
      isScalar(value) ? [[name, String(value.value)]] : [],
    ),
  );
}
