/** The tables inside a zip. Members are streamed, never written to disk; what could mislead refuses the whole file. */
import { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import { open as openZip, type Entry, type ZipFile } from 'yauzl';
import type { ExportPart } from './containers.ts';
import { gunzipped } from './gunzip.ts';
import { ImportError, type ExportFile } from './types.ts';

const MOST_ENTRIES = 10_000;
const TABLE = /\.(csv|tsv|txt|gz)$/i;
const GZIP = /(?<!\.tar)\.gz$/i;
/** What people and programs lay beside tables. */
const NOTE = /(^|\/)(readme|licen[cs]e|notice|manifest|changelog)\b[^/]*\.txt$/i;
const JUNK = /(^|\/)(__MACOSX\/|\.DS_Store$|Thumbs\.db$|\._)/;
const ARCHIVE = /\.(tar\.gz|zip|7z|rar|tgz|bz2|xz)$/i;
/** A gzip cannot be packed much further; one that is unpacks to more than any export holds. */
const MOST_PACKED = 10;
const CHUNK_BYTES = 1 << 20;
const SYMBOLIC_LINK = 0xa000;

/** Lists the tables of a zip in order of their names. Links, encryption, nesting, overlaps, odd names: `unreadable`. */
export async function zipMembers(file: ExportFile): Promise<{ members: ExportPart[]; warnings: string[] }> {
  const entries = await listEntries(file);
  const kept = entries.filter((entry) => !entry.fileName.endsWith('/') && !JUNK.test(entry.fileName));
  for (const entry of entries) checkEntry(file, entry);
  checkTogether(file, entries);
  if (kept.some((entry) => entry.fileName === 'xl/workbook.xml'))
    throw new ImportError(
      'unreadable',
      `${file.name} is an Excel workbook; save the sheet as CSV and import that.`,
    );
  const nested = kept.find((entry) => ARCHIVE.test(entry.fileName));
  if (nested !== undefined)
    throw new ImportError(
      'unreadable',
      `${file.name} holds another archive, ${nested.fileName}; unpack it first.`,
    );
  const named = kept.filter((entry) => TABLE.test(entry.fileName));
  const others = named.filter((entry) => !NOTE.test(entry.fileName));
  const tables = others.length > 0 ? others : named;
  if (tables.length === 0)
    throw new ImportError('unreadable', `${file.name} holds no .csv, .tsv, .txt or .gz table.`);
  const warnings = kept
    .filter((entry) => !tables.includes(entry))
    .map((entry) => `${entry.fileName} inside ${file.name} is not a table and was left out.`);
  const members = tables
    .toSorted((a, b) => (a.fileName < b.fileName ? -1 : 1))
    .map((entry) => ({
      name: `${file.name}/${entry.fileName}`,
      bytes: (onDiskBytes: (count: number) => void) => tableBytes(file, entry, onDiskBytes),
    }));
  return { members, warnings };
}

function damaged(file: ExportFile, error: unknown): ImportError {
  const why = error instanceof Error ? error.message : String(error);
  return new ImportError('unreadable', `${file.name} is not a zip that can be read: ${why}.`);
}

function openArchive(file: ExportFile): Promise<ZipFile> {
  const options = { lazyEntries: true, autoClose: false, strictFileNames: true, validateEntrySizes: true };
  return new Promise((resolve, reject) => {
    openZip(file.path, options, (error, zip) => {
      if (error !== null) reject(damaged(file, error));
      else resolve(zip);
    });
  });
}

async function listEntries(file: ExportFile): Promise<Entry[]> {
  const zip = await openArchive(file);
  try {
    if (zip.entryCount > MOST_ENTRIES)
      throw new ImportError(
        'unreadable',
        `${file.name} has ${zip.entryCount} members; at most ${MOST_ENTRIES} are read.`,
      );
    return await new Promise((resolve, reject) => {
      const entries: Entry[] = [];
      zip.on('entry', (entry: Entry) => {
        entries.push(entry);
        zip.readEntry();
      });
      zip.on('end', () => resolve(entries));
      zip.on('error', (error: unknown) => reject(damaged(file, error)));
      zip.readEntry();
    });
  } finally {
    zip.close();
  }
}

function checkEntry(file: ExportFile, entry: Entry): void {
  const refuse = (why: string): never => {
    throw new ImportError('unreadable', `${file.name}: the member ${entry.fileName} ${why}.`);
  };
  if (entry.fileName.includes('\0') || /^[A-Za-z]:|^\/|\\|(^|\/)\.\.(\/|$)/.test(entry.fileName))
    refuse('has a name that leads out of the archive');
  if (entry.generalPurposeBitFlag & 1) refuse('is encrypted');
  const isGzip = GZIP.test(entry.fileName) && entry.uncompressedSize > CHUNK_BYTES;
  if (isGzip && entry.uncompressedSize > MOST_PACKED * entry.compressedSize)
    refuse('is packed more than once');
  if (((entry.externalFileAttributes >>> 16) & 0xf000) === SYMBOLIC_LINK) refuse('is a link');
  if (entry.compressionMethod !== 0 && entry.compressionMethod !== 8)
    refuse(`uses compression method ${entry.compressionMethod}, which cannot be read`);
}

function checkTogether(file: ExportFile, entries: readonly Entry[]): void {
  const names = new Set<string>();
  let end = -1;
  for (const entry of entries.toSorted(
    (a, b) => a.relativeOffsetOfLocalHeader - b.relativeOffsetOfLocalHeader,
  )) {
    if (names.has(entry.fileName))
      throw new ImportError('unreadable', `${file.name} holds ${entry.fileName} twice.`);
    names.add(entry.fileName);
    if (entry.relativeOffsetOfLocalHeader < end)
      throw new ImportError('unreadable', `${file.name} holds members that share their bytes.`);
    end = entry.relativeOffsetOfLocalHeader + entry.compressedSize;
  }
}

function tableBytes(
  file: ExportFile,
  entry: Entry,
  onDiskBytes: (count: number) => void,
): AsyncIterable<Uint8Array> {
  const bytes = memberBytes(file, entry, onDiskBytes);
  if (!GZIP.test(entry.fileName)) return bytes;
  return gunzipped(`${file.name}/${entry.fileName}`, Readable.from(bytes), CHUNK_BYTES);
}

async function* memberBytes(
  file: ExportFile,
  wanted: Entry,
  onDiskBytes: (count: number) => void,
): AsyncGenerator<Uint8Array> {
  const zip = await openArchive(file);
  let check = 0;
  try {
    const stream = await new Promise<AsyncIterable<Uint8Array>>((resolve, reject) => {
      zip.openReadStream(wanted, (error, opened) => {
        if (error !== null) reject(damaged(file, error));
        else resolve(opened);
      });
    });
    const ratio = wanted.uncompressedSize === 0 ? 0 : wanted.compressedSize / wanted.uncompressedSize;
    for await (const chunk of stream) {
      check = crc32(chunk, check);
      onDiskBytes(chunk.length * ratio);
      yield chunk;
    }
  } catch (error) {
    throw error instanceof ImportError ? error : damaged(file, error);
  } finally {
    zip.close();
  }
  if (check !== wanted.crc32)
    throw new ImportError('unreadable', `${file.name}: the check sum of ${wanted.fileName} does not match.`);
}
