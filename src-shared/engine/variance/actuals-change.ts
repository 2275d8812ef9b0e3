import type { Month } from '../../domain/calendar.ts';
import { ZERO } from '../../domain/money.ts';
import type { ActualsChange, VarianceRow } from '../../domain/variance.ts';
import type { VarianceAnalysis } from './analysis.ts';
import { NO_EFFECTS } from './rows.ts';
import { rowId } from './timing.ts';

/**
 * The two months between which the change of rate and volume over a period is read: the first in which something was spent and the
 * last that is complete. Where that is one month, the month before it and itself. Null where no month of the period is complete.
 *
 * @example changeMonths(['2026-01', '2026-02', '2026-03'], '2026-02') // { before: '2026-01', after: '2026-02' }
 */
export function changeMonths(
  spent: readonly Month[],
  complete: Month,
  previous: (month: Month) => Month,
): { readonly before: Month; readonly after: Month } | null {
  const months = spent.filter((month) => month <= complete).sort();
  const [first] = months;
  const last = months.at(-1);
  if (first === undefined || last === undefined) return null;
  return { before: first === last ? previous(first) : first, after: last };
}

/**
 * Puts beside each row of a comparison with a plan how its own actuals moved. `change` compares the two months (its plan is the
 * earlier one) by the same dimensions; a row that did not occur in them moved by nothing. What occurred in them but is no row of
 * the comparison counts in the total alone.
 */
export function withActualsChange(
  analysis: VarianceAnalysis,
  change: VarianceAnalysis,
  months: { readonly before: Month; readonly after: Month },
): VarianceAnalysis {
  const known = new Map([...change.rows, ...change.groups].map((row) => [rowId(row.key), row]));
  const isSameRows = analysis.by.join() === change.by.join();
  const add = (row: VarianceRow): VarianceRow =>
    isSameRows ? { ...row, actualsChange: changeOf(known.get(rowId(row.key))) } : row;
  return {
    ...analysis,
    total: { ...analysis.total, actualsChange: changeOf(change.total) },
    rows: analysis.rows.map(add),
    groups: analysis.groups.map(add),
    actualsMonths: months,
  };
}

function changeOf(row: VarianceRow | undefined): ActualsChange {
  return {
    before: row?.plan ?? ZERO,
    after: row?.actual ?? ZERO,
    effects: row?.effects ?? NO_EFFECTS,
  };
}
