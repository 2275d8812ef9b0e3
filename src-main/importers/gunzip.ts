import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { ImportError } from './types.ts';

/** The bytes that a gzip of one or several members holds; damaged ones are `ImportError` `unreadable`. */
export async function* gunzipped(
  name: string,
  source: Readable,
  chunkSize: number,
): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip({ chunkSize });
  source.on('error', (error) => gunzip.destroy(error));
  source.pipe(gunzip);
  try {
    for await (const chunk of gunzip as AsyncIterable<Uint8Array>) yield chunk;
  } catch (error) {
    if (error instanceof ImportError) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new ImportError('unreadable', `${name} is damaged: the gzip data say “${why}”.`);
  } finally {
    source.destroy();
    gunzip.destroy();
  }
}
