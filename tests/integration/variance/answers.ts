import { expect } from 'vitest';
import type { Outputs } from '#shared/contract/contract.ts';
import { toMonth } from '#shared/domain/calendar.ts';
import { parseAmount } from '#shared/domain/money.ts';

export type Answer = Outputs['variance']['analyze']['data'];
export type Row = Answer['total'];

/** The second quarter of what is planted, of the organisation. */
export const quarter = { budgetId: 'acme', from: toMonth('2026-04'), to: toMonth('2026-06') };
export const units = ({ amount }: { amount: string }): number => Number(amount);
export const micros = ({ amount }: { amount: string }): bigint => parseAmount(amount) ?? 0n;
/** Name, plan, actual and variance of rows, by name. */
export const table = (rows: readonly Row[]) =>
  rows
    .map(({ key, plan, actual, variance }) => [
      Object.values(key).join(' > '),
      units(plan),
      units(actual),
      units(variance),
    ])
    .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1));

/** Expects rows and groups to add up to the whole, a row to be its actual less its plan, and effects to add up to that. */
export function expectExact({ total, rows, groups }: Answer): void {
  for (const parts of [rows, groups])
    for (const field of ['plan', 'actual', 'variance'] as const)
      expect(parts.reduce((sum, row) => sum + micros(row[field]), 0n)).toBe(micros(total[field]));
  for (const row of [total, ...rows, ...groups]) {
    expect(micros(row.variance)).toBe(micros(row.actual) - micros(row.plan));
    if (row.effects !== undefined)
      expect(Object.values(row.effects).reduce((sum, effect) => sum + micros(effect), 0n)).toBe(
        micros(row.variance),
      );
  }
}
