/**
 * Splits UTF-8 bytes into records and fields without making strings: a record is a list of offsets into the buffer. One
 * table look-up per byte tells ordinary bytes from the few that matter, so a wide export costs little more than reading it.
 *
 * Grammar: RFC 4180 with any one-byte delimiter; records end with CRLF, LF or CR; a quoted field may hold all of them, and
 * doubles its quotes; blanks after a closing quote are dropped; a quote inside an unquoted field is itself. What breaks
 * the grammar makes the record bad, with the reason; reading goes on with the next line.
 */
import { isUtf8 } from 'node:buffer';

export type RecordProblem = '' | 'quote' | 'unterminated' | 'nul' | 'encoding' | 'long';

const QUOTE = 0x22;
const CR = 0x0d;
const LF = 0x0a;
const SPACE = 0x20;
const NUL = 0x00;
/** Field flags: the text stood in quotes; it holds doubled quotes. */
const QUOTED = 1;
const DOUBLED = 2;

/** All that matters besides delimiters lies below. */
const FLOOR = 0x2d;
const ASCII = 0x80;

/** A longer record makes the record bad; a record that is longer still is no table at all. */
export const LONG_RECORD_BYTES = 1 << 20;
export const ENDLESS_RECORD_BYTES = 8 << 20;
/** A record of more fields is bad too, and its further ones are not kept: spreadsheets have at most 16,384 columns. */
export const MOST_FIELDS = 1 << 16;
const FIRST_CAPACITY = 1 << 14;
/** Room for the part of a record that a chunk leaves behind. */
const SPARE_BYTES = 1 << 16;

export class EndlessRecordError extends Error {}

export class Tokenizer {
  bytes: Buffer = Buffer.allocUnsafe(FIRST_CAPACITY);
  starts = new Int32Array(256);
  ends = new Int32Array(256);
  flags = new Uint8Array(256);
  /** Fields of the current record. */
  count = 0;
  problem: RecordProblem = '';
  /** A quote stood inside an unquoted field somewhere. */
  bareQuotes = 0;
  recordStart = 0;
  recordEnd = 0;
  #filled = 0;
  #next = 0;
  #ended = false;
  readonly #plain = new Uint8Array(256);
  readonly #quoted = new Uint8Array(256);
  readonly #delimiter: number;

  constructor(delimiter: number) {
    this.#delimiter = delimiter;
    for (let byte = 0x80; byte < 0x100; byte += 1) this.#plain[byte] = this.#quoted[byte] = 1;
    for (const byte of [delimiter, CR, LF, NUL, QUOTE]) this.#plain[byte] = 1;
    for (const byte of [QUOTE, NUL]) this.#quoted[byte] = 1;
  }

