/** Turns a baseline and its planned paths into the series of a fan; pure, so that a lever can call it once a frame. */
import { addMonths, monthNumber, monthsBetween, toMonth, type Month } from '#shared/domain/calendar.ts';
import { columnQuantiles } from '#shared/engine/forecast/paths.ts';
import type { FanBand } from '#shared/charts/fan-bands.ts';
import type { FanSeries } from '#shared/charts/fan.ts';
import type { Outputs } from '#shared/contract/contract.ts';
import { levelText, shortMonthText } from '../format/style.ts';

export type PathsAnswer = Outputs['forecasts']['paths']['data'];
export type FanKind = 'cumulative' | 'monthly';

/** The baseline as the engine takes it: history, plan, and joint paths in currency units. */
export interface Baseline {
  readonly currency: string;
  readonly startMonth: Month;
  readonly mean: readonly number[];
  readonly paths: readonly Float64Array[];
  readonly months: readonly { readonly month: Month; readonly plan: number; readonly spent: number }[];
  readonly shares: Readonly<Record<string, number>>;
  readonly history: ReadonlyMap<string, number>;
  readonly seed: number;
}

export function baselineOf(answer: PathsAnswer): Baseline {
  const historyStart = toMonth(answer.historyStart);
  return {
    currency: answer.currency,
    startMonth: toMonth(answer.startMonth),
    mean: answer.mean,
    paths: answer.paths.map((path) => Float64Array.from(path)),
    months: answer.budgetMonths.map(({ month, plan, spent }) => ({ month: toMonth(month), plan, spent })),
    shares: answer.shares,
    history: new Map(answer.history.map((value, index) => [addMonths(historyStart, index), value])),
    seed: answer.seed,
  };
}

/** The bands of a fan where nobody chose others, in percent of the outcomes. */
export const USUAL_LEVELS: readonly number[] = [50, 80, 95];

/** `50, 80 and 95 %`. */
export function levelsText(levels: readonly number[]): string {
  const [last = '', ...others] = levels.map(levelText).reverse();
  return `${others.length === 0 ? '' : `${others.reverse().join(', ')} and `}${last} %`;
}

/** Months of the budget's period that are complete. */
export function doneMonths({ months, startMonth }: Baseline): number {
  return months.filter(({ month }) => monthNumber(month) < monthNumber(startMonth)).length;
}

/** How many forecast months lie before the period begins; 0 once it has begun. */
export function monthsAhead({ months, startMonth }: Baseline): number {
  const [first] = months;
  return first === undefined ? 0 : Math.max(0, monthsBetween(startMonth, first.month));
}

/**
 * The fan of a budget's period: its plan, what was spent, and the forecast of the months that are left, either as running
 * sums or month by month. Bands begin at the last actual month.
 */
export function fanSeries(
  baseline: Baseline,
  planned: { readonly mean: ArrayLike<number>; readonly paths: readonly Float64Array[] },
  kind: FanKind,
  scenario?: string,
  baseMean?: ArrayLike<number>,
  levels: readonly number[] = USUAL_LEVELS,
): FanSeries {
  const { months } = baseline;
  const done = doneMonths(baseline);
  const ahead = monthsAhead(baseline);
  const left = Math.min(months.length - done, Math.max(0, planned.mean.length - ahead));
  const isSum = kind === 'cumulative';
  const spent = months.slice(0, done).map(({ spent: value }) => value);
  const actual = isSum ? sums(spent) : spent;
  const last = actual.at(-1) ?? 0;
  const expectedOf = (mean: ArrayLike<number>): number[] => {
    const future = Array.from({ length: left }, (_, step) => mean[ahead + step] ?? 0);
    return isSum ? sums(future, last) : future;
  };
  const before = nulls(Math.max(0, done - 1));
  // Where nothing is ahead, nothing begins at the last actual month either.
  const joint = done === 0 || left === 0 ? [] : [last];
  const pad = (values: readonly number[]): (number | null)[] => [...before, ...joint, ...values];
  const prior = months.map(({ month }) => baseline.history.get(addMonths(month, -12)));
  const priorYear = prior.every((value) => value !== undefined) ? (isSum ? sums(prior) : prior) : undefined;
  const plan = months.map(({ plan: value }) => value);
  return {
    labels: months.map(({ month }) => shortMonthText(month)),
    budget: isSum ? sums(plan) : plan,
    actual: [...actual, ...nulls(months.length - done)],
    forecast: pad(expectedOf(planned.mean)),
    ...(baseMean === undefined ? {} : { base: pad(expectedOf(baseMean)) }),
    ...(priorYear === undefined ? {} : { priorYear }),
    bands: bandsOf(planned.paths, levels, { ahead, left, isSum, last }, pad),
    ...(scenario === undefined ? {} : { scenario }),
  };
}

function bandsOf(
  paths: readonly Float64Array[],
  levels: readonly number[],
  frame: { readonly ahead: number; readonly left: number; readonly isSum: boolean; readonly last: number },
  pad: (values: readonly number[]) => (number | null)[],
): FanBand[] {
  const { ahead, left, isSum, last } = frame;
  if (paths.length === 0 || left === 0) return [];
  const rows = paths.map((path) => {
    const part = path.slice(ahead, ahead + left);
    return isSum ? Float64Array.from(sums(part, last)) : part;
  });
  const shares = levels.flatMap((level) => [0.5 - level / 200, 0.5 + level / 200]);
  const quantiles = columnQuantiles(rows, shares);
  return levels.map((level, index) => ({
    level,
    lower: pad([...(quantiles[index * 2] ?? [])]),
    upper: pad([...(quantiles[index * 2 + 1] ?? [])]),
  }));
}

/** Running sums from a start: `sums([1, 2], 10) // [11, 13]`. */
function sums(values: Iterable<number>, start = 0): number[] {
  let total = start;
  return Array.from(values, (value) => (total += value));
}

function nulls(count: number): null[] {
  return new Array<null>(Math.max(0, count)).fill(null);
}

/** The period's end as expected: what is spent and the mean of what is left. */
export function expectedTotal(baseline: Baseline, mean: ArrayLike<number>): number {
  const done = doneMonths(baseline);
  const ahead = monthsAhead(baseline);
  let total = 0;
  baseline.months.forEach(({ spent }, index) => {
    total += index < done ? spent : (mean[ahead + index - done] ?? 0);
  });
  return total;
}
