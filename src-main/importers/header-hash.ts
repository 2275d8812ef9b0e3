import { createHash } from 'node:crypto';
import { foldName } from './header.ts';

/** Identifies a header whatever the order of its columns, so that a mapping is remembered for the next file. */
export function headerHash(names: readonly string[]): string {
  const folded = names.map(foldName).toSorted().join('\u001F');
  return createHash('sha256').update(folded).digest('hex').slice(0, 16);
}
