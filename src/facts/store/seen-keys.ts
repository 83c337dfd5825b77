import { keyColumns, type Layout } from './layout.ts';

/** Types that a parsed cell writes in one way only, so that equal values are equal texts; the others stay out of the hash. */
const writtenInOneWay = new Set(['text', 'timestamptz', 'date']);

const SMALLEST = 1024;
/** Slots that are kept while rows of another fact come: of all facts together, millions would fill the memory. */
const LARGEST_KEPT = 65_536;
/** So many rows are looked up by their key; of more, every key is counted. */
const MOST_SUSPECTS = 100_000;

/**
 * Which keys of a fact have come, as hashes: every row whose key came before is a suspect, and of millions of others a
 * few thousand are.
 */
export class SeenKeys {
  readonly #positions: readonly number[];
  #hashes = new Uint32Array(SMALLEST);
  #filled = 0;
  /** Slots lie anywhere in the memory: looked up together, they are waited for together. */
  readonly #waiting = new Uint32Array(256);
  #waitingRows = 0;
  #rows = 0;
  #suspects: number[] | null = [];
  #isForgotten = false;

  constructor(layout: Layout) {
    const keys = keyColumns(layout).filter(({ type }) => writtenInOneWay.has(type));
    this.#positions = keys.map((key) => layout.columns.indexOf(key));
  }

  /** Takes the key of the next row. */
  add(values: readonly (string | null)[]): void {
    if (this.#isForgotten) this.#suspects = null;
    if (this.#suspects === null) return;
    this.#waiting[this.#waitingRows] = this.#hashOf(values);
    this.#waitingRows += 1;
    if (this.#waitingRows === this.#waiting.length) this.#look();
  }

  /** Numbers of the rows, from 0, whose key may have come before; null where that is unknown, or where they are many. */
  get suspects(): readonly number[] | null {
    this.#look();
    return this.#suspects;
  }

  /** Rows of another fact come now. Where many keys have come, their memory is given free. */
  leave(): void {
    this.#look();
    if (this.#hashes.length <= LARGEST_KEPT) return;
    this.#hashes = new Uint32Array(0);
    this.#isForgotten = true;
  }

  #look(): void {
    if (this.#suspects === null) return;
    for (let at = 0; at < this.#waitingRows; at += 1) {
      if (this.#filled * 4 > this.#hashes.length * 3) this.#grow();
      if (put(this.#hashes, this.#waiting[at] ?? 0)) this.#filled += 1;
      else this.#suspects.push(this.#rows + at);
    }
    this.#rows += this.#waitingRows;
    this.#waitingRows = 0;
    if (this.#suspects.length <= MOST_SUSPECTS) return;
    this.#suspects = null;
    this.#hashes = new Uint32Array(0);
  }

  #grow(): void {
    const larger = new Uint32Array(this.#hashes.length * 2);
    for (const hash of this.#hashes) if (hash !== 0) put(larger, hash);
    this.#hashes = larger;
  }

  /** Never 0, which stands for a free slot. */
  #hashOf(values: readonly (string | null)[]): number {
    let hash = 0x811c9dc5;
    for (const position of this.#positions) {
      hash = Math.imul(hashedOn(hash, values[position] ?? '') ^ 0x1f, PRIME);
    }
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    return (hash ^ (hash >>> 16)) >>> 0 || 1;
  }
}

const PRIME = 0x01000193;

/** FNV-1a, by characters instead of bytes. */
function hashedOn(start: number, text: string): number {
  let hash = start;
  let bits = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    bits |= code;
    hash = Math.imul(hash ^ code, PRIME);
  }
  // Half a character is stored as U+FFFD.
  return bits < 0xd800 || text.isWellFormed() ? hash : hashedOn(start, text.toWellFormed());
}

/** Puts a hash into the first free slot from its own place on; false where it is there. */
function put(hashes: Uint32Array, hash: number): boolean {
  const last = hashes.length - 1;
  for (let slot = hash & last; ; slot = (slot + 1) & last) {
    const found = hashes[slot];
    if (found === hash) return false;
    if (found === 0) {
      hashes[slot] = hash;
      return true;
    }
  }
}
