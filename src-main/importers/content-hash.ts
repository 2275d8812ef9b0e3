/** The identity of what is read. */
import { createHash, type Hash } from 'node:crypto';

/** One table is identified by its bytes, several in one file by all of theirs. */
export function digestOf(digests: readonly string[]): string {
  const [only] = digests;
  return digests.length === 1 && only !== undefined
    ? only
    : createHash('sha256').update(digests.join('')).digest('hex');
}

/** Passes chunks on and takes their hash. */
export async function* hashed(chunks: AsyncIterable<Uint8Array>, hash: Hash): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    hash.update(chunk);
    yield chunk;
  }
}
