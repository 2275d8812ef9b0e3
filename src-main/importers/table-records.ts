/** Reads a whole small table, such as one of budgets, as text. Cost exports are streamed instead: see `read.ts`. */
import { openExport } from './containers.ts';
import { detectDialect } from './dialect.ts';
import { detectEncoding, toUtf8 } from './encoding.ts';
import { Tokenizer } from './tokenizer.ts';
import { ImportError, type ExportFile } from './types.ts';

/** A table of budgets is planned by people; a larger file is something else. */
const MOST_BYTES = 64 << 20;

/** The records of a file, or of text that came without one; encoding and delimiter are found out. */
export async function readTableRecords(source: ExportFile | { readonly text: string }): Promise<string[][]> {
  if ('text' in source) return recordsOf(Buffer.from(source.text, 'utf8'), 'the table');
  const { parts } = await openExport(source);
  const [part] = parts;
  if (part === undefined) throw new ImportError('nothing_to_import', `${source.name} holds no table.`);
  const raw = await collect(
    part.bytes(() => undefined),
    source.name,
  );
  const encoding = detectEncoding(raw, source.name, true);
  return recordsOf(await collect(toUtf8(oneChunk(raw), encoding, source.name), source.name), source.name);
}

async function* oneChunk(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes);
}

async function collect(chunks: AsyncIterable<Uint8Array>, name: string): Promise<Buffer> {
  const kept: Buffer[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    length += chunk.length;
    if (length > MOST_BYTES)
      throw new ImportError('unreadable', `${name} is too large for a table of budgets.`);
    kept.push(Buffer.from(chunk));
  }
  return Buffer.concat(kept);
}

function recordsOf(bytes: Buffer, name: string): string[][] {
  const dialect = detectDialect(bytes, undefined, name);
  const tokens = new Tokenizer(dialect.delimiter.charCodeAt(0));
  tokens.push(bytes);
  tokens.end();
  const records: string[][] = [];
  while (tokens.next()) {
    if (tokens.problem !== '')
      throw new ImportError(
        'unreadable',
        `${name} cannot be read as a table from record ${records.length + 1} on.`,
      );
    records.push(Array.from({ length: tokens.count }, (_, index) => tokens.text(index)));
  }
  return dialect.separatorLine ? records.slice(1) : records;
}
