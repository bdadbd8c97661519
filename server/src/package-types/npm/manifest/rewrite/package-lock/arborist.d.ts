declare module '@npmcli/arborist' {
  /** What is used of npm's own resolver: https://github.com/npm/cli/tree/latest/workspaces/arborist */
  interface IdealTree {
    meta: {
      /** The lockfile of the tree, as npm would write it. */
      toString(): string;
    };
  }

  export default class Arborist {
    constructor(options: Readonly<Record<string, unknown>>);
    buildIdealTree(options: { rm?: string[] }): Promise<IdealTree>;
  }
}
