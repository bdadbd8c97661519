import Arborist, { type TreeEdge, type TreeNode } from '@npmcli/arborist';

/**
 * npm's resolver for a tree in which some entries were written anew. The resolver itself expects that what is locked fits: it
 * does not look at what stands below a folder of the project, and where a place further up has the version that is wanted, it
 * can leave the wrong one nearby, which hides it.
 */
export class RepairingArborist extends Arborist {
  readonly #written: readonly string[];

  /** `written` are the places of entries whose requirements nobody has looked at. */
  constructor(options: Readonly<Record<string, unknown>>, written: readonly string[]) {
    super(options);
    this.#written = written;
  }

  override async loadVirtual(options?: Readonly<Record<string, unknown>>): Promise<TreeNode> {
    const tree = await super.loadVirtual(options);
    const broken = this.#written.flatMap((path) => {
      const node = tree.inventory.get(path);
      return node ? [...node.edgesOut.values()].filter(({ valid }) => !valid) : [];
    });
    const unsettled = new Set(broken);
    for (const edge of broken) {
      const { to } = edge;
      if (to === null || !isInTheWay(edge, to)) continue;
      for (const other of to.edgesIn) unsettled.add(other);
      to.root = null;
    }
    if (unsettled.size > 0) this.auditReport = reportAbout(unsettled);
    return tree;
  }
}

/** Whether nobody could keep it once the edge leads to what it asks for. */
function isInTheWay(edge: TreeEdge, to: TreeNode): boolean {
  if (to.isLink || to.inDepBundle || to.parent === null) return false;
  return to.parent === edge.from || [...to.edgesIn].every(({ valid }) => !valid);
}

/** The resolver visits dependents of what an audit reports, and this report says of no version that it has to go. */
function reportAbout(edgesIn: ReadonlySet<TreeEdge>): unknown {
  const node = { edgesIn, getBundler: () => null };
  return Object.assign(new Map([['', { nodes: [node] }]]), { isVulnerable: () => false });
}
