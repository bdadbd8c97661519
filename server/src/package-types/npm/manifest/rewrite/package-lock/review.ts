import { isDeepStrictEqual } from 'node:util';
import { memberOf, textOf } from '../../../../document-members.ts';
import type { VersionChange } from '../../../../manifest.ts';
import { versions } from '../../../versions.ts';
import { readSpecifier } from '../../specifier.ts';
import type { JsonObject } from '../json-document.ts';
import type { WrittenOverride } from '../lockfile-editor.ts';
import { overridesRequirement } from '../overridden.ts';
import { askerOf, type Edge, type Edges } from './edges.ts';
import { isModule, packageName, type Packages } from './packages.ts';

export interface Reviewed {
  before: Packages;
  /** Those that take the place of what was before. */
  entries: Packages;
  edges: Edges;
  changed: ReadonlyMap<string, VersionChange>;
  /** What packages of the project ask for by now, by `raisedKey`; what else they ask for is as it was. */
  raised: ReadonlyMap<string, string>;
  overrides: readonly WrittenOverride[];
  /** Whether an entry that was there before decides the version of this name against its dependents. */
  isOverridden: (name: string) => boolean;
}

export interface Review {
  refused: Map<VersionChange, string>;
  /** Changes after which other packages have to move, come or go. */
  unsettled: Set<VersionChange>;
  /** Requirements that new entries decide against. */
  overridden: OverriddenEdge[];
}

export interface OverriddenEdge {
  from: string;
  name: string;
  value: string;
}

/** Marks that follow from who asks for a package. */
const MARKS = ['dev', 'optional', 'devOptional', 'peer'];

/** Whether a tree with changed entries is still one: who asks for them accepts them, and they find what they ask for. */
export function reviewTree(tree: Reviewed): Review {
  const review: Review = { refused: new Map(), unsettled: new Set(), overridden: [] };
  const into = tree.edges.into(tree.changed.keys(), tree.entries);
  for (const [path, change] of tree.changed) {
    const asking = (into.get(path) ?? []).map((edge) => asRaised(tree, edge));
    const unhappy = asking.find((edge) => !accepts(tree, edge, change.to) && accepts(tree, edge, change.from));
    if (unhappy) {
      const asker = askerOf(unhappy, { get: (from) => entryAt(tree, from) });
      review.refused.set(change, `${asker} asks for ${unhappy.name} ${unhappy.spec}, which ${change.to} is not.`);
    }
    if (!isSettled(tree, path)) review.unsettled.add(change);
    for (const { from, name, spec } of asking) {
      const override = tree.overrides.find((entry) => overridesRequirement(entry, change.name, spec));
      if (override) review.overridden.push({ from, name, value: valueOf(tree, override) });
    }
  }
  return review;
}

function isSettled(tree: Reviewed, path: string): boolean {
  const after = entryAt(tree, path) ?? {};
  const before = tree.before.get(path) ?? {};
  const old = new Map(tree.edges.of(path, before).map((edge) => [edge.name, edge]));
  const edges = tree.edges.of(path, after);
  const names = new Set(edges.map(({ name }) => name));
  for (const edge of old.values()) {
    // Whether others still need it is a matter of the whole tree.
    if (edge.to !== null && !names.has(edge.name)) return false;
  }
  return edges.every((edge) => {
    const known = old.get(edge.name);
    const wasMissing = known?.to === null && known.kind === edge.kind;
    if (edge.to === null) return edge.kind === 'optionalPeer' || (wasMissing && edge.kind !== 'dependencies');
    const target = entryAt(tree, edge.to) ?? {};
    const version = textOf(target, 'version');
    if (
      target['link'] !== true &&
      (version === null || !isFor(edge, edge.to, target) || !accepts(tree, edge, version))
    ) {
      return false;
    }
    return known?.kind === edge.kind || keepsItsMarks(edge, after, target);
  });
}

/** An edge that is new changes no mark of a package that is needed always, or by the same ones already. */
function keepsItsMarks(edge: Edge, dependent: JsonObject, target: JsonObject): boolean {
  const marked = MARKS.filter((mark) => target[mark] === true);
  if (marked.length === 0 || edge.kind === 'optionalPeer') return marked.length === 0;
  return (
    edge.kind === 'dependencies' &&
    isDeepStrictEqual(
      marked,
      MARKS.filter((mark) => dependent[mark] === true),
    )
  );
}

function isFor(edge: Edge, path: string, target: JsonObject): boolean {
  return packageName(path, target) === readSpecifier(edge.name, edge.spec).name;
}

function accepts(tree: Reviewed, edge: Edge, version: string): boolean {
  const wanted = readSpecifier(edge.name, edge.spec);
  if (wanted.requirement !== null && versions.satisfies(version, wanted.requirement)) return true;
  if (tree.isOverridden(wanted.name)) return true;
  return tree.overrides.some(
    (override) =>
      overridesRequirement(override, wanted.name, edge.spec) && versions.satisfies(version, valueOf(tree, override)),
  );
}

function valueOf(tree: Reviewed, { value }: WrittenOverride): string {
  if (!value.startsWith('$')) return value;
  const root = entryAt(tree, '') ?? {};
  const sections = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'];
  const found = sections
    .map((section) => {
      const raised = tree.raised.get(raisedKey('', section, value.slice(1)));
      return raised ?? textOf(memberOf(root, section), value.slice(1));
    })
    .find((spec) => spec !== null);
  return found ?? value;
}

function entryAt({ before, entries }: Reviewed, path: string): JsonObject | undefined {
  return entries.get(path) ?? before.get(path);
}

/** `path` of the package that asks, in the tree. */
export function raisedKey(path: string, section: string, name: string): string {
  return JSON.stringify([path, section, name]);
}

function asRaised({ raised }: Reviewed, edge: Edge): Edge {
  if (raised.size === 0 || isModule(edge.from)) return edge;
  const section = edge.kind === 'optionalPeer' ? 'peerDependencies' : edge.kind;
  const spec = raised.get(raisedKey(edge.from, section, edge.name));
  return spec === undefined ? edge : { ...edge, spec };
}
