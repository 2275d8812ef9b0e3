import { addMonths, monthOf, monthRange, type Day, type Month } from '#shared/domain/calendar.ts';
import type { Budget, BudgetStatus, StatusBounds } from '#shared/domain/budget.ts';
import type { StoredForecast } from '#shared/domain/forecast.ts';
import { sumMicros, toMicros, ZERO, type Micros } from '#shared/domain/money.ts';
import { rollOver, type RolloverMonth } from '#shared/engine/budgets/phasing.ts';
import { budgetFigures } from '#shared/engine/budgets/status.ts';
import { readUpwards, type Standpoint } from '../store/ancestors.ts';
import { readAllocated, readBudget } from '../store/budgets.ts';
import { readMonthsOf } from '../store/budget-months.ts';
import { readLatestForecasts } from '../store/forecasts.ts';
import { readSpentToDay, type Totals } from '../store/month-to-day.ts';
import type { Reader } from '../store/reader.ts';
import { readSettings } from '../store/settings.ts';
import { isKept, readKeptToDate } from '../store/to-date.ts';
import { firstOpenMonth } from '../store/open-month.ts';

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
  /** Spent in each month of the period as far as it is known: the complete ones, and the open one to asOf. */
  readonly spentByMonth: readonly Micros[];
  /** Expected of each month of the period from the first that is not complete. */
  readonly ahead: readonly Micros[];
  /** The months whose spend is known, in order, with what each may spend; only of a budget with rollover. */
  readonly carried?: readonly RolloverMonth[];
}

/** What a budget's figures follow from, beside the budget. */
export interface SpendAround {
  readonly asOf: Day;
  readonly bounds: StatusBounds;
  /** The first month that is not complete. */
  readonly openMonth: Month;
  /** Spend by complete month, with all below. */
  readonly months: ReadonlyMap<Month, Micros>;
  /** Spend of the open month to asOf. */
  readonly monthToDate: Micros;
  readonly forecast: StoredForecast | undefined;
  readonly allocated: { readonly amount: bigint; readonly count: number } | undefined;
}

/** Months whose mean stands for the months ahead where no forecast is stored. */
const MOVING_AVERAGE = 3;

/** Figures of several budgets. The outlook stands on the latest stored forecast, else on a moving average of three months. */
export function readFigures(
  reader: Reader,
  budgets: readonly Budget[],
  asOf: Day,
): Map<string, BudgetFigures> {
  const ids = budgets.map(({ id }) => id);
  const openMonth = firstOpenMonth(reader, asOf);
  const bounds = readSettings(reader).statusBounds;
  const forecasts = readLatestForecasts(reader, asOf, ids);
  const months = readMonthsOf(reader, budgets, openMonth, MOVING_AVERAGE);
  const allocated = readAllocated(reader, ids);
  const toDate = readOpenMonth(reader, budgets, openMonth, asOf);
  return new Map(
    budgets.map((budget) => [
      budget.id,
      figuresOf(budget, {
        asOf,
        bounds,
        openMonth,
        months: months.get(budget.id) ?? new Map(),
        monthToDate: toDate.get(budget.id) ?? ZERO,
        forecast: forecasts.get(budget.id),
        allocated: allocated.get(budget.id),
      }),
    ]),
  );
}

/** Spend of the open month: as kept, or root by root from the facts. */
function readOpenMonth(reader: Reader, budgets: readonly Budget[], month: Month, asOf: Day): Totals {
  const ids = budgets.map(({ id }) => id);
  if (isKept(reader, month, asOf)) return readKeptToDate(reader, ids);
  const rootOf = rootFinder(readUpwards(reader, ids));
  return new Map(
    [...Map.groupBy(ids, rootOf)].flatMap(([rootId, group]) => {
      const root = readBudget(reader, rootId);
      return root === undefined ? [] : [...readSpentToDay(reader, root, group, month, asOf)];
    }),
  );
}

function rootFinder(budgets: ReadonlyMap<string, Standpoint>): (id: string) => string {
  const known = new Map<string, string>();
  const rootOf = (id: string): string => {
    const parent = budgets.get(id)?.parentId ?? null;
    const root = known.get(id) ?? (parent === null ? id : rootOf(parent));
    known.set(id, root);
    return root;
  };
  return rootOf;
}

/** The figures of one budget from what is known of its spend. */
export function figuresOf(budget: Budget, around: SpendAround): BudgetFigures {
  const { asOf, bounds, openMonth, months, monthToDate, forecast } = around;
  const period = monthRange(budget.startMonth, budget.plan.length);
  const isOpen = period.includes(openMonth);
  const past = period.filter((month) => month < openMonth);
  const complete = sumMicros(past.map((month) => months.get(month) ?? ZERO));
  const spent = toMicros(complete + (isOpen ? monthToDate : ZERO));
  const recent = Array.from(
    { length: MOVING_AVERAGE },
    (_, index) => months.get(addMonths(openMonth, -1 - index)) ?? ZERO,
  );
  const average = toMicros(sumMicros(recent) / BigInt(MOVING_AVERAGE));
  const means = new Map(forecast?.points.map(({ month, mean }) => [String(month), mean]));
  const ahead = period.slice(past.length).map((month) => means.get(month) ?? average);
  const stored = forecast !== undefined && forecast.asOf === asOf ? forecast.atCompletion : null;
  const expected = toMicros(complete + larger(sumMicros(ahead), isOpen ? monthToDate : ZERO));
  const atCompletion = stored ?? expected;
  const { status, outlook, pace, planToDate, remaining, utilization } = budgetFigures({
    budget,
    asOf,
    spent,
    forecast: atCompletion,
    bounds,
  });
  const allocated = toMicros(around.allocated?.amount ?? 0n);
  return {
    spent,
    planToDate,
    remaining,
    utilization,
    pace,
    status,
    outlook,
    atCompletion,
    breachProbability: forecast?.breach?.probability ?? null,
    allocated,
    unallocated: toMicros(budget.amount - allocated),
    childCount: around.allocated?.count ?? 0,
    ahead,
    spentByMonth: knownMonths(period, around).map((month) => spentIn(month, around)),
    ...(budget.rollover !== null && { carried: carriedOf(budget, around) }),
  };
}

/** Months after that of asOf, or after the open one, are left out: what comes into them is not known yet. */
function carriedOf({ startMonth, plan, rollover }: Budget, around: SpendAround): RolloverMonth[] {
  const period = monthRange(startMonth, plan.length);
  const begun = knownMonths(period, around);
  const spent = begun.map((month) => spentIn(month, around));
  return rollOver(plan.slice(0, begun.length), spent, rollover?.cap);
}

function knownMonths(period: readonly Month[], { openMonth, asOf }: SpendAround): readonly Month[] {
  const last = openMonth < monthOf(asOf) ? openMonth : monthOf(asOf);
  return period.filter((month) => month <= last);
}

function spentIn(month: Month, { openMonth, monthToDate, months }: SpendAround): Micros {
  return (month === openMonth ? monthToDate : months.get(month)) ?? ZERO;
}

function larger(a: Micros, b: Micros): Micros {
  return a > b ? a : b;
}
