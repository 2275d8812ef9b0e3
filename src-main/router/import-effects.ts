import type { ImportEffect } from '#shared/contract/imports.ts';
import { addMonths, type Day } from '#shared/domain/calendar.ts';
import { money, toMicros, ZERO, type Micros } from '#shared/domain/money.ts';
import { readBudgets } from '../store/budgets.ts';
import { readMonthsOf } from '../store/budget-months.ts';
import { readSumsToDay } from '../store/month-to-day.ts';
import type { Reader } from '../store/reader.ts';
import { firstOpenMonth } from '../store/open-month.ts';

/** More than a person reads before agreeing. */
const MOST_EFFECTS = 200;

/**
 * What each budget with all below it spent in its own period up to asOf. Nothing is kept between calls: what a dry run sees
 * is rolled back, and must not answer a later question.
 */
export function readSpentByBudget(reader: Reader, asOf: Day): Map<string, Micros> {
  const budgets = readBudgets(reader);
  const openMonth = firstOpenMonth(reader, asOf);
  const months = readMonthsOf(reader, budgets, openMonth, 0);
  const open = new Map(
    budgets
      .filter(({ parentId }) => parentId === null)
      .flatMap((root) => readSumsToDay(reader, root, openMonth, asOf).months)
      .map(({ budgetId, total }) => [budgetId, total]),
  );
  return new Map(
    budgets.map(({ id, startMonth, plan }) => {
      const end = addMonths(startMonth, plan.length);
      let spent: bigint = startMonth <= openMonth && openMonth < end ? (open.get(id) ?? ZERO) : ZERO;
      for (const [month, total] of months.get(id) ?? [])
        if (month >= startMonth && month < end) spent += total;
      return [id, toMicros(spent)];
    }),
  );
}

/** Budgets whose spend is another than before, the largest difference first. */
export function effectsSince(reader: Reader, before: ReadonlyMap<string, Micros>, asOf: Day): ImportEffect[] {
  const after = readSpentByBudget(reader, asOf);
  return readBudgets(reader)
    .map(({ id, name, currency }) => ({
      id,
      name,
      currency,
      was: before.get(id) ?? ZERO,
      is: after.get(id) ?? ZERO,
    }))
    .filter(({ was, is }) => was !== is)
    .toSorted((a, b) => Number(distance(b) - distance(a)))
    .slice(0, MOST_EFFECTS)
    .map(({ id, name, currency, was, is }) => ({
      budgetId: id,
      name,
      before: money(was, currency),
      after: money(is, currency),
    }));
}

function distance({ was, is }: { readonly was: Micros; readonly is: Micros }): bigint {
  return is > was ? is - was : was - is;
}
