import { readPnpmKey } from '../../pnpm-key.ts';
import type { PnpmEntry, PnpmLockText } from './lines.ts';
import type { ReferenceLine } from './references.ts';

export const DEPENDENCIES = ['dependencies', 'optionalDependencies'] as const;

/** Which entry leads to which in a pnpm-lock.yaml, while it changes. */
export class PnpmGraph {
  constructor(
    private readonly text: PnpmLockText,
    private readonly references: readonly ReferenceLine[],
    private readonly version: number,
  ) {}

  /** Entries that say what each got. */
  holders(): PnpmEntry[] {
    return this.text.entries(this.version >= 9 ? 'snapshots' : 'packages');
  }

  isThere(entry: PnpmEntry): boolean {
    return this.holders().includes(entry);
  }

  /** The key that a reference leads to: a version, or name and version where they are another package's. */
  referenced(name: string, reference: string): string {
    return /^\d/.test(reference) ? this.key(name, reference) : reference;
  }

  versionIn(name: string, reference: string): string {
    return readPnpmKey(this.referenced(name, reference), this.version).version ?? '';
  }

  key(name: string, version: string): string {
    return `${this.version >= 9 ? '' : '/'}${name}@${version}`;
  }

  /** Without the peers that it was chosen with. */
  baseOf(key: string): string {
    return key.split('(', 1)[0] ?? key;
  }

  /** Takes away those of the keys that nobody asks for any more, and what they alone asked for. */
  prune(keys: Iterable<string>): void {
    for (let left = new Set(keys); left.size > 0;) {
      const needed = this.#needed();
      const dropped = [...left].filter((key) => !needed.has(key)).flatMap((key) => this.#drop(key));
      left = new Set(dropped);
    }
  }

  /** Gives what it asked for. */
  #drop(key: string): string[] {
    const entry = this.holders().find((known) => known.key === key);
    if (!entry) return [];
    const asked = this.#asked(entry);
    this.text.remove(this.version >= 9 ? 'snapshots' : 'packages', entry);
    const base = this.baseOf(key);
    if (this.version < 9 || this.holders().some((other) => this.baseOf(other.key) === base)) return asked;
    const described = this.text.entries('packages').find((known) => known.key === base);
    if (described) this.text.remove('packages', described);
    return asked;
  }

  #needed(): Set<string> {
    const own = this.references.filter(({ member }) => member === 'version');
    return new Set([
      ...this.holders().flatMap((entry) => this.#asked(entry)),
      ...own.map(({ name, value }) => this.referenced(name, value)),
    ]);
  }

  #asked(entry: PnpmEntry): string[] {
    return DEPENDENCIES.flatMap((section) =>
      [...this.text.section(entry, section)].map(([name, reference]) => this.referenced(name, reference)),
    );
  }
}
