/** The program of a worker: npm's resolver, which works for a second at a time without a break. */

import type { TreeNode } from '@npmcli/arborist';
import { answerTasks } from '../../../../../lib/worker-tasks.ts';
import { RepairingArborist } from './repairing-arborist.ts';
import type { TreeTask, TreeText, UnmetRequirement } from './resolve-tree.ts';

/** Removing what nobody asks for makes npm look at the whole tree: it drops what is no longer needed, and marks the rest anew. */
const NOT_THERE = ['@backline/none'];

answerTasks(async ({ options, written }: TreeTask): Promise<TreeText> => {
  const tree = await new RepairingArborist(options, written).buildIdealTree({ rm: NOT_THERE });
  return { lockfile: tree.meta.toString(), unmet: unmetIn(tree) };
});

function unmetIn(tree: TreeNode): UnmetRequirement[] {
  return [...tree.inventory.values()].flatMap((node) =>
    [...node.edgesOut.values()].flatMap(({ name, spec, peer, valid, to }) =>
      valid || peer ? [] : [{ from: node.location, name, spec, found: to?.version ?? null }],
    ),
  );
}
