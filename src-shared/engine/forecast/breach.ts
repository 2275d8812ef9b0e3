import { addMonths, daysInMonth, firstDayOf, addDays, type Day, type Month } from '../../domain/calendar.ts';

export interface BreachRequest {
  /** Spend of the period's complete months in units, oldest first. */
  readonly spentByMonth: readonly number[];
  /** Joint paths; their first step is the month after those. */
  readonly paths: readonly Float64Array[];
  readonly startMonth: Month;
  /** Months of the budget's period. */
  readonly months: number;
  /** The budget of the period in units. */
  readonly amount: number;
}

/** As `Breach` of the domain, in units. */
export interface BreachOdds {
  /** Share of the paths whose spend of the whole period is above the amount. */
  readonly probability: number;
  /** The day by which half of all paths have crossed; null where fewer than half do. */
  readonly medianDate: Day | null;
  /** 5 % and 95 % points of the crossing day among the paths that cross. */
  readonly earliest: Day | null;
  readonly latest: Day | null;
  /** Mean over all paths of what is spent above the amount. */
  readonly expectedOverrun: number;
}

/**
 * The odds that the spend of the period passes the budget, and when: from joint paths, so that months which are high
 * together count together. Within a month spend falls evenly on the days. Spend above the amount already: probability 1
 * unless credits on the path bring it back.
 *
 * @example breachOf({ spentByMonth: [60], paths: [Float64Array.of(62)], startMonth: '2026-01', months: 2, amount: 91 })
 * // probability 1, on 2026-02-14, expected overrun 31
 */
export function breachOf({ spentByMonth, paths, startMonth, months, amount }: BreachRequest): BreachOdds {
  const done = spentByMonth.slice(0, months);
  const crossings: number[] = [];
  let overrun = 0;
  const rows = paths.length > 0 ? paths : [new Float64Array(0)];
  for (const path of rows) {
    const total = totalOf(done, path, months);
    if (!(total > amount)) continue;
    overrun += total - amount;
    crossings.push(crossingPlace(done, path, months, amount));
  }
  crossings.sort((a, b) => a - b);
  const dayAt = (rank: number): Day | null => {
    const place = crossings[Math.min(crossings.length - 1, Math.max(0, rank))];
    return place === undefined ? null : dayOf(startMonth, place);
  };
  const half = Math.ceil(rows.length / 2);
  return {
    probability: crossings.length / rows.length,
    medianDate: crossings.length >= half ? dayAt(half - 1) : null,
    earliest: dayAt(Math.floor(crossings.length * 0.05)),
    latest: dayAt(Math.ceil(crossings.length * 0.95) - 1),
    expectedOverrun: overrun / rows.length,
  };
}

function totalOf(done: readonly number[], path: Float64Array, months: number): number {
  let total = 0;
  for (const value of done) total += value;
  const left = Math.min(path.length, months - done.length);
  for (let step = 0; step < left; step += 1) total += path[step]!;
  return total;
}

/** Months from the start, with a fraction, at which the running sum first passes the amount. */
function crossingPlace(done: readonly number[], path: Float64Array, months: number, amount: number): number {
  let sum = 0;
  for (let month = 0; month < months; month += 1) {
    const value = month < done.length ? done[month]! : (path[month - done.length] ?? 0);
    if (sum + value > amount) return month + (value > 0 ? Math.max(0, amount - sum) / value : 0);
    sum += value;
  }
  return months - 1e-9;
}

function dayOf(start: Month, place: number): Day {
  const month = addMonths(start, Math.floor(place));
  const length = daysInMonth(month);
  return addDays(firstDayOf(month), Math.min(length - 1, Math.floor((place % 1) * length)));
}
