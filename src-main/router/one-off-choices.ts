import type { Budget } from '#shared/domain/budget.ts';
import { monthsBetween, type Month } from '#shared/domain/calendar.ts';
import type { Treatment } from '#shared/engine/forecast/index.ts';
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
