import type { Budget } from '#shared/domain/budget.ts';
import { addMonths, lastDayOf, monthsBetween, type Day } from '#shared/domain/calendar.ts';
import type { Breach } from '#shared/domain/forecast.ts';
import { fromUnits, toMicros, toUnits, type Micros } from '#shared/domain/money.ts';
import { breachOf } from '#shared/engine/forecast/index.ts';
import { quantile } from '#shared/engine/forecast/line.ts';
import { readLastDataChange } from '../store/alerts.ts';
import { readRevisions } from '../store/budgets.ts';
import { readLatestForecasts } from '../store/forecasts.ts';
import type { Reader } from '../store/reader.ts';
import { readHistory, type BudgetHistory } from './budget-history.ts';
import { readBaselinePaths } from './forecast-baseline.ts';
import { readOneOffState } from '../store/one-offs.ts';
import { spentOfPeriod, USUAL_HORIZON } from './forecast-run.ts';

/** What a budget's period is heading for. */
export interface Outlook {
  /** Spend so far and the forecast to the period's end. */
  readonly atCompletion: Micros;
  readonly breach: Breach;
  /** Width of the central 80 % of the period's total, as a fraction of its mean. */
  readonly spread: number;
}

/** Outlooks of the same figures in the same tree are the same; kept because every edit asks for those of a whole tree. */
const known = new Map<string, Outlook>();
const MOST_KNOWN = 20_000;

/**
 * The outlook of a budget at asOf: of the forecast stored for that day, with the changes planned in it, as long as neither
 * data nor budget have changed since; else of the baseline, modelled as a plain forecast would be. Null where there is no
 * complete month to go by, or the period is over.
 */
export function readOutlook(reader: Reader, budget: Budget, asOf: Day): Outlook | null {
  if (asOf >= lastDayOf(addMonths(budget.startMonth, budget.months - 1))) return null;
  const history = readHistory(reader, budget, asOf);
  if (history.values.length === 0) return null;
  const modelled = remembered(reader, budget, history, asOf);
  const stored = freshForecast(reader, budget, asOf);
  if (stored?.breach == null) return modelled;
  return { ...modelled, atCompletion: stored.atCompletion, breach: stored.breach };
}

function remembered(reader: Reader, budget: Budget, history: BudgetHistory, asOf: Day): Outlook {
  const key = [
    reader.state(),
    asOf,
    budget.id,
    budget.startMonth,
    budget.months,
    budget.amount,
    history.startMonth,
    history.monthToDate,
    readOneOffState(reader),
    ...history.gaps,
    ...history.values,
  ].join(' ');
  let outlook = known.get(key);
  if (outlook === undefined) {
    if (known.size >= MOST_KNOWN) known.clear();
    outlook = modelOutlook(reader, budget, history, asOf);
    known.set(key, outlook);
  }
  return outlook;
}

function modelOutlook(reader: Reader, budget: Budget, history: BudgetHistory, asOf: Day): Outlook {
  const remaining = Math.max(
    1,
    monthsBetween(history.nextMonth, addMonths(budget.startMonth, budget.months)),
  );
  const horizon = Math.max(remaining, USUAL_HORIZON);
  const { mean, paths } = readBaselinePaths(reader, budget, history, asOf, {
    model: 'auto',
    levels: [80],
    horizon,
  });
  const spent = spentOfPeriod(budget, history).map(toUnits);
  const ahead = Math.max(0, monthsBetween(history.nextMonth, budget.startMonth));
  const rest = paths.map((path) => path.subarray(ahead, remaining));
  const odds = breachOf({
    spentByMonth: spent,
    paths: rest,
    startMonth: budget.startMonth,
    months: budget.months,
    amount: toUnits(budget.amount),
  });
  const done = sum(spent);
  const totals = rest.map((path) => done + sum(path));
  const expected = done + sum(mean.subarray(ahead, remaining));
  return {
    atCompletion: fromUnits(expected),
    breach: { ...odds, expectedOverrun: fromUnits(odds.expectedOverrun) },
    spread: expected > 0 ? (quantile(totals, 0.9) - quantile(totals, 0.1)) / expected : 0,
  };
}

/** The plain forecast stored for this very day, unless data or budget have changed since. */
function freshForecast(reader: Reader, budget: Budget, asOf: Day) {
  const stored = readLatestForecasts(reader, asOf, [budget.id]).get(budget.id);
  if (stored === undefined || stored.asOf !== asOf) return undefined;
  const [revision] = readRevisions(reader, budget.id);
  const changed = [revision?.at ?? '', readLastDataChange(reader) ?? ''];
  return changed.every((at) => at <= stored.createdAt) ? stored : undefined;
}

function sum(values: ArrayLike<number>): number {
  let total = 0;
  for (let index = 0; index < values.length; index += 1) total += values[index] ?? 0;
  return total;
}

/** Months of the period so far whose spend passed their plan by more than noise. */
export function countOverruns(budget: Budget, spentByMonth: readonly Micros[]): number {
  return spentByMonth.filter((spent, index) => {
    const plan = budget.plan[index];
    return plan !== undefined && spent > toMicros(plan + plan / OVERRUN_NOISE);
  }).length;
}

/** A month may pass its plan by a twentieth before it counts as an overrun. */
const OVERRUN_NOISE = 20n;
