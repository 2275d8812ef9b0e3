import type { ReadOptions } from '../importers/types.ts';
import { readBody, writeBody } from './body.ts';
import type { Reader } from './reader.ts';
import type { Writer } from './writer.ts';

/** How files with headers met before were read, by the hash of the header. */
export function readRememberedHeaders(reader: Reader): Readonly<Record<string, ReadOptions>> {
  const rows = reader.all<{ header: string; body: string }>('SELECT header, body FROM header_profile');
  return Object.fromEntries(rows.map(({ header, body }) => [header, readBody<ReadOptions>(body)]));
}

/** Remembers a header with the choices that hold for the next file too. */
export function rememberHeader(writer: Writer, header: string, choices: ReadOptions): void {
  writer.put('header_profile', { header, body: writeBody(choices) });
}
