import { createHash } from 'node:crypto';
import type { ReadOptions } from '../../importers/types.ts';

/** Identifies what an import reads: the content of its files, whatever their order and names, and how it is read. */
export function identityOf(files: readonly { readonly sha256: string }[], options: ReadOptions): string {
  const content = files.map(({ sha256 }) => sha256).toSorted();
  const mapping = Object.entries(options)
    .filter(([, value]) => value !== undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify([content, mapping]))
    .digest('hex');
}
