import type { ProjectFile, VersionChange } from '../../../manifest.ts';
import { type ChangeEdits, lineEndOf, newLine, nextLine, RefusedChange } from '../../../rewriting.ts';
import type { Edit } from '../../../text-edit.ts';
import { readToml, type TomlPlace } from '../toml-text.ts';
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

/** A pin in a table of packages of a Pipfile, since Pipenv takes a package's version from nothing else. */
export function pinInPipfile(
  { path, text }: ProjectFile,
  table: 'packages' | 'dev-packages',
  change: VersionChange,
  edits: ChangeEdits,
): void {
  const { lines } = readToml(text);
  const place = placeAt(lines, [table]) ?? placeAt(lines, ['packages']);
  if (!place) throw new RefusedChange(`${path} has no table [${table}] that could hold a pin.`);
  edits.add(path, newLine(text, nextLine(text, place.end), `${change.name} = "==${change.to}"`));
}

/** Entries that uv takes against what dependents ask for: https://docs.astral.sh/uv/concepts/resolution/#dependency-overrides */
export function overrideInUv({ text }: ProjectFile, overrides: readonly string[]): Edit {
  const { lines } = readToml(text);
  const end = lineEndOf(text);
  const items = overrides.map((override) => `"${override}"`);
  const whole = `override-dependencies = [${items.join(', ')}]`;
  const list = placeAt(lines, ['tool', 'uv', 'override-dependencies']);
  if (list && text.charAt(list.start) === '[') return addItems(text, list, items);
  const table = placeAt(lines, ['tool', 'uv']);
  if (table && text.startsWith('[tool.uv]', table.start)) return newLine(text, nextLine(text, table.start), whole);
  return newLine(text, text.length, `${end}[tool.uv]${end}${whole}`);
}

function addItems(text: string, list: TomlPlace, items: readonly string[]): Edit {
  const last = [...list.members.values()].at(-1);
  if (!last) return { start: list.start + 1, end: list.start + 1, text: items.join(', ') };
  const before = /\r?\n[^\S\r\n]*$/.exec(text.slice(list.start, last.start))?.[0] ?? ' ';
  return { start: last.end, end: last.end, text: items.map((item) => `,${before}${item}`).join('') };
}
