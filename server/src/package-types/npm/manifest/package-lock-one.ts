import { memberLines } from '../../json-text.ts';
import type { ProjectFile } from '../../manifest.ts';
import { isObject, lineOf, type MemberLines, memberOf, membersOf, textOf } from '../../document-members.ts';
import { folderOf, resolvePath } from '../../paths.ts';
import type { ReadingBuilder } from '../../reading-builder.ts';
import { UnreadableFile } from '../../unreadable-file.ts';
import { names } from '../names.ts';
import type { Lock } from './locked.ts';
import { askedFor, readSpecifier } from './specifier.ts';

/** One package of the tree, with those in its own node_modules. */
interface Node {
  name: string;
  value: Record<string, unknown>;
  parent: Node | null;
  children: Map<string, Node>;
  index: number | null;
  line: number;
  depth: number;
}

/** Deeper than trees of node_modules are; it bounds the work of looking up what a package requires. */
const DEPTH = 200;

/** The first format: a tree of `dependencies`, each naming what it `requires`. */
export function readPackageLockOne(
  file: ProjectFile,
  document: Record<string, unknown>,
  builder: ReadingBuilder,
): Lock {
  builder.setFormat(file.path, 'package-lock v1');
  const lines = memberLines(file.text, DEPTH);
  const root: Node = { name: '', value: document, parent: null, children: new Map(), index: null, line: 1, depth: 0 };
  const all: Node[] = [];
  const open: [node: Node, lines: MemberLines][] = [[root, lines]];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [parent, place] = next;
    if (parent.depth > DEPTH)
      throw new UnreadableFile(parent.line, 'Its packages are nested deeper than node_modules can be.');
    for (const [name, value] of membersOf(memberOf(parent.value, 'dependencies'))) {
      const line = lineOf(place, 'dependencies', name);
      if (!isObject(value)) {
        builder.remark(file.path, line, `What it says of ${name} is no object, and was left out.`);
        continue;
      }
      const node: Node = {
        name,
        value,
        parent,
        children: new Map(),
        index: add(file, name, value, line, builder),
        line,
        depth: parent.depth + 1,
      };
      parent.children.set(name, node);
      all.push(node);
      const inner = place.members.get('dependencies')?.members.get(name);
      open.push([node, inner ?? { line, members: new Map() }]);
    }
  }
  for (const node of all) addRequirements(file, node, builder);
  return lockOf(file, root);
}

function add(
  file: ProjectFile,
  name: string,
  value: Record<string, unknown>,
  line: number,
  builder: ReadingBuilder,
): number | null {
  const written = textOf(value, 'version') ?? '';
  const wanted = readSpecifier(name, written);
  const place = { path: file.path, line };
  const read = names.read(wanted.name);
  if ('problem' in read) {
    builder.remark(file.path, line, `${wanted.name} is no name of a package, and was left out. ${read.problem}`);
    return null;
  }
  const integrity = textOf(value, 'integrity');
  return builder.add({
    name: read.name,
    version: wanted.source === 'registry' && written !== '' ? wanted.requirement : null,
    source: wanted.source,
    resolved: wanted.target ?? textOf(value, 'resolved'),
    integrity: integrity === null ? [] : integrity.split(/\s+/),
    lockfile: file.path,
    isDevelopment: value.dev === true,
    isOptional: value.optional === true,
    isBundled: value.bundled === true,
    place,
  });
}

function addRequirements(file: ProjectFile, node: Node, builder: ReadingBuilder): void {
  const place = { path: file.path, line: node.line };
  for (const [name, written] of membersOf(node.value.requires)) {
    const found = find(node, name);
    if (typeof written !== 'string' || node.index === null) continue;
    if (found?.index !== undefined && found.index !== null) {
      builder.require({
        ...askedFor(name, written),
        dependent: node.index,
        dependency: found.index,
        // The first format does not say which of them are optional.
        kind: found.value.optional === true && node.value.optional !== true ? 'optional' : 'production',
        place,
      });
    } else if (!found && node.value.bundled !== true) {
      builder.remark(file.path, node.line, `${node.name} asks for ${name}, which the lockfile does not hold.`);
    }
  }
}

function find(from: Node, name: string): Node | null {
  for (let node: Node | null = from; node !== null; node = node.parent) {
    const found = node.children.get(name);
    if (found) return found;
  }
  return null;
}

/** The project's own root, and what it takes from folders beside it. */
function lockOf(file: ProjectFile, root: Node): Lock {
  const folder = folderOf(file.path);
  const linked = new Map<string, Node>();
  for (const node of root.children.values()) {
    const path = /^file:(.+)$/.exec(textOf(node.value, 'version') ?? '')?.[1];
    const target = path === undefined ? null : resolvePath(folder, path);
    if (target !== null) linked.set(target, node);
  }
  return {
    path: file.path,
    folder,
    covers: (manifest) => manifest.folder === folder || linked.has(manifest.folder),
    resolve(memberFolder, { name }) {
      const found = find(linked.get(memberFolder) ?? root, name);
      return found?.index ?? null;
    },
    members: [],
  };
}
