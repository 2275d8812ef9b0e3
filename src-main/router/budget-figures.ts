import { addMonths, type Day } from '#shared/domain/calendar.ts';
import type { Budget, BudgetStatus } from '#shared/domain/budget.ts';
import { sumMicros, toMicros, ZERO, type Micros } from '#shared/domain/money.ts';
import { ladderStep, planToDate, shareOf } from '#shared/engine/budgets/status.ts';
import { readChildren } from '../store/budgets.ts';
import { readLatestForecasts } from '../store/forecasts.ts';
import type { Reader } from '../store/reader.ts';
import { readSettings } from '../store/settings.ts';
import { readBudgetMonths, readMonthToDay } from '../store/spend.ts';
import { firstOpenMonth } from './budget-history.ts';
import { readSubtree, rootOf } from './budget-tree.ts';
import type { StoredForecast } from '#shared/domain/forecast.ts';

/** A budget's figures at asOf. */
export interface BudgetFigures {
  readonly spent: Micros;
  readonly planToDate: Micros;
  readonly remaining: Micros;
  readonly utilization: number | null;
  readonly pace: number | null;
  readonly status: BudgetStatus;
  readonly outlook: BudgetStatus;
  /** Actual + forecast to the period's end. */
  readonly atCompletion: Micros;
  readonly breachProbability: number | null;
  readonly allocated: Micros;
  readonly unallocated: Micros;
  readonly childCount: number;
}

/** Months whose mean stands for the months ahead where no forecast is stored. */
const MOVING_AVERAGE = 3;

/** Figures of several budgets. The outlook stands on the latest stored forecast, else on a moving average of three months. */
export function readFigures(
  reader: Reader,
  budgets: readonly Budget[],
  asOf: Day,
): Map<string, BudgetFigures> {
  const openMonth = firstOpenMonth(reader, asOf);
  const forecasts = readLatestForecasts(
    reader,
    asOf,
    budgets.map(({ id }) => id),
  );
  const bounds = readSettings(reader).statusBounds;
  const openByRoot = new Map<string, Map<string, Micros>>();
  const directOfOpenMonth = (root: Budget): Map<string, Micros> => {
    const known = openByRoot.get(root.id) ?? readMonthToDay(reader, root.id, root.costBasis, openMonth, asOf);
    openByRoot.set(root.id, known);
    return known;
  };
  const figures = budgets.map((budget): [string, BudgetFigures] => {
    const direct = directOfOpenMonth(rootOf(reader, budget));
    const monthToDate = sumMicros(readSubtree(reader, budget.id).map((id) => direct.get(id) ?? ZERO));
    const months = new Map(readBudgetMonths(reader, budget.id).map(({ month, total }) => [month, total]));
    const period = budget.plan.map((_, index) => addMonths(budget.startMonth, index));
    const complete = sumMicros(
      period.filter((month) => month < openMonth).map((month) => months.get(month) ?? ZERO),
    );
    const spent = toMicros(complete + (period.includes(openMonth) ? monthToDate : ZERO));
    const recent = Array.from(
      { length: MOVING_AVERAGE },
      (_, index) => months.get(addMonths(openMonth, -1 - index)) ?? ZERO,
    );
    const average = toMicros(sumMicros(recent) / BigInt(MOVING_AVERAGE));
    const forecast = forecasts.get(budget.id);
    const ahead = period
      .filter((month) => month >= openMonth)
      .map((month) => meanOf(forecast, month) ?? average);
    const stored = forecast !== undefined && forecast.asOf === asOf ? forecast.atCompletion : null;
    const atCompletion =
      stored ??
      toMicros(complete + larger(sumMicros(ahead), period.includes(openMonth) ? monthToDate : ZERO));
    const planned = planToDate(budget, asOf);
    const allocated = sumMicros(readChildren(reader, budget.id).map(({ amount }) => amount));
    return [
      budget.id,
      {
        spent,
        planToDate: planned,
        remaining: toMicros(budget.amount - spent),
        utilization: shareOf(spent, budget.amount),
        pace: shareOf(spent, planned),
        status: ladderStep(spent, budget.amount, bounds),
        outlook: ladderStep(larger(atCompletion, spent), budget.amount, bounds),
        atCompletion,
        breachProbability: forecast?.breach?.probability ?? null,
        allocated,
        unallocated: toMicros(budget.amount - allocated),
        childCount: readChildren(reader, budget.id).length,
      },
    ];
  });
  return new Map(figures);
}

function meanOf(forecast: StoredForecast | undefined, month: string): Micros | undefined {
  return forecast?.points.find((point) => point.month === month)?.mean;
}

function larger(a: Micros, b: Micros): Micros {
  return a > b ? a : b;
}
