import type { Budget } from '../../domain/budget.ts';
import { monthsBetween, type Month } from '../../domain/calendar.ts';
import { sumMicros, type Micros } from '../../domain/money.ts';
import type { BudgetEdit } from './change-budget.ts';

/** A new amount of one month of a budget's plan, or without a month of the whole budget. */
export interface PlanCell {
  readonly month?: Month | undefined;
  readonly amount: Micros;
}

export type PlannedEdit =
  | { readonly ok: true; readonly edit: BudgetEdit }
  /** The first month that the budget does not have. */
  | { readonly ok: false; readonly month: Month };

/**
 * The edit that puts amounts into months of a plan, as a person types them into a grid: the other months stay, the budget's
 * amount is their sum. A cell without a month states the amount of the whole budget, which is phased as before; months beside it
 * do not count then. Of two cells of one place the later one wins.
 *
 * @example planEdit({ startMonth: '2026-01', plan: [10n, 10n], … }, [{ month: '2026-02', amount: 25n }])
 * // { ok: true, edit: { amount: 35n, phasing: { kind: 'custom', amounts: [10n, 25n] } } }
 */
export function planEdit(
  { startMonth, plan }: Pick<Budget, 'startMonth' | 'plan'>,
  cells: readonly PlanCell[],
): PlannedEdit {
  const whole = cells.findLast(({ month }) => month === undefined);
  if (whole !== undefined) return { ok: true, edit: { amount: whole.amount } };
  const amounts = [...plan];
  for (const { month, amount } of cells) {
    if (month === undefined) continue;
    const index = monthsBetween(startMonth, month);
    if (index < 0 || index >= amounts.length) return { ok: false, month };
    amounts[index] = amount;
  }
  return {
    ok: true,
    edit: { amount: sumMicros(amounts), phasing: { kind: 'custom', amounts } },
  };
}
