/** What was pasted, as a tree in which every node knows its place. JSON, YAML and HCL all become this. */

export type SourceNode = {
  /** In the paste. */
  readonly offset: number;
  readonly length: number;
} & (
  | {
      readonly type: 'object';
      readonly members: readonly SourceMember[];
      /** The JSON text as it stands; absent where it was not JSON. */
      readonly json?: () => string;
    }
  | { readonly type: 'array'; readonly items: readonly SourceNode[] }
  | { readonly type: 'scalar'; readonly value: string | number | boolean | null }
  /** Known only to who deploys it: a parameter, a variable, a reference. `text` shows where its value goes. */
  | { readonly type: 'unknown'; readonly expression: string; readonly text: string }
);

export interface SourceMember {
  readonly key: string;
  readonly keyOffset: number;
  readonly value: SourceNode;
}

/** Something about the text itself, found while it was read. */
export interface ReadingProblem {
  readonly code: string;
  /** ERROR: AWS refuses the text as it stands, or it cannot be read. */
  readonly severity: 'ERROR' | 'WARNING' | 'NOTE';
  readonly offset: number;
  readonly message: string;
  readonly repair: string | null;
}

export type Path = readonly (string | number)[];

/** Stands in a text for a part that is known only when it is deployed: of Unicode's private use, which no policy holds. */
export const UNKNOWN_MARK = '\uF0F1';

export function member(node: SourceNode | undefined, key: string): SourceNode | undefined {
  return node?.type === 'object' ? node.members.find((one) => one.key === key)?.value : undefined;
}

/** The text of a scalar, null for anything else. */
export function textOf(node: SourceNode | undefined): string | null {
  return node?.type === 'scalar' && typeof node.value === 'string' ? node.value : null;
}

export function itemsOf(node: SourceNode | undefined): readonly SourceNode[] {
  if (node?.type === 'array') return node.items;
  return node ? [node] : [];
}

/** The node at a path, or the deepest one that there is on the way. A list of one may stand without its list. */
export function nodeAt(root: SourceNode, path: Path): SourceNode {
  let node = root;
  for (const key of path) {
    const next = typeof key === 'number' ? itemsOf(node)[key] : member(node, key);
    if (!next) return node;
    node = next;
  }
  return node;
}

/** Where the key at the end of the path stands; the value where it has no key of its own. */
export function keyOffset(root: SourceNode, path: Path): number {
  const parent = nodeAt(root, path.slice(0, -1));
  const found = parent.type === 'object' ? parent.members.find(({ key }) => key === path.at(-1)) : undefined;
  return found ? found.keyOffset : nodeAt(root, path).offset;
}

/** The value as JSON.parse would give it; parts that are not known are left as a mark within their text. */
export function plainValue(node: SourceNode): unknown {
  switch (node.type) {
    case 'object':
      return Object.fromEntries(node.members.map(({ key, value }) => [key, plainValue(value)]));
    case 'array':
      return node.items.map(plainValue);
    case 'scalar':
      return node.value;
    case 'unknown':
      return node.text;
  }
}

/** All expressions below that are known only when deployed. */
export function unknownExpressions(node: SourceNode): string[] {
  if (node.type === 'unknown') return [node.expression];
  if (node.type === 'object') return node.members.flatMap(({ value }) => unknownExpressions(value));
  return node.type === 'array' ? node.items.flatMap(unknownExpressions) : [];
}
