/** Names that somebody may have meant. */
import { foldName } from './header.ts';

const MOST = 3;

/** The names that differ least from the asked one; none that differs in more than a third of it. */
export function nearestNames(asked: string, names: readonly string[]): string[] {
  const folded = foldName(asked);
  const limit = Math.max(1, Math.ceil(folded.length / 3));
  return names
    .map((name) => ({ name, distance: distanceOf(folded, foldName(name)) }))
    .filter(({ distance }) => distance <= limit)
    .sort((a, b) => a.distance - b.distance)
    .slice(0, MOST)
    .map(({ name }) => name);
}

/** Edits between two texts (Levenshtein); a text inside the other is as near as one edit. */
function distanceOf(a: string, b: string): number {
  if (a !== '' && b !== '' && a !== b && (a.includes(b) || b.includes(a))) return 1;
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let at = 0; at < a.length; at += 1) {
    const next = [at + 1];
    for (let other = 0; other < b.length; other += 1) {
      const replaced = (row[other] ?? 0) + (a[at] === b[other] ? 0 : 1);
      next.push(Math.min(replaced, (row[other + 1] ?? 0) + 1, (next[other] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
