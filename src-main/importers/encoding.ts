/** Finds out how the characters of an export are encoded, and turns all encodings into UTF-8. */
import { isAscii, isUtf8 } from 'node:buffer';
import { ImportError } from './types.ts';

export interface Encoding {
  /** As it is shown: `utf-8`, `utf-16le`, `windows-1252`. */
  readonly name: string;
  readonly byteOrderMark: boolean;
  /** Not proven by the bytes: to be shown to the user. */
  readonly guessed: boolean;
}

const BINARY: readonly (readonly [string, string])[] = [
  ['\x89PNG', 'a picture'],
  ['\xff\xd8\xff', 'a picture'],
  ['GIF8', 'a picture'],
  ['%PDF', 'a PDF'],
  ['PAR1', 'a Parquet file; export it as CSV'],
  ['SQLite format 3', 'a database'],
  ['\xd0\xcf\x11\xe0', 'an old Excel workbook; save the sheet as CSV'],
  ['BZh', 'compressed with bzip2; unpack it first'],
  ['7z\xbc\xaf', 'a 7z archive; unpack it first'],
  ['\x28\xb5\x2f\xfd', 'compressed with zstd; unpack it first'],
];

/** Texts that are no tables, by how they begin. */
const OTHER_TEXTS: readonly (readonly [RegExp, string])[] = [
  [
    /^\s*<(?:!doctype|html|head|body)\b/i,
    'a web page, such as a sign-in or an error; download the export again',
  ],
  [/^\s*<\?xml\b/i, 'XML; export it as CSV'],
  [/^\s*(?:\[\s*)?\{\s*"(?:[^"\\\n]|\\.)*"\s*:/, 'JSON; export it as CSV'],
];

/** Refuses text of another kind, of which every line would be a record that cannot be read. */
export function refuseOtherText(text: string, name: string): void {
  const what = OTHER_TEXTS.find(([begin]) => begin.test(text))?.[1];
  if (what !== undefined) throw new ImportError('unreadable', `${name} is not a table: it is ${what}.`);
}

/**
 * Detects the encoding from the first bytes, which may end within a character unless they are `complete`: all there are.
 * Binary, UTF-32 and UTF-7: `unreadable`; other alphabets: `choice_needed`.
 */
export function detectEncoding(sample: Uint8Array, name: string, complete: boolean): Encoding {
  const head = Buffer.from(sample.subarray(0, 16)).toString('latin1');
  refuseBinary(head, name);
  if (head.startsWith('\xff\xfe\0\0') || head.startsWith('\0\0\xfe\xff'))
    throw new ImportError('unreadable', `${name} is UTF-32, which is not read; save it as UTF-8.`);
  if (
    head.startsWith('+/v8') ||
    head.startsWith('+/v9') ||
    head.startsWith('+/v+') ||
    head.startsWith('+/v/')
  )
    throw new ImportError('unreadable', `${name} is UTF-7, which is not read; save it as UTF-8.`);
  if (head.startsWith('\xff\xfe')) return { name: 'utf-16le', byteOrderMark: true, guessed: false };
  if (head.startsWith('\xfe\xff')) return { name: 'utf-16be', byteOrderMark: true, guessed: false };
  if (head.startsWith('\xef\xbb\xbf')) return { name: 'utf-8', byteOrderMark: true, guessed: false };
  const wide = wideOrder(sample);
  if (wide !== undefined) return { name: wide, byteOrderMark: false, guessed: true };
  refuseControls(sample, name);
  return narrowEncoding(sample, name, complete);
}

/** The encoding a user names, as the decoder knows it. Unknown: `unreadable`. */
export function namedEncoding(label: string, sample: Uint8Array): Encoding {
  const folded = label.trim().toLowerCase();
  const alias: Readonly<Record<string, string>> = {
    utf8: 'utf-8',
    cp1252: 'windows-1252',
    ansi: 'windows-1252',
  };
  const wanted = alias[folded] ?? folded;
  try {
    const known = new TextDecoder(wanted).encoding;
    const marked = known === 'utf-8' && sample[0] === 0xef && sample[1] === 0xbb && sample[2] === 0xbf;
    return { name: known, byteOrderMark: marked, guessed: false };
  } catch {
    throw new ImportError(
      'unreadable',
      `The encoding “${label}” is not known; utf-8, utf-16le and windows-1252 are.`,
    );
  }
}

function refuseBinary(head: string, name: string): void {
  for (const [magic, what] of BINARY) {
    if (head.startsWith(magic))
      throw new ImportError('unreadable', `${name} is not a text table: it is ${what}.`);
  }
}

function refuseControls(sample: Uint8Array, name: string): void {
  let end = sample.length;
  while (end > 0 && sample[end - 1] === 0) end -= 1;
  let controls = 0;
  for (let index = 0; index < end; index += 1) {
    const byte = sample[index] as number;
    // Tab to CR, Ctrl-Z and ESC to unit separator occur in text.
    if (byte < 9 || (byte > 13 && byte < 26)) controls += 1;
  }
  if (end === 0 || controls > Math.max(4, end / 20))
    throw new ImportError('unreadable', `${name} is not a text table: it is full of control characters.`);
}

function wideOrder(sample: Uint8Array): string | undefined {
  const length = Math.min(sample.length, 4096) & ~1;
  if (length < 8) return undefined;
  const zeros = [0, 0];
  for (let index = 0; index < length; index += 1) {
    if (sample[index] === 0) zeros[index & 1] = (zeros[index & 1] as number) + 1;
  }
  const [even = 0, odd = 0] = zeros;
  const half = length / 2;
  if (odd > half * 0.6 && even < half * 0.1) return 'utf-16le';
  if (even > half * 0.6 && odd < half * 0.1) return 'utf-16be';
  return undefined;
}

function narrowEncoding(sample: Uint8Array, name: string, complete: boolean): Encoding {
  const end = lastWholeCharacter(sample);
  const isWestern = complete && endsInLetter(sample) && isAscii(sample.subarray(0, -1));
  if (isUtf8(sample.subarray(0, end)) && !isWestern)
    return { name: 'utf-8', byteOrderMark: false, guessed: false };
  const shape = shapeOf(sample);
  // One bad line never flips a file: true UTF-8 characters, or bytes that only broken UTF-8 has, keep it UTF-8. Other
  // alphabets make up a valid sequence now and then.
  const isUtf8Still = shape.multibyte * 4 >= shape.high && shape.multibyte > 0;
  const isCrowded = shape.crowded * 2 > shape.high;
  if (isUtf8Still || shape.brokenUtf8 >= shape.high || (shape.multibyte > 0 && !isCrowded))
    return { name: 'utf-8', byteOrderMark: false, guessed: false };
  if (isCrowded || shape.foreign > 0) {
    throw new ImportError(
      'choice_needed',
      `${name} is not UTF-8, and its alphabet cannot be told from the bytes.`,
      {},
      [
        {
          option: '--encoding',
          values: [
            'shift_jis',
            'gb18030',
            'big5',
            'euc-kr',
            'windows-1251',
            'windows-1253',
            'koi8-r',
            'windows-1252',
          ],
          reason: 'The file holds many characters beyond ASCII that are not UTF-8.',
        },
      ],
    );
  }
  const known = shape.controls > 0 ? 'windows-1252' : 'iso-8859-1';
  return { name: known, byteOrderMark: false, guessed: true };
}

/** Where the last whole UTF-8 character of a cut sample ends. */
function lastWholeCharacter(sample: Uint8Array): number {
  let back = 0;
  while (back < 3 && back < sample.length && ((sample[sample.length - 1 - back] as number) & 0xc0) === 0x80)
    back += 1;
  const lead = sample[sample.length - 1 - back];
  if (lead === undefined || lead < 0xc0) return sample.length;
  const size = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  return back + 1 < size ? sample.length - 1 - back : sample.length;
}

/**
 * Whether the last byte is a letter that Western words end in: ß, à, é, ö. The capitals before them and â are none of these,
 * but begin most characters of a UTF-8 file that was cut.
 */
function endsInLetter(sample: Uint8Array): boolean {
  const last = sample.at(-1) ?? 0;
  return last >= 0xdf && last !== 0xe2;
}

const NO_WESTERN = new Set([0x81, 0x8d, 0x8f, 0x90, 0x9d]);

interface Shape {
  /** Valid UTF-8 characters of several bytes. */
  multibyte: number;
  /** Bytes above ASCII outside of these. */
  high: number;
  /** Of these, bytes no Western text would have in that place: overlong forms, surrogates, 0xFF, a cut at the end. */
  brokenUtf8: number;
  /** Of these, bytes in runs of three and more: another alphabet. */
  crowded: number;
  /** Of these, bytes 0x80 to 0x9F. */
  controls: number;
  /** Of these, bytes that Windows-1252 has no character for. */
  foreign: number;
}

function shapeOf(sample: Uint8Array): Shape {
  const shape: Shape = { multibyte: 0, high: 0, brokenUtf8: 0, crowded: 0, controls: 0, foreign: 0 };
  let run = 0;
  for (let index = 0; index < sample.length;) {
    const byte = sample[index] as number;
    if (byte < 0x80) {
      if (run >= 3) shape.crowded += run;
      run = 0;
      index += 1;
      continue;
    }
    const size = sequenceSize(sample, index);
    if (size > 1) {
      shape.multibyte += 1;
      index += size;
      continue;
    }
    const broken = brokenSize(sample, index);
    const step = Math.max(1, broken);
    shape.high += step;
    shape.brokenUtf8 += broken;
    run += step;
    if (byte < 0xa0) shape.controls += 1;
    if (NO_WESTERN.has(byte)) shape.foreign += 1;
    index += step;
  }
  if (run >= 3) shape.crowded += run;
  return shape;
}

function sequenceSize(sample: Uint8Array, index: number): number {
  const lead = sample[index] as number;
  const size = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc2 ? 2 : 1;
  return size > 1 && index + size <= sample.length && isUtf8(sample.subarray(index, index + size)) ? size : 1;
}

function brokenSize(sample: Uint8Array, index: number): number {
  const byte = sample[index] as number;
  const next = sample[index + 1];
  const continues = next !== undefined && next >= 0x80 && next < 0xc0;
  if ((byte === 0xc0 || byte === 0xc1) && continues) return 2;
  if (byte === 0xed && next !== undefined && next >= 0xa0 && next < 0xc0) return 3;
  if (byte === 0xff || byte === 0xfe) return 1;
  return index === sample.length - 1 && byte >= 0xc2 && !endsInLetter(sample) ? 1 : 0;
}

/** Turns the chunks of any encoding into UTF-8. Characters that are none in UTF-16 refuse the file (`unreadable`). */
export async function* toUtf8(
  chunks: AsyncIterable<Uint8Array>,
  encoding: Encoding,
  name: string,
): AsyncGenerator<Uint8Array> {
  if (encoding.name === 'utf-8') {
    yield* chunks;
    return;
  }
  const decoder = new TextDecoder(encoding.name, { fatal: encoding.name.startsWith('utf-16') });
  try {
    for await (const chunk of chunks) yield Buffer.from(decoder.decode(chunk, { stream: true }), 'utf8');
    const rest = decoder.decode();
    if (rest !== '') yield Buffer.from(rest, 'utf8');
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new ImportError('unreadable', `${name} holds bytes that are no ${encoding.name.toUpperCase()}.`);
  }
}
