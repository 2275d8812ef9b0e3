/**
 * Remembers what the text cells of a record said. Records of an export repeat their text columns endlessly, so the cells
 * are looked up as bytes and decoded, parsed and described only when a combination is new.
 */
import type { Tokenizer } from './tokenizer.ts';

const SEPARATOR = 0x1f;
/** The cache is only a cache: past this size it starts anew. */
const LARGEST_ARENA = 48 << 20;

export class SeriesCache<Entry> {
  readonly #columns: Int32Array;
  readonly #make: (record: Tokenizer) => Entry;
  #slots = new Int32Array(8192).fill(-1);
  #entries: Entry[] = [];
  #hashes: number[] = [];
  #offsets: number[] = [0];
  #arena = new Uint8Array(1 << 20);
  #scratch = new Uint8Array(1 << 14);

  constructor(columns: readonly number[], make: (record: Tokenizer) => Entry) {
    this.#columns = Int32Array.from(columns);
    this.#make = make;
  }

  /** The entry of the record's text cells. */
  of(record: Tokenizer): Entry {
    const length = this.#key(record);
    const hash = hashOf(this.#scratch, length);
    const mask = this.#slots.length - 1;
    let slot = hash & mask;
    for (;;) {
      const at = this.#slots[slot] as number;
      if (at < 0) return this.#remember(record, hash, slot, length);
      if (this.#hashes[at] === hash && this.#same(at, length)) return this.#entries[at] as Entry;
      slot = (slot + 1) & mask;
    }
  }

  /** Copies the cells into the scratch buffer; answers its length. */
  #key(record: Tokenizer): number {
    const { bytes, starts, ends, flags, count } = record;
    let scratch = this.#scratch;
    let length = 0;
    for (const column of this.#columns) {
      if (column < count) {
        const start = starts[column] as number;
        const end = ends[column] as number;
        if (length + end - start + 2 > scratch.length) scratch = this.#growScratch(length + end - start + 2);
        for (let index = start; index < end; index += 1) scratch[length++] = bytes[index] as number;
        scratch[length++] = flags[column] as number;
      }
      if (length + 1 > scratch.length) scratch = this.#growScratch(length + 1);
      scratch[length++] = SEPARATOR;
    }
    return length;
  }

  #growScratch(needed: number): Uint8Array<ArrayBuffer> {
    const larger = new Uint8Array(Math.max(needed, this.#scratch.length * 2));
    larger.set(this.#scratch);
    this.#scratch = larger;
    return larger;
  }

  #same(at: number, length: number): boolean {
    const start = this.#offsets[at] as number;
    if ((this.#offsets[at + 1] as number) - start !== length) return false;
    const arena = this.#arena;
    const scratch = this.#scratch;
    for (let index = 0; index < length; index += 1) {
      if (arena[start + index] !== scratch[index]) return false;
    }
    return true;
  }

  #remember(record: Tokenizer, hash: number, slot: number, length: number): Entry {
    const entry = this.#make(record);
    const used = this.#offsets[this.#entries.length] as number;
    if (used + length > LARGEST_ARENA) {
      this.#forget();
      return entry;
    }
    if (used + length > this.#arena.length) {
      const larger = new Uint8Array(Math.max(used + length, this.#arena.length * 2));
      larger.set(this.#arena);
      this.#arena = larger;
    }
    this.#arena.set(this.#scratch.subarray(0, length), used);
    this.#slots[slot] = this.#entries.length;
    this.#entries.push(entry);
    this.#hashes.push(hash);
    this.#offsets.push(used + length);
    if (this.#entries.length * 2 > this.#slots.length) this.#grow();
    return entry;
  }

  #grow(): void {
    const slots = new Int32Array(this.#slots.length * 2).fill(-1);
    const mask = slots.length - 1;
    this.#hashes.forEach((hash, at) => {
      let slot = hash & mask;
      while ((slots[slot] as number) >= 0) slot = (slot + 1) & mask;
      slots[slot] = at;
    });
    this.#slots = slots;
  }

  #forget(): void {
    this.#slots.fill(-1);
    this.#entries = [];
    this.#hashes = [];
    this.#offsets = [0];
  }
}

function hashOf(bytes: Uint8Array, length: number): number {
  let hash = 0x811c9dc5 | 0;
  for (let index = 0; index < length; index += 1)
    hash = Math.imul(hash ^ (bytes[index] as number), 0x01000193);
  return hash ^ (hash >>> 15);
}
