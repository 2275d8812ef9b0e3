/** The credits column of Google Cloud exports: a list of credits as JSON or as Python text, or what a query made of it. */
import { parsePython } from './tags.ts';

export interface Credit {
  /** A plain or exponent number. */
  readonly amount: string;
  readonly type: string;
}

/**
 * Reads a cell of credits: a list of them, one alone, or their sum. `undefined` where it is nothing of these nor blank.
 *
 * @example parseCredits("[{'name': 'x', 'amount': -5e-06, 'type': 'PROMOTION'}]") // [{ amount: '-5e-06', type: 'PROMOTION' }]
 * @example parseCredits('-0.25') // [{ amount: '-0.25', type: '' }]
 */
export function parseCredits(cell: string): readonly Credit[] | undefined {
  const text = cell.trim();
  if (text === '' || text === '[]' || text.toLowerCase() === 'null' || text === 'nan') return [];
  // Numbers stay text: a JSON parser would turn them into floats.
  const value = parsePython(text);
  if (typeof value === 'string') return /\d/.test(value) ? [{ amount: value, type: '' }] : undefined;
  const credits: Credit[] = [];
  for (const item of Array.isArray(value) ? value : [value]) {
    if (typeof item !== 'object' || item === null) return undefined;
    const record = item as Record<string, unknown>;
    const amount = record['amount'];
    if (amount === null || amount === undefined) continue;
    if (typeof amount !== 'string') return undefined;
    credits.push({ amount, type: typeof record['type'] === 'string' ? record['type'] : '' });
  }
  return credits;
}
