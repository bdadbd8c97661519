import { findNodeAtLocation, type Node, parseTree } from 'jsonc-parser';
import { memberOf, textOf } from '../../../document-members.ts';
import type { ProjectFile, VersionChange } from '../../../manifest.ts';
import { type ChangeEdits, lineEndOf, RefusedChange } from '../../../rewriting.ts';
import { normaliseName } from '../../names.ts';
import { versions } from '../../versions.ts';
import { pinnedVersion } from '../requirement.ts';
import { readToml, type TomlPlace } from '../toml-text.ts';
import { hashedArchives, hashesOf } from './hashes.ts';
import { accepts, raiseSpecifiers } from './raise.ts';
import { placeAt, textSpan } from './toml-slots.ts';

/** Lockfiles are long, and there are many changes. */
const knownJson = once<Node | undefined>();
const knownToml = once<ReturnType<typeof readToml>>();

function once<T>(): (file: ProjectFile, read: () => T) => T {
  const known = new WeakMap<ProjectFile, { value: T }>();
  return (file, read) => {
    let found = known.get(file);
    if (!found) known.set(file, (found = { value: read() }));
    return found.value;
  };
}

/** Version and hashes; Pipfile.lock keeps no more of a package that comes from an index. */
export function writePipfileLock(file: ProjectFile, change: VersionChange, edits: ChangeEdits): void {
  const { path, text } = file;
  const root = knownJson(file, () => parseTree(text));
  for (const category of root?.children ?? []) {
    for (const member of category.children?.[1]?.children ?? []) {
      const [key, value] = member.children ?? [];
      const version = value && findNodeAtLocation(value, ['version']);
      const isMeant =
        normaliseName(String(key?.value)) === change.name &&
        isFrom(change, pinnedVersion(typeof version?.value === 'string' ? version.value : null));
      if (!isMeant || !version) continue;
      const signs = /^=+/.exec(String(version.value))?.[0] ?? '==';
      edits.add(path, { ...spanOf(version), text: JSON.stringify(signs + change.to) });
      const hashes = value && findNodeAtLocation(value, ['hashes']);
      if (hashes)
        edits.add(path, {
          ...spanOf(hashes),
          text: listIn(
            text.slice(...rangeOf(hashes)),
            hashesOf(change).map((hash) => JSON.stringify(hash)),
          ),
        });
    }
  }
}

/** Version and files; what the new version asks for is not known from an index, and stays. */
export function writePoetryLock(file: ProjectFile, change: VersionChange, edits: ChangeEdits): void {
  const { path, text } = file;
  const { document, lines } = knownToml(file, () => readToml(file.text));
  const held = packagesIn(document, lines).filter(({ name }) => name === change.name);
  for (const { value, place, writtenName } of held.filter((each) => isFrom(change, textOf(each.value, 'version')))) {
    writeText(file, place.members.get('version'), change.to, edits);
    const own = place.members.get('files');
    const shared = placeAt(lines, ['metadata', 'files', writtenName]);
    if (!own && shared && held.length > 1)
      throw new RefusedChange(
        `${path} holds several versions of ${change.name} and does not say which files are whose.`,
      );
    const list = own ?? shared;
    if (!list) {
      if (placeAt(lines, ['metadata', 'hashes', writtenName]) || Array.isArray(memberOf(value, 'files')))
        throw new RefusedChange(
          `${path} keeps its hashes as Poetry did before 1.1; write it anew with poetry lock first.`,
        );
      continue;
    }
    const items = hashedArchives(change).map(
      ({ fileName, hash }) => `{file = ${JSON.stringify(fileName)}, hash = ${JSON.stringify(hash)}}`,
    );
    edits.add(path, { start: list.start, end: list.end, text: listIn(text.slice(list.start, list.end), items) });
  }
}

/** Version, source archive and wheels, what names this version, and what the project's own packages ask for. */
export function writeUvLock(file: ProjectFile, change: VersionChange, edits: ChangeEdits): void {
  const { document, lines } = knownToml(file, () => readToml(file.text));
  const packages = packagesIn(document, lines);
  for (const { name, value, place } of packages) {
    if (name === change.name && isFrom(change, textOf(value, 'version'))) {
      writeText(file, place.members.get('version'), change.to, edits);
      writeUvArchives(file, place, change, edits);
    }
    for (const entry of entriesIn(place, ['dependencies', 'optional-dependencies', 'dev-dependencies'])) {
      if (normaliseName(textIn(file, entry, 'name') ?? '') !== change.name) continue;
      if (isFrom(change, textIn(file, entry, 'version')))
        writeText(file, entry.members.get('version'), change.to, edits);
    }
  }
}

