declare module '@npmcli/arborist' {
  /** What is used of npm's own resolver: https://github.com/npm/cli/tree/latest/workspaces/arborist */
  export interface TreeEdge {
    from: TreeNode;
    name: string;
    spec: string;
    peer: boolean;
    valid: boolean;
    to: TreeNode | null;
  }

  export interface TreeNode {
    /** Its place in the tree, as a lockfile writes it. */
    location: string;
    version: string | undefined;
    /** Null takes it out of the tree. */
    root: TreeNode | null;
    parent: TreeNode | null;
    isLink: boolean;
    inDepBundle: boolean;
    edgesIn: ReadonlySet<TreeEdge>;
    edgesOut: ReadonlyMap<string, TreeEdge>;
    /** All nodes, of a root. */
    inventory: { get(location: string): TreeNode | undefined; values(): Iterable<TreeNode> };
    meta: {
      /** The lockfile of the tree, as npm would write it. */
      toString(): string;
    };
  }

  export default class Arborist {
    /** Whose dependents are looked at, wherever they are in the tree. */
    auditReport: unknown;
    constructor(options: Readonly<Record<string, unknown>>);
    loadVirtual(options?: Readonly<Record<string, unknown>>): Promise<TreeNode>;
    buildIdealTree(options: { rm?: string[] }): Promise<TreeNode>;
  }
}
