/** Values that may be lost at any time: at most so much weight, the longest unused go first, none older than its time. */

interface Entry<T> {
  value: T;
  weight: number;
  keptAt: number;
}

export class BoundedCache<T> {
  readonly #entries = new Map<string, Entry<T>>();
  #weight = 0;

  constructor(
    private readonly limit: { weight: number; ageMs: number },
    private readonly now: () => number = () => performance.now(),
  ) {}

  get(key: string): T | undefined {
    const entry = this.#entries.get(key);
    if (!entry) return undefined;
    this.#entries.delete(key);
    if (this.now() - entry.keptAt > this.limit.ageMs) {
      this.#weight -= entry.weight;
      return undefined;
    }
    this.#entries.set(key, entry);
    return entry.value;
  }

  /** Keeps the value, unless it alone is heavier than an eighth of the whole. */
  set(key: string, value: T, weight: number): void {
    this.delete(key);
    if (weight > this.limit.weight / 8) return;
    this.#entries.set(key, { value, weight, keptAt: this.now() });
    this.#weight += weight;
    for (const oldest of this.#entries.keys()) {
      if (this.#weight <= this.limit.weight) return;
      this.delete(oldest);
    }
  }

  delete(key: string): void {
    this.#weight -= this.#entries.get(key)?.weight ?? 0;
    this.#entries.delete(key);
  }
}