  /** Appends bytes. Records that ended before are forgotten, and with them all offsets. */
  push(chunk: Uint8Array): void {
    const rest = this.#filled - this.#next;
    const needed = rest + chunk.length + 1;
    if (needed > this.bytes.length) {
      // Twice as large at least: a record that grows by chunks would otherwise leave a buffer behind for each of them.
      const larger = Buffer.allocUnsafe(Math.max(needed + SPARE_BYTES, this.bytes.length * 2));
      this.bytes.copy(larger, 0, this.#next, this.#filled);
      this.bytes = larger;
    } else if (this.#next > 0) this.bytes.copyWithin(0, this.#next, this.#filled);
    this.bytes.set(chunk, rest);
    this.#filled = rest + chunk.length;
    this.#next = 0;
    if (rest > ENDLESS_RECORD_BYTES) throw new EndlessRecordError();
  }

  /** No bytes follow: the last record may end without a line end. */
  end(): void {
    this.#ended = true;
  }

  /** Reads the next record; false where more bytes are needed or none are left. */
  next(): boolean {
    const start = this.#next;
    const filled = this.#filled;
    if (start >= filled) return false;
    // A NUL behind the bytes stops both loops without a bounds check; a NUL before the end is data.
    this.bytes[filled] = NUL;
    const after = this.#record(start, filled);
    if (after < 0) return false;
    this.#next = after;
    this.recordStart = start;
    return true;
  }

  /** The bytes that are not read yet, after `next` was false. */
  get pending(): number {
    return this.#filled - this.#next;
  }

  #record(start: number, filled: number): number {
    const { bytes } = this;
    const plain = this.#plain;
    const delimiter = this.#delimiter;
    const floor = delimiter < FLOOR ? FLOOR : ASCII;
    const span = ASCII - floor;
    this.count = 0;
    this.problem = '';
    let high = false;
    let index = start;
    // A byte order mark in front of a record is left over from joining files.
    while (bytes[index] === 0xef && bytes[index + 1] === 0xbb && bytes[index + 2] === 0xbf) index += 3;
    for (;;) {
      const fieldStart = index;
      if (bytes[index] === QUOTE) {
        const after = this.#quotedField(index, filled);
        if (after < 0) return -1;
        index = after;
        high ||= this.#sawHigh;
      } else {
        for (;;) {
          // Letters and digits lie between the delimiters and the bytes beyond ASCII: no look-up is needed for them.
          while (((bytes[index] as number) - floor) >>> 0 < span) index += 1;
          const byte = bytes[index] as number;
          if (plain[byte] === 0) index += 1;
          else if (byte >= 0x80) {
            high = true;
            index += 1;
          } else if (byte === QUOTE) {
            this.bareQuotes += 1;
            index += 1;
          } else if (byte === NUL && index < filled) {
            this.problem = 'nul';
            index += 1;
          } else break;
        }
        this.#field(fieldStart, index, 0);
      }
      if (index === filled) {
        if (!this.#ended) return -1;
        return this.#close(start, index, index, high);
      }
      if (bytes[index] === delimiter) {
        index += 1;
        continue;
      }
      if (bytes[index] === CR) {
        if (index + 1 === filled && !this.#ended) return -1;
        return this.#close(start, index, bytes[index + 1] === LF ? index + 2 : index + 1, high);
      }
      return this.#close(start, index, index + 1, high);
    }
  }

  #close(start: number, end: number, next: number, high: boolean): number {
    this.recordEnd = end;
    if (high && this.problem === '' && !isUtf8(this.bytes.subarray(start, end))) this.problem = 'encoding';
    if (end - start > LONG_RECORD_BYTES) this.problem = 'long';
    return next;
  }

  #sawHigh = false;

  /** Reads a field that begins with a quote; answers where its delimiter or line end stands, or −1 for more bytes. */
  #quotedField(open: number, filled: number): number {
    const { bytes } = this;
    const quoted = this.#quoted;
    let flag = QUOTED;
    let index = open + 1;
    this.#sawHigh = false;
    for (;;) {
      while (((bytes[index] as number) - FLOOR) >>> 0 < ASCII - FLOOR) index += 1;
      const byte = bytes[index] as number;
      if (quoted[byte] === 0) index += 1;
      else if (byte >= 0x80) {
        this.#sawHigh = true;
        index += 1;
      } else if (byte === NUL) {
        if (index < filled) {
          this.problem = 'nul';
          index += 1;
          continue;
        }
        if (!this.#ended) return -1;
        this.problem = 'unterminated';
        this.#field(open + 1, index, flag);
        return index;
      } else if (bytes[index + 1] === QUOTE) {
        flag |= DOUBLED;
        index += 2;
      } else {
        if (index + 1 === filled && !this.#ended) return -1;
        break;
      }
    }
    this.#field(open + 1, index, flag);
    return this.#afterQuote(index + 1, filled);
  }

  #afterQuote(from: number, filled: number): number {
    const { bytes } = this;
    let index = from;
    while (bytes[index] === SPACE) index += 1;
    const byte = bytes[index];
    if (index === filled || byte === this.#delimiter || byte === LF || byte === CR) return index;
    // Text after a closing quote: the record is bad, and ends where its line ends.
    this.problem = 'quote';
    while (index < filled && bytes[index] !== LF && bytes[index] !== CR) index += 1;
    return index;
  }

  #field(start: number, end: number, flag: number): void {
    const at = this.count;
    if (at === this.starts.length) {
      if (at === MOST_FIELDS) {
        this.problem = 'long';
        return;
      }
      this.#grow();
    }
    this.starts[at] = start;
    this.ends[at] = end;
    this.flags[at] = flag;
    this.count = at + 1;
  }

  #grow(): void {
    const larger = this.starts.length * 2;
    const starts = new Int32Array(larger);
    const ends = new Int32Array(larger);
    const flags = new Uint8Array(larger);
    starts.set(this.starts);
    ends.set(this.ends);
    flags.set(this.flags);
    this.starts = starts;
    this.ends = ends;
    this.flags = flags;
  }

  /** Whether the record is an empty line or one of blanks. */
  isBlank(): boolean {
    if (this.count !== 1 || this.flags[0] !== 0) return false;
    for (let index = this.starts[0] as number; index < (this.ends[0] as number); index += 1) {
      const byte = this.bytes[index] as number;
      if (byte !== SPACE && byte !== 0x09) return false;
    }
    return true;
  }

  /** The text of a field, as it stands; empty for fields the record is too short for. */
  text(index: number): string {
    if (index < 0 || index >= this.count) return '';
    const start = this.starts[index] as number;
    const end = this.ends[index] as number;
    if (start === end) return '';
    const text = this.bytes.toString('utf8', start, end);
    return (this.flags[index] as number) & DOUBLED ? text.replaceAll('""', '"') : text;
  }

  /** All fields as text. */
  texts(): string[] {
    return Array.from({ length: this.count }, (_, index) => this.text(index));
  }
}
