import type { Budget } from '#shared/domain/budget.ts';
import { addMonths, monthsBetween, type Month } from '#shared/domain/calendar.ts';
import { toUnits } from '#shared/domain/money.ts';
import { treatedMonths, type Treatment } from '#shared/engine/forecast/index.ts';
import { readAncestorIds } from '../store/budgets.ts';
import { readOneOffChoices, type OneOffChoice } from '../store/one-offs.ts';
import type { Reader } from '../store/reader.ts';
import type { BudgetHistory } from './budget-history.ts';

/** A month and what of it is meant, as one key. */
export const placeOf = (month: Month, what: OneOffChoice['what']): string => `${month} ${what}`;

/** The choices that hold for a budget: its own, else those of the nearest budget above. */
export function choicesFor(reader: Reader, budgetId: string): ReadonlyMap<string, OneOffChoice> {
  const nearestLast = [...new Set([budgetId, ...readAncestorIds(reader, budgetId)])].reverse();
  const choices = Map.groupBy(readOneOffChoices(reader, nearestLast), (choice) => choice.budgetId);
  return new Map(
    nearestLast.flatMap((id) =>
      (choices.get(id) ?? []).map((choice) => [placeOf(choice.month, choice.what), choice] as const),
    ),
  );
}

/** A history as the engine takes it: months without data are missing, unless somebody keeps them as months that cost nothing. */
export function readValues(reader: Reader, budget: Budget, history: BudgetHistory): (number | null)[] {
  const choices = history.gaps.size === 0 ? undefined : choicesFor(reader, budget.id);
  return history.values.map((value, index) => {
    const month = addMonths(history.startMonth, index);
    const isGap = history.gaps.has(month) && choices?.get(placeOf(month, 'month'))?.treatment !== 'keep';
    return isGap ? null : toUnits(value);
  });
}

/** The choices that hold for a budget, as the engine takes them with its history. */
export function readTreatments(reader: Reader, budget: Budget, history: BudgetHistory): Treatment[] {
  return [...choicesFor(reader, budget.id).values()]
    .map(({ month, what, treatment }) => ({
      index: monthsBetween(history.startMonth, month),
      what,
      treatment,
    }))
    .filter(({ index }) => index >= 0 && index < history.values.length);
}

/** Months without data as missing, whatever was decided about them. */
export function valuesWithGaps({ startMonth, values, gaps }: BudgetHistory): (number | null)[] {
  return values.map((value, index) => (gaps.has(addMonths(startMonth, index)) ? null : toUnits(value)));
}

/** The history with its gaps filled, so that a month without data is no fall of the spend. */
export function filledValues(history: BudgetHistory): number[] {
  const given = valuesWithGaps(history);
  if (history.gaps.size === 0) return history.values.map(toUnits);
  const filled = treatedMonths({ values: given, startMonth: history.startMonth });
  return given.map((value, index) => value ?? filled[index] ?? 0);
}
