import { memberOf, membersOf } from '../../../document-members.ts';
import type { ProjectFile } from '../../../manifest.ts';
import { nameOf } from '../../../paths.ts';
import { normaliseName } from '../../names.ts';
import { NO_PACKAGES } from '../pipfile.ts';
import { readToml, type TomlPlace } from '../toml-text.ts';
import { specifierSpan } from './requirement-slots.ts';
import type { Slot } from './slot.ts';

interface Toml {
  file: ProjectFile;
  document: unknown;
  places: TomlPlace;
}

/** Those of a pyproject.toml or a Pipfile. */
export function tomlSlots(file: ProjectFile): Slot[] {
  const { document, lines } = readToml(file.text);
  const toml = { file, document, places: lines };
  if (nameOf(file.path) === 'Pipfile') {
    return Object.keys(document)
      .filter((category) => !NO_PACKAGES.has(category))
      .flatMap((category) => tableSlots(toml, [category]));
  }
  const poetry = ['tool', 'poetry'];
  const tables = [
    [...poetry, 'dependencies'],
    [...poetry, 'dev-dependencies'],
    ...namesIn(toml, [...poetry, 'group']).map((group) => [...poetry, 'group', group, 'dependencies']),
  ];
  return [
    ...listPaths(toml).flatMap((keys) => listSlots(toml, keys)),
    ...tables.flatMap((keys) => tableSlots(toml, keys)),
  ];
}

/** The place of a table, list or value by its keys. */
export function placeAt(places: TomlPlace, keys: readonly string[]): TomlPlace | undefined {
  return keys.reduce<TomlPlace | undefined>((place, key) => place?.members.get(key), places);
}

/** The content of a text of one line without its quotes; null for other values, and where escapes stand between text and value. */
export function textSpan(text: string, place: TomlPlace | undefined): { start: number; end: number } | null {
  if (!place) return null;
  const written = text.slice(place.start, place.end);
  const isPlain = /^"[^"\\\r\n]*"$|^'[^'\r\n]*'$/.test(written);
  return isPlain ? { start: place.start + 1, end: place.end - 1 } : null;
}

function listPaths(toml: Toml): string[][] {
  const each = (...keys: string[]) => namesIn(toml, keys).map((name) => [...keys, name]);
  return [
    ['project', 'dependencies'],
    ...each('project', 'optional-dependencies'),
    ...each('dependency-groups'),
    ...['dev-dependencies', 'constraint-dependencies', 'override-dependencies'].map((list) => ['tool', 'uv', list]),
    ...each('tool', 'pdm', 'dev-dependencies'),
  ];
}

function listSlots({ file, places }: Toml, keys: readonly string[]): Slot[] {
  const list = placeAt(places, keys);
  return [...(list?.members.values() ?? [])].flatMap((place) => {
    const span = textSpan(file.text, place);
    const specifiers = span && specifierSpan(file.text.slice(0, span.end), span.start);
    if (!specifiers) return [];
    return {
      path: file.path,
      line: place.line,
      source: 'registry',
      notation: 'pep440',
      hashes: null,
      ...specifiers,
    } as const;
  });
}

function tableSlots({ file, places }: Toml, keys: readonly string[]): Slot[] {
  return [...(placeAt(places, keys)?.members ?? [])].flatMap(([name, place]) => {
    const items =
      file.text.charAt(place.start) === '[' && place.members.has('0') ? [...place.members.values()] : [place];
    return items.flatMap((item) => {
      const span = textSpan(file.text, item.members.get('version') ?? item);
      if (!span) return [];
      return {
        path: file.path,
        line: place.line,
        name: normaliseName(name),
        source: 'registry',
        notation: 'poetry',
        hashes: null,
        ...span,
        written: file.text.slice(span.start, span.end),
      } as const;
    });
  });
}

function namesIn({ document }: Toml, keys: readonly string[]): string[] {
  return membersOf(keys.reduce<unknown>(memberOf, document)).map(([name]) => name);
}
