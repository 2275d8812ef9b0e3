import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { inflateSync } from 'node:zlib';

/**
 * The fonts of paper: IBM Plex Sans in its subsets, the same files as on screen, and the system's own fonts for scripts that
 * Plex lacks. A subset is a font of its own, so a line is written as runs, each in the first font that has its characters.
 */
export type FontWeight = 400 | 500 | 600;
export type FontStyle = 'sans' | 'condensed';

export interface FontFile {
  /** Unique in a document; system fonts share one name for all weights. */
  readonly name: string;
  readonly bytes: Buffer;
  /** The face inside a collection (.ttc). */
  readonly face: string | null;
  has(codePoint: number): boolean;
}

const SUBSETS = ['latin', 'latin-ext', 'greek', 'cyrillic', 'cyrillic-ext', 'vietnamese'] as const;
const resolver = createRequire(import.meta.url);

/** Where systems keep fonts with wide coverage, by file name; the first that exists of each group is used. */
const SYSTEM_GROUPS: readonly (readonly { readonly file: string; readonly face?: string }[])[] = [
  [
    { file: 'NotoSansCJK-Regular.ttc', face: 'NotoSansCJKsc-Regular' },
    { file: 'NotoSansCJKsc-Regular.otf' },
    { file: 'NotoSansSC-Regular.otf' },
    { file: 'PingFang.ttc', face: 'PingFangSC-Regular' },
    { file: 'msyh.ttc', face: 'MicrosoftYaHei' },
    { file: 'wqy-microhei.ttc', face: 'WenQuanYiMicroHei' },
    { file: 'DroidSansFallbackFull.ttf' },
    { file: 'DroidSansFallback.ttf' },
  ],
  [
    { file: 'malgun.ttf' },
    { file: 'AppleSDGothicNeo.ttc', face: 'AppleSDGothicNeo-Regular' },
    { file: 'NanumGothic.ttf' },
  ],
  [
    { file: 'NotoSansArabic-Regular.ttf' },
    { file: 'DejaVuSans.ttf' },
    { file: 'arial.ttf' },
    { file: 'Arial.ttf' },
  ],
  [
    { file: 'NotoSansHebrew-Regular.ttf' },
    { file: 'DejaVuSans.ttf' },
    { file: 'arial.ttf' },
    { file: 'Arial.ttf' },
  ],
  [{ file: 'DejaVuSans.ttf' }, { file: 'seguisym.ttf' }, { file: 'Apple Symbols.ttf' }],
];
const SYSTEM_FOLDERS = [
  '/usr/share/fonts',
  '/usr/local/share/fonts',
  '/System/Library/Fonts',
  '/Library/Fonts',
  'C:\\Windows\\Fonts',
];

const loaded = new Map<string, FontFile>();
const chosen = new Map<string, FontFile | null>();
let systemFonts: readonly FontFile[] | null = null;

/**
 * The font for a character; null where neither the bundled fonts nor the system's have it. Fonts are read once for the life of
 * the process, the system's only when a character needs them.
 */
export function fontFor(codePoint: number, style: FontStyle, weight: FontWeight): FontFile | null {
  const key = `${style} ${weight} ${codePoint}`;
  const known = chosen.get(key);
  if (known !== undefined) return known;
  const font =
    bundledFonts(style, weight).find((candidate) => candidate.has(codePoint)) ??
    (systemFonts ??= findSystemFonts()).find((candidate) => candidate.has(codePoint)) ??
    null;
  chosen.set(key, font);
  return font;
}

function bundledFonts(style: FontStyle, weight: FontWeight): FontFile[] {
  const families = style === 'condensed' ? ['ibm-plex-sans-condensed', 'ibm-plex-sans'] : ['ibm-plex-sans'];
  return families.flatMap((family) =>
    SUBSETS.map((subset) => plexFont(family, subset, weight)).filter((font) => font !== null),
  );
}

function plexFont(family: string, subset: string, weight: FontWeight): FontFile | null {
  const name = `${family}-${subset}-${weight}-normal`;
  const known = loaded.get(name);
  if (known !== undefined) return known;
  const folder = dirname(resolver.resolve(`@fontsource/${family}/package.json`));
  const file = join(folder, 'files', `${name}.woff`);
  if (!existsSync(file)) return null;
  const font = fontFile(name, unpackWoff(readFileSync(file)), null);
  loaded.set(name, font);
  return font;
}

function fontFile(name: string, bytes: Buffer, face: string | null): FontFile {
  const ranges = readCoverage(bytes);
  return { name, bytes, face, has: (codePoint) => ranges.has(codePoint) };
}