/** The copy of the manifest's requirements that uv.lock keeps. */
export function raiseUvMetadata(file: ProjectFile, change: VersionChange, edits: ChangeEdits): void {
  const { document, lines } = knownToml(file, () => readToml(file.text));
  const metadata = packagesIn(document, lines).flatMap(({ place }) => place.members.get('metadata') ?? []);
  const manifest = lines.members.get('manifest');
  for (const around of manifest ? [...metadata, manifest] : metadata) {
    for (const entry of entriesIn(around, ['requires-dist', 'requires-dev', 'constraints', 'overrides'])) {
      const specifier = textIn(file, entry, 'specifier');
      if (normaliseName(textIn(file, entry, 'name') ?? '') !== change.name || specifier === null) continue;
      const raised = accepts(specifier, change.from, 'pep440') ? raiseSpecifiers(specifier, change.to, 'pep440') : null;
      if (raised !== null) writeText(file, entry.members.get('specifier'), raised, edits);
    }
  }
}

function writeUvArchives(file: ProjectFile, place: TomlPlace, change: VersionChange, edits: ChangeEdits): void {
  const [sdist, wheels] = [place.members.get('sdist'), place.members.get('wheels')];
  if (!sdist && !wheels) return;
  const archives = hashedArchives(change).map(({ fileName, url, hash }) => ({
    isWheel: fileName.endsWith('.whl'),
    item: `{ url = ${JSON.stringify(url)}, hash = ${JSON.stringify(hash)} }`,
  }));
  const source = archives.find(({ isWheel }) => !isWheel)?.item;
  const built = archives.flatMap(({ isWheel, item }) => (isWheel ? [item] : []));
  const { text, path } = file;
  const end = lineEndOf(text);
  const all = [
    source === undefined ? [] : [`sdist = ${source}`],
    built.length === 0
      ? []
      : [`wheels = ${wheels ? listIn(text.slice(wheels.start, wheels.end), built) : list(built, end)}`],
  ].flat();
  // Both stand in lines of their own, the source archive first, and either may be missing before or after.
  const from = (sdist ?? wheels) as TomlPlace;
  const to = (wheels ?? sdist) as TomlPlace;
  edits.add(path, { start: text.lastIndexOf('\n', from.start) + 1, end: to.end, text: all.join(end) });
}

function list(items: readonly string[], end: string): string {
  return `[${end}${items.map((item) => `    ${item},${end}`).join('')}]`;
}

interface LockedPackage {
  name: string;
  writtenName: string;
  value: unknown;
  place: TomlPlace;
}

function packagesIn(document: unknown, lines: TomlPlace): LockedPackage[] {
  const packages = memberOf(document, 'package');
  if (!Array.isArray(packages)) return [];
  return packages.flatMap((value: unknown, index) => {
    const place = placeAt(lines, ['package', String(index)]);
    const writtenName = textOf(value, 'name');
    return place && writtenName !== null ? [{ name: normaliseName(writtenName), writtenName, value, place }] : [];
  });
}

/** Items of lists under these keys, and of lists in tables under them. */
function entriesIn(place: TomlPlace, keys: readonly string[]): TomlPlace[] {
  return keys.flatMap((key) => {
    const found = [...(place.members.get(key)?.members.values() ?? [])];
    return found.flatMap((each) => (each.members.has('name') ? [each] : [...each.members.values()]));
  });
}

function textIn({ text }: ProjectFile, entry: TomlPlace, key: string): string | null {
  const span = textSpan(text, entry.members.get(key));
  return span && text.slice(span.start, span.end);
}

function writeText(
  { path, text }: ProjectFile,
  place: TomlPlace | undefined,
  written: string,
  edits: ChangeEdits,
): void {
  const span = textSpan(text, place);
  if (!span) throw new RefusedChange(`Line ${place?.line ?? 1} of ${path} is written so that it cannot be edited.`);
  edits.add(path, { ...span, text: written });
}

/** Other items in the layout of a list as it is written. */
function listIn(written: string, items: readonly string[]): string {
  const [, opening = ''] = /^\[(\s*)/.exec(written) ?? [];
  const [, comma = '', closing = ''] = /(,?)(\s*)\]$/.exec(written) ?? [];
  const isEmpty = /^\[\s*\]$/.test(written);
  const between = opening.includes('\n') ? `,${opening}` : ', ';
  if (isEmpty) return `[${items.join(', ')}]`;
  return `[${opening}${items.join(between)}${comma}${closing}]`;
}

function spanOf({ offset, length }: Node): { start: number; end: number } {
  return { start: offset, end: offset + length };
}

function rangeOf({ offset, length }: Node): [start: number, end: number] {
  return [offset, offset + length];
}

function isFrom({ from }: VersionChange, version: string | null): boolean {
  return version !== null && (version === from || (versions.isValid(version) && versions.compare(version, from) === 0));
}
