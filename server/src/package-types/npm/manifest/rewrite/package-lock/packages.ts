import { isObject, memberOf, membersOf, textOf } from '../../../../document-members.ts';
import { resolvePath } from '../../../../paths.ts';
import { readSpecifier } from '../../specifier.ts';
import type { JsonObject } from '../json-document.ts';

const MODULES = 'node_modules/';

/** Entries by their place in the tree, as `packages` of versions 2 and 3 has them; those of version 1 in the same form. */
export type Packages = Map<string, JsonObject>;

export function packagesOf(document: JsonObject, root: JsonObject): Packages {
  const packages = memberOf(document, 'packages');
  if (!isObject(packages)) return packagesOfVersionOne(document, root);
  return new Map(Object.entries(packages).filter((entry): entry is [string, JsonObject] => isObject(entry[1])));
}

/** The package's own name, which an alias hides. */
export function packageName(path: string, entry: JsonObject): string {
  return textOf(entry, 'name') ?? folderName(path);
}

export function folderName(path: string): string {
  return path.slice(path.lastIndexOf(MODULES) + MODULES.length);
}

/** Whether it stands in a node_modules, and not in a folder of the project. */
export function isModule(path: string): boolean {
  return path.startsWith(MODULES) || path.includes(`/${MODULES}`);
}

/**
 * Keys that lead to an entry in the tree of `dependencies` of versions 1 and 2; null where it is not in it. `links` names what
 * a folder of the project is called there.
 */
export function legacyKeys(path: string, links: ReadonlyMap<string, string>): string[] | null {
  const steps = path.split(/(?:^|\/)node_modules\//);
  const [folder = '', ...names] = steps;
  const link = folder === '' ? [] : links.get(folder);
  if (link === undefined) return null;
  return [...(typeof link === 'string' ? [link] : link), ...names].flatMap((name) => ['dependencies', name]);
}

/** Names of links by the folder that they lead to. */
export function linksOf(packages: Packages): ReadonlyMap<string, string> {
  return new Map(
    [...packages].flatMap(([path, entry]): [string, string][] => {
      const target = entry['link'] === true ? textOf(entry, 'resolved') : null;
      return target === null ? [] : [[target, folderName(path)]];
    }),
  );
}

function packagesOfVersionOne(document: JsonObject, root: JsonObject): Packages {
  const packages: Packages = new Map([['', root]]);
  const open: [folder: string, node: JsonObject][] = [['', document]];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [folder, parent] = next;
    for (const [name, value] of membersOf(memberOf(parent, 'dependencies'))) {
      if (!isObject(value)) continue;
      const path = `${folder === '' ? '' : `${folder}/`}${MODULES}${name}`;
      const target = localTarget(value);
      packages.set(path, target === null ? entryOfVersionOne(name, value) : { resolved: target, link: true });
      if (target !== null) packages.set(target, { dependencies: requiresOf(value) });
      open.push([target ?? path, value]);
    }
  }
  return packages;
}

function entryOfVersionOne(name: string, value: JsonObject): JsonObject {
  const version = textOf(value, 'version') ?? '';
  const wanted = readSpecifier(name, version);
  const isRegistry = wanted.source === 'registry';
  const entries: [string, unknown][] = [
    ['name', wanted.name === name ? undefined : wanted.name],
    ['version', isRegistry ? wanted.requirement : undefined],
    ['resolved', isRegistry ? value['resolved'] : version],
    ['integrity', value['integrity']],
    ['dev', value['dev']],
    ['optional', value['optional']],
    ['inBundle', value['bundled']],
    ['dependencies', requiresOf(value)],
  ];
  return Object.fromEntries(entries.filter(([, member]) => member !== undefined));
}

function requiresOf(value: JsonObject): JsonObject {
  const requires = memberOf(value, 'requires');
  return isObject(requires) ? requires : {};
}

/** The folder of the project that stands for a package; null for a file, and for what is elsewhere. */
function localTarget(value: JsonObject): string | null {
  const path = /^file:(.+)$/.exec(textOf(value, 'version') ?? '')?.[1];
  if (path === undefined || /\.(?:tgz|tar|tar\.gz)$/.test(path)) return null;
  return resolvePath('', path);
}
