import { NumberList } from './number-list.ts';

/** Nearly every name is far shorter. */
const SHORT_BYTES = 1_024;
/** As long as most names are at most, such as those of the GitHub Advisory Database. */
const USUAL_BYTES = 20;

/**
 * Texts by number, each once, as bytes outside of the heap: hundreds of thousands of names cost little more than their letters.
 * Numbers count from 0 in the order in which names came.
 */
export class NamePool {
  #bytes: Buffer;
  readonly #ends: NumberList;
  /** One more than the number of the name at each slot, 0 where it is free; a power of two, at most half full. */
  #slots: Uint32Array;
  readonly #scratch = Buffer.alloc(SHORT_BYTES);

  constructor(expected = 0) {
    this.#bytes = Buffer.alloc((expected + 16) * USUAL_BYTES);
    this.#ends = new NumberList(expected);
    this.#slots = new Uint32Array(2 ** Math.ceil(Math.log2(expected * 2 + 16)));
  }

  get count(): number {
    return this.#ends.length;
  }

  /** The number of the name, a new one where it was not known. */
  add(name: string): number {
    const bytes = this.#bytesOf(name);
    const slot = this.#slotOf(bytes);
    const known = this.#slots[slot] as number;
    if (known > 0) return known - 1;
    const number = this.count;
    this.#append(bytes);
    this.#slots[slot] = number + 1;
    if (this.count * 2 > this.#slots.length) this.#grow();
    return number;
  }

  text(number: number): string {
    return this.#bytes.toString('utf8', this.#startOf(number), this.#ends.at(number));
  }

  /** Gives back what only adding needs; nothing can be added any more. */
  freeze(): void {
    this.#slots = new Uint32Array(0);
  }

  #bytesOf(name: string): Buffer {
    if (name.length * 3 > SHORT_BYTES) return Buffer.from(name, 'utf8');
    return this.#scratch.subarray(0, this.#scratch.write(name, 'utf8'));
  }

  #slotOf(bytes: Buffer): number {
    const mask = this.#slots.length - 1;
    for (let slot = hashOf(bytes, 0, bytes.length) & mask; ; slot = (slot + 1) & mask) {
      const number = (this.#slots[slot] as number) - 1;
      if (number < 0) return slot;
      if (bytes.compare(this.#bytes, this.#startOf(number), this.#ends.at(number)) === 0) return slot;
    }
  }

  #append(bytes: Buffer): void {
    const start = this.#startOf(this.count);
    if (start + bytes.length > this.#bytes.length) {
      const larger = Buffer.alloc(Math.max(this.#bytes.length + (this.#bytes.length >> 1), start + bytes.length));
      this.#bytes.copy(larger);
      this.#bytes = larger;
    }
    bytes.copy(this.#bytes, start);
    this.#ends.push(start + bytes.length);
  }

  #grow(): void {
    const slots = new Uint32Array(this.#slots.length * 2);
    const mask = slots.length - 1;
    for (let number = 0; number < this.count; number += 1) {
      let slot = hashOf(this.#bytes, this.#startOf(number), this.#ends.at(number)) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = number + 1;
    }
    this.#slots = slots;
  }

  #startOf(number: number): number {
    return number === 0 ? 0 : this.#ends.at(number - 1);
  }
}

/** FNV-1a, with its bits mixed once more: http://www.isthe.com/chongo/tech/comp/fnv/ */
function hashOf(bytes: Buffer, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let index = start; index < end; index += 1) {
    hash = Math.imul(hash ^ (bytes[index] as number), 0x01000193);
  }
  return (hash ^ (hash >>> 15)) >>> 0;
}
