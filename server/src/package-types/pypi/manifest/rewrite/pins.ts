import type { ProjectFile, VersionChange } from '../../../manifest.ts';
import { type ChangeEdits, lineEndOf, newLine, nextLine, RefusedChange } from '../../../rewriting.ts';
import { readToml } from '../toml-text.ts';
import { hashesOf } from './hashes.ts';
import { requirementsFileSlots } from './requirement-slots.ts';
import { placeAt } from './toml-slots.ts';

/** A pin at the end of a requirements or constraints file, with hashes where the file has them. */
export function pinInRequirements(file: ProjectFile, change: VersionChange, edits: ChangeEdits): void {
  const { path, text } = file;
  const hashes = requirementsFileSlots(file).find((slot) => slot.hashes !== null)?.hashes;
  const end = lineEndOf(text);
  const pin = `${change.name}==${change.to}`;
  const separator = hashes?.separator ?? '';
  const hashed = hashes ? hashesOf(change).map((hash) => separator + hashes.prefix + hash) : [];
  edits.add(path, newLine(text, text.length, [pin, ...hashed].join('').replace(/\r?\n/g, end)));
}

/** A pin in the table of packages of a Pipfile, since Pipenv takes a package's version from nothing else. */
export function pinInPipfile({ path, text }: ProjectFile, change: VersionChange, edits: ChangeEdits): void {
  const table = placeAt(readToml(text).lines, ['packages']);
  const pin = `${change.name} = "==${change.to}"`;
  if (table) edits.add(path, newLine(text, nextLine(text, table.end), pin));
  else edits.add(path, newLine(text, text.length, `[packages]${lineEndOf(text)}${pin}`));
}

/** An entry that uv takes against what dependents ask for: https://docs.astral.sh/uv/concepts/resolution/#dependency-overrides */
export function overrideInUv({ path, text }: ProjectFile, change: VersionChange, edits: ChangeEdits): void {
  const { lines } = readToml(text);
  const end = lineEndOf(text);
  const written = `"${change.name}==${change.to}"`;
  const list = placeAt(lines, ['tool', 'uv', 'override-dependencies']);
  const table = placeAt(lines, ['tool', 'uv']);
  if (list) addItem(path, text, list, written, edits);
  else if (table?.start !== undefined && text.startsWith('[tool.uv]', table.start))
    edits.add(path, newLine(text, nextLine(text, table.start), `override-dependencies = [${written}]`));
  else edits.add(path, newLine(text, text.length, `${end}[tool.uv]${end}override-dependencies = [${written}]`));
}

function addItem(
  path: string,
  text: string,
  list: { start: number; end: number; line: number; members: ReadonlyMap<string, { start: number; end: number }> },
  written: string,
  edits: ChangeEdits,
): void {
  const last = [...list.members.values()].at(-1);
  if (text.charAt(list.start) !== '[')
    throw new RefusedChange(`Line ${list.line} of ${path} is written so that it cannot be edited.`);
  if (!last) {
    edits.add(path, { start: list.start + 1, end: list.start + 1, text: written });
    return;
  }
  const before = /\r?\n[^\S\r\n]*$/.exec(text.slice(list.start, last.start))?.[0] ?? ' ';
  edits.add(path, { start: last.end, end: last.end, text: `,${before}${written}` });
}
