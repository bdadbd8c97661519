import type { RequirementKind } from '../../manifest.ts';
import { isObject, type MemberLines, lineOf, membersOf, memberOf, textOf } from '../../document-members.ts';
import { normaliseName } from '../names.ts';
import { specifiersOfPoetry } from './poetry-requirement.ts';
import type { Want } from './python-project.ts';
import { readRequirement } from './requirement.ts';

export interface Described {
  kind: RequirementKind;
  group: string | null;
  line: number;
}

/** A requirement of PEP 508 in a list; or the sentence on why it is none. */
export function wantOfText(written: string, described: Described): Want | { problem: string } {
  const read = readRequirement(written);
  if ('problem' in read) return read;
  const { name, writtenName, specifiers, source, target, marker } = read;
  return { ...described, name, writtenName, requirement: specifiers, written, source, target, condition: marker };
}

/** A member of a table of Poetry or Pipenv: `name = "^1"` or `name = { version = "^1", markers = "..." }`; a list is several of them. */
export function wantsOfTable(name: string, value: unknown, described: Described): Want[] {
  if (Array.isArray(value)) return value.flatMap((each: unknown) => wantsOfTable(name, each, described));
  const written = typeof value === 'string' ? value : (textOf(value, 'version') ?? '');
  const [source, target] = originIn(value);
  const isOptional = memberOf(value, 'optional') === true && described.kind === 'production';
  return [
    {
      ...described,
      kind: isOptional ? 'optional' : described.kind,
      name: normaliseName(name),
      writtenName: name,
      requirement: source === 'registry' ? specifiersOfPoetry(written) : null,
      written,
      source,
      target,
      condition: textOf(value, 'markers') ?? textOf(value, 'marker'),
    },
  ];
}

/** Each text of a list, with the line of its place in the list. */
export function textsWithLines(
  list: unknown,
  lines: MemberLines | undefined,
  around: number,
): [text: string, line: number][] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((text: unknown, index): [string, number][] =>
    typeof text === 'string' ? [[text, lines ? lineOf(lines, String(index)) : around]] : [],
  );
}

/** Members of a table that may be missing, with their lines. */
export function membersWithLines(
  document: unknown,
  lines: MemberLines,
  ...keys: string[]
): [name: string, value: unknown, line: number][] {
  let [value, place]: [unknown, MemberLines | undefined] = [document, lines];
  for (const key of keys) [value, place] = [memberOf(value, key), place?.members.get(key)];
  return membersOf(value).map(([name, inner]) => [name, inner, place ? lineOf(place, name) : lineOf(lines, ...keys)]);
}

export function linesAt(lines: MemberLines, ...keys: string[]): MemberLines | undefined {
  return keys.reduce<MemberLines | undefined>((place, key) => place?.members.get(key), lines);
}

function originIn(value: unknown): [source: Want['source'], target: string | null] {
  if (!isObject(value)) return ['registry', null];
  const [git, url, path] = [textOf(value, 'git'), textOf(value, 'url'), textOf(value, 'path') ?? textOf(value, 'file')];
  if (git !== null) return ['git', git];
  if (url !== null) return ['url', url];
  if (path !== null) return [/^https?:/.test(path) ? 'url' : 'local', path];
  return memberOf(value, 'workspace') === true ? ['local', null] : ['registry', null];
}
