import type { ProjectFile } from '../../manifest.ts';
import { folderOf } from '../../paths.ts';
import { UnreadableFile } from '../../unreadable-file.ts';
import { readXml, type Span, type XmlElement } from './xml-text.ts';

export const ITEM_TYPES = ['packagereference', 'packageversion', 'globalpackagereference', 'packagedownload'] as const;
export type ItemType = (typeof ITEM_TYPES)[number];

/** A file of MSBuild: a project, or what projects import. */
export interface MsbuildFile {
  path: string;
  folder: string;
  steps: Step[];
}

/** In the order of the file, since later ones change earlier ones. */
export type Step =
  | { kind: 'property'; name: string; value: string; isConditional: boolean; line: number; span: Span | null }
  | { kind: 'import'; project: string }
  | Item;

export interface Item {
  kind: 'item';
  type: ItemType;
  action: 'include' | 'update' | 'remove';
  /** As written, several parted by semicolons. */
  names: string;
  version: Metadata | null;
  versionOverride: Metadata | null;
  isPrivate: boolean;
  condition: string | null;
  line: number;
}

/** A text as written, in an attribute or an element. */
export interface Metadata {
  text: string;
  /** Null where it is not one piece of the file, as with a comment in between. */
  span: Span | null;
}

/** Conditions within each other: `Choose` within `When` and so on. */
const DEPTH = 20;

/** https://learn.microsoft.com/nuget/consume-packages/package-references-in-project-files */
export function readMsbuildFile(file: ProjectFile): MsbuildFile {
  const root = readXml(file.text);
  if (root.name.toLowerCase() !== 'project') {
    throw new UnreadableFile(
      root.line,
      `Its outermost element is <${root.name}>, and that of an MSBuild file is <Project>.`,
    );
  }
  const read: MsbuildFile = { path: file.path, folder: folderOf(file.path), steps: [] };
  addSteps(read, file, root, null, 0);
  return read;
}

function addSteps(
  read: MsbuildFile,
  file: ProjectFile,
  parent: XmlElement,
  around: string | null,
  depth: number,
): void {
  for (const element of parent.children) {
    const condition = both(around, element.attributes.get('condition')?.value ?? null);
    const name = element.name.toLowerCase();
    if (name === 'propertygroup') {
      for (const property of element.children) addProperty(read, file, property, condition);
    } else if (name === 'itemgroup') {
      for (const item of element.children) addItem(read, file, item, condition);
    } else if (name === 'import') {
      read.steps.push({ kind: 'import', project: element.attributes.get('project')?.value ?? '' });
    } else if (['choose', 'when', 'otherwise', 'importgroup'].includes(name) && depth < DEPTH) {
      addSteps(read, file, element, name === 'otherwise' ? both(around, 'otherwise') : condition, depth + 1);
    }
  }
}

function addProperty(read: MsbuildFile, file: ProjectFile, element: XmlElement, around: string | null): void {
  const isConditional = around !== null || element.attributes.has('condition');
  const { text: value, span } = contentOf(file, element);
  read.steps.push({
    kind: 'property',
    name: element.name.toLowerCase(),
    value,
    isConditional,
    line: element.line,
    span,
  });
}

function addItem(read: MsbuildFile, file: ProjectFile, element: XmlElement, around: string | null): void {
  const type = ITEM_TYPES.find((candidate) => candidate === element.name.toLowerCase());
  const action = (['include', 'update', 'remove'] as const).find((candidate) => element.attributes.has(candidate));
  if (type === undefined || action === undefined) return;
  const metadata = (name: string) => metadataOf(file, element, name);
  read.steps.push({
    kind: 'item',
    type,
    action,
    names: element.attributes.get(action)?.value ?? '',
    version: metadata('version'),
    versionOverride: metadata('versionoverride'),
    isPrivate: type === 'globalpackagereference' || metadata('privateassets')?.text.toLowerCase() === 'all',
    condition: both(around, element.attributes.get('condition')?.value ?? null),
    line: element.line,
  });
}

function metadataOf(file: ProjectFile, element: XmlElement, name: string): Metadata | null {
  const attribute = element.attributes.get(name);
  if (attribute) return trimmed(file, attribute.value, attribute.span);
  const child = element.children.find((candidate) => candidate.name.toLowerCase() === name);
  return child ? contentOf(file, child) : null;
}

function contentOf(file: ProjectFile, { text, content }: XmlElement): Metadata {
  return content ? trimmed(file, text, content) : { text: text.trim(), span: null };
}

function trimmed(file: ProjectFile, value: string, { start, end }: Span): Metadata {
  const text = value.trim();
  const written = file.text.slice(start, end);
  if (written.trim() !== text) return { text, span: null };
  const from = start + written.length - written.trimStart().length;
  return { text, span: { start: from, end: from + text.length } };
}

function both(one: string | null, other: string | null): string | null {
  if (one === null || other === null) return one ?? other;
  return `${one} and ${other}`;
}