function findSystemFonts(): readonly FontFile[] {
  const files = new Map<string, string>();
  for (const folder of SYSTEM_FOLDERS) {
    if (!existsSync(folder)) continue;
    for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
      if (!files.has(entry.name)) files.set(entry.name, join(entry.parentPath, entry.name));
    }
  }
  const fonts = new Map<string, FontFile>();
  for (const group of SYSTEM_GROUPS) {
    const found = group.find(({ file }) => files.has(file));
    const path = found === undefined ? undefined : files.get(found.file);
    if (found === undefined || path === undefined || fonts.has(path)) continue;
    fonts.set(path, fontFile(`system-${found.file}`, readFileSync(path), found.face ?? null));
  }
  return [...fonts.values()];
}

/**
 * Turns a WOFF (the zlib-packed sfnt of WOFF 1.0, section 4) into the plain font inside it: readers of packed fonts unpack a
 * table anew at each glyph. Not a WOFF: a `RangeError`.
 */
export function unpackWoff(woff: Buffer): Buffer {
  if (woff.toString('latin1', 0, 4) !== 'wOFF') throw new RangeError('not a WOFF font');
  const count = woff.readUInt16BE(12);
  const tables = Array.from({ length: count }, (_, index) => {
    const at = 44 + index * 20;
    const [offset, packed, length] = [
      woff.readUInt32BE(at + 4),
      woff.readUInt32BE(at + 8),
      woff.readUInt32BE(at + 12),
    ];
    const bytes = woff.subarray(offset, offset + packed);
    return {
      tag: woff.subarray(at, at + 4),
      checksum: woff.subarray(at + 16, at + 20),
      bytes: packed < length ? inflateSync(bytes) : bytes,
    };
  });
  const header = Buffer.alloc(12 + count * 16);
  woff.copy(header, 0, 4, 8);
  header.writeUInt16BE(count, 4);
  const power = 2 ** Math.floor(Math.log2(Math.max(count, 1)));
  header.writeUInt16BE(power * 16, 6);
  header.writeUInt16BE(Math.log2(power), 8);
  header.writeUInt16BE((count - power) * 16, 10);
  const parts: Buffer[] = [header];
  let offset = header.length;
  tables.forEach(({ tag, checksum, bytes }, index) => {
    const at = 12 + index * 16;
    tag.copy(header, at);
    checksum.copy(header, at + 4);
    header.writeUInt32BE(offset, at + 8);
    header.writeUInt32BE(bytes.length, at + 12);
    const padding = Buffer.alloc((4 - (bytes.length % 4)) % 4);
    parts.push(bytes, padding);
    offset += bytes.length + padding.length;
  });
  return Buffer.concat(parts);
}

/** The code points of a font's character map (formats 4 and 12 of OpenType's `cmap`; of a collection, of its first face). */
function readCoverage(font: Buffer): ReadonlySet<number> {
  const start = font.toString('latin1', 0, 4) === 'ttcf' ? font.readUInt32BE(12) : 0;
  const covered = new Set<number>();
  const tables = font.readUInt16BE(start + 4);
  for (let index = 0; index < tables; index += 1) {
    const at = start + 12 + index * 16;
    if (font.toString('latin1', at, at + 4) === 'cmap')
      readCharacterMap(font, font.readUInt32BE(at + 8), covered);
  }
  return covered;
}

function readCharacterMap(font: Buffer, map: number, covered: Set<number>): void {
  const seen = new Set<number>();
  for (let index = 0; index < font.readUInt16BE(map + 2); index += 1) {
    const at = map + font.readUInt32BE(map + 8 + index * 8);
    if (seen.has(at)) continue;
    seen.add(at);
    const format = font.readUInt16BE(at);
    if (format === 4) readSegments(font, at, covered);
    if (format === 12) readGroups(font, at, covered);
  }
}

function readSegments(font: Buffer, at: number, covered: Set<number>): void {
  const bytes = font.readUInt16BE(at + 6);
  for (let segment = 0; segment < bytes; segment += 2) {
    const end = font.readUInt16BE(at + 14 + segment);
    const first = font.readUInt16BE(at + 16 + bytes + segment);
    const delta = font.readUInt16BE(at + 16 + 2 * bytes + segment);
    const rangeAt = at + 16 + 3 * bytes + segment;
    const range = font.readUInt16BE(rangeAt);
    for (let code = first; code <= end && code !== 0xffff; code += 1) {
      const glyph =
        range === 0
          ? (code + delta) & 0xffff
          : font.readUInt16BE(Math.min(rangeAt + range + (code - first) * 2, font.length - 2));
      if (glyph !== 0) covered.add(code);
    }
  }
}

function readGroups(font: Buffer, at: number, covered: Set<number>): void {
  for (let group = 0; group < font.readUInt32BE(at + 12); group += 1) {
    const place = at + 16 + group * 12;
    for (let code = font.readUInt32BE(place); code <= font.readUInt32BE(place + 4); code += 1)
      covered.add(code);
  }
}
