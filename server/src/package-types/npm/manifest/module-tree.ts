import { folderOf } from '../../paths.ts';

const MODULES = 'node_modules/';
const SLASH = 47;

/** A folder, with the packages in its own node_modules. */
export interface TreeFolder<T> {
  readonly parent: TreeFolder<T> | null;
  item: T | null;
  modules: Map<string, TreeFolder<T>> | null;
}

/** Folders in which Node looks packages up, by path: https://nodejs.org/api/modules.html#loading-from-node_modules-folders */
export class ModuleTree<T> {
  readonly #root: TreeFolder<T> = { parent: null, item: null, modules: null };
  readonly #folders = new Map([['', this.#root]]);

  put(path: string, item: T): TreeFolder<T> {
    const folder = this.#folderAt(path);
    folder.item = item;
    return folder;
  }

  get(path: string): TreeFolder<T> | undefined {
    return this.#folders.get(path);
  }

  /** In the folder's own node_modules, then in those of the folders around it. */
  static find<T>(from: TreeFolder<T>, name: string): T | null {
    for (let folder: TreeFolder<T> | null = from; folder !== null; folder = folder.parent) {
      const item = folder.modules?.get(name)?.item;
      if (item) return item;
    }
    return null;
  }

  #folderAt(path: string): TreeFolder<T> {
    const known = this.#folders.get(path);
    if (known) return known;
    const start = path.lastIndexOf(MODULES);
    const isModule = start === 0 || (start > 0 && path.charCodeAt(start - 1) === SLASH);
    const parent = start === 0 ? this.#root : this.#folderAt(isModule ? path.slice(0, start - 1) : folderOf(path));
    const folder: TreeFolder<T> = { parent, item: null, modules: null };
    this.#folders.set(path, folder);
    if (isModule) (parent.modules ??= new Map()).set(path.slice(start + MODULES.length), folder);
    return folder;
  }
}
