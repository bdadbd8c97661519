/** More versions of one package than a lockfile holds; the limit bounds the edges that a stranger's file can ask for. */
const MOST_VERSIONS = 100;

/** The dependencies of one lockfile by name. */
export class HeldByName {
  readonly #byName = new Map<string, Set<number>>();

  add(name: string, index: number): void {
    const held = this.#byName.get(name);
    if (!held) this.#byName.set(name, new Set([index]));
    else if (held.size < MOST_VERSIONS) held.add(index);
  }

  find(name: string): readonly number[] {
    return [...(this.#byName.get(name) ?? [])];
  }
}
