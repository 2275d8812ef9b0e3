/** The credits column of Google Cloud exports: a list of credits as JSON or as Python text. */
import { parsePython } from './tags.ts';

export interface Credit {
  /** A plain or exponent number. */
  readonly amount: string;
  readonly type: string;
}

/**
 * Reads a cell of credits. `undefined` where it is neither a list nor blank.
 *
 * @example parseCredits("[{'name': 'x', 'amount': -5e-06, 'type': 'PROMOTION'}]") // [{ amount: '-5e-06', type: 'PROMOTION' }]
 */
export function parseCredits(cell: string): readonly Credit[] | undefined {
  const text = cell.trim();
  if (text === '' || text === '[]' || text.toLowerCase() === 'null' || text === 'nan') return [];
  // Numbers stay text: a JSON parser would turn them into floats.
  const value = parsePython(text);
  if (!Array.isArray(value)) return undefined;
  const credits: Credit[] = [];
  for (const item of value) {
    if (typeof item !== 'object' || item === null) return undefined;
    const record = item as Record<string, unknown>;
    const amount = record['amount'];
    if (amount === null || amount === undefined) continue;
    if (typeof amount !== 'string') return undefined;
    credits.push({ amount, type: typeof record['type'] === 'string' ? record['type'] : '' });
  }
  return credits;
}
