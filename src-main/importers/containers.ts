/** Opens what an export comes in: a plain file, gzip of one or several members, or a zip of tables, which may be gzip each. No other layers. */
import { open, type FileHandle } from 'node:fs/promises';
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { gunzipped } from './gunzip.ts';
import { ImportError, type ExportFile } from './types.ts';
import { zipMembers } from './zip.ts';

/** One table inside an export file. */
export interface ExportPart {
  readonly name: string;
  /** The bytes after decompression. A chunk is valid only until the next one is asked for. */
  bytes(onDiskBytes: (count: number) => void): AsyncIterable<Uint8Array>;
  /** Where the same bytes lie on disk as they are, so that several threads can read them. */
  readonly plain?: { readonly path: string; readonly size: number };
}
export interface OpenedFile {
  readonly file: ExportFile;
  readonly size: number;
  readonly parts: readonly ExportPart[];
  readonly warnings: readonly string[];
}

const CHUNK_BYTES = 1 << 20;

/**
 * Looks at the first bytes, never at the name. A file that is missing, damaged, encrypted or holds no table:
 * `ImportError` `unreadable`.
 */
export async function openExport(file: ExportFile): Promise<OpenedFile> {
  const handle = await openFile(file);
  let size: number;
  let magic: Buffer;
  try {
    const stat = await handle.stat();
    if (!stat.isFile()) throw new ImportError('unreadable', `${file.name} is not a file.`);
    size = stat.size;
    magic = await firstBytes(handle);
  } finally {
    await handle.close();
  }
  if (size === 0) throw new ImportError('nothing_to_import', `${file.name} is empty.`);
  const kind = containerOf(magic);
  if (kind === 'zip') {
    const { members, warnings } = await zipMembers(file);
    return { file, size, parts: members, warnings };
  }
  const part: ExportPart =
    kind === 'gzip'
      ? { name: file.name, bytes: (onDiskBytes) => unpacked(file, onDiskBytes) }
      : {
          name: file.name,
          bytes: (onDiskBytes) => plainBytes(file.path, onDiskBytes),
          plain: { path: file.path, size },
        };
  return { file, size, parts: [part], warnings: [] };
}

export function containerOf(magic: Uint8Array): 'gzip' | 'zip' | 'plain' {
  if (magic[0] === 0x1f && magic[1] === 0x8b) return 'gzip';
  if (
    magic[0] === 0x50 &&
    magic[1] === 0x4b &&
    ((magic[2] === 3 && magic[3] === 4) || (magic[2] === 5 && magic[3] === 6))
  )
    return 'zip';
  return 'plain';
}

async function openFile(file: ExportFile): Promise<FileHandle> {
  try {
    return await open(file.path, 'r');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const why =
      code === 'ENOENT' ? 'does not exist' : code === 'EACCES' ? 'may not be read' : 'cannot be opened';
    throw new ImportError('unreadable', `${file.name} ${why}.`, { file: basename(file.name) });
  }
}

async function firstBytes(handle: FileHandle): Promise<Buffer> {
  const buffer = Buffer.alloc(8);
  const { bytesRead } = await handle.read(buffer, 0, buffer.length, 0);
  return buffer.subarray(0, bytesRead);
}

/** The bytes of a file or of a range of it. Reads ahead by one chunk, so that the disk works while the last chunk is being parsed. */
export async function* plainBytes(
  path: string,
  onDiskBytes: (count: number) => void,
  range = { start: 0, end: Number.MAX_SAFE_INTEGER },
): AsyncGenerator<Uint8Array> {
  const handle = await open(path, 'r');
  try {
    const buffers = [Buffer.allocUnsafe(CHUNK_BYTES), Buffer.allocUnsafe(CHUNK_BYTES)] as const;
    let turn: 0 | 1 = 0;
    let at = range.start;
    let reading = handle.read(buffers[turn], 0, CHUNK_BYTES, at);
    for (;;) {
      const { bytesRead } = await reading;
      const taken = Math.min(bytesRead, range.end - at);
      if (taken <= 0) return;
      const chunk = buffers[turn].subarray(0, taken);
      turn = turn === 0 ? 1 : 0;
      at += taken;
      reading = handle.read(buffers[turn], 0, CHUNK_BYTES, at);
      reading.catch(() => undefined);
      onDiskBytes(taken);
      yield chunk;
    }
  } finally {
    await handle.close();
  }
}

function unpacked(file: ExportFile, onDiskBytes: (count: number) => void): AsyncGenerator<Uint8Array> {
  const source = createReadStream(file.path, { highWaterMark: CHUNK_BYTES / 4 });
  source.on('data', (chunk) => onDiskBytes(chunk.length));
  return gunzipped(file.name, source, CHUNK_BYTES);
}
