import { DRIVER_DIMENSIONS, type AlertDriver } from '#shared/domain/alert.ts';
import type { Budget } from '#shared/domain/budget.ts';
import {
  addDays,
  addMonths,
  firstDayOf,
  monthOf,
  monthsBetween,
  type Day,
  type Month,
} from '#shared/domain/calendar.ts';
import { dimensionValue, type Dimension, type TagMapping } from '#shared/domain/cost.ts';
import { toMicros, type Micros } from '#shared/domain/money.ts';
import { foldValue } from '#shared/engine/budgets/scope.ts';
import { planToDate } from '#shared/engine/budgets/status.ts';
import { topDrivers, type DriverPart } from '#shared/engine/alerts/drivers.ts';
import { readOwnSeries, readSeriesSpend } from '../store/series-spend.ts';
import type { Reader } from '../store/reader.ts';
import { remembered } from '../store/remembered.ts';
import { readSettings } from '../store/settings.ts';
import { readSeries, type StoredSeries } from '../store/series.ts';
import { countingPortions } from '../store/spend.ts';
import { readSubtree } from './budget-tree.ts';
import { readPinnedPlans } from './pinned-plans.ts';

/** What the drivers of several budgets are worked out from, read once. */
export interface DriverSource {
  readonly portions: string;
  /** By dimension, the value of each series in the spelling that is shown. */
  readonly values: ReadonlyMap<Dimension, ReadonlyMap<number, string>>;
}

export function readDriverSource(reader: Reader): DriverSource {
  const portions = countingPortions(reader);
  const { tagMapping } = readSettings(reader);
  const key = `driver values ${portions} ${JSON.stringify(tagMapping)}`;
  const values = remembered(reader, key, () => {
    const series = readSeries(reader, portions);
    return new Map(
      DRIVER_DIMENSIONS.map((dimension) => [dimension, valuesOf(series, dimension, tagMapping)]),
    );
  });
  return { portions, values };
}

/** Values that differ in case alone are one, in the spelling of the first series. */
function valuesOf(
  series: readonly StoredSeries[],
  dimension: Dimension,
  mapping: TagMapping,
): ReadonlyMap<number, string> {
  const spellings = new Map<string, string>();
  return new Map(
    series.map((one) => {
      const value = dimensionValue(one, dimension, mapping);
      const folded = foldValue(value);
      const shown = spellings.get(folded) ?? value;
      spellings.set(folded, shown);
      return [one.id, shown];
    }),
  );
}

/**
 * The three values of service, region and team that moved a budget's spend most, against the plan of the budgets below
 * that pin them, else against their part in as many months before the period.
 */
export function readDrivers(reader: Reader, budget: Budget, asOf: Day, source: DriverSource): AlertDriver[] {
  const elapsed = monthsBetween(budget.startMonth, monthOf(asOf)) + 1;
  if (elapsed <= 0) return [];
  const series = readOwnSeries(
    reader,
    budget.parentId === null ? { rootId: budget.id } : { budgetIds: readSubtree(reader, budget.id) },
  );
  const spend = (from: Month, to: Day) =>
    readSeriesSpend(reader, series, budget.costBasis, from, to, source.portions);
  const end = addMonths(budget.startMonth, budget.months);
  const through = monthOf(asOf) < end ? asOf : addDays(firstDayOf(end), -1);
  const before = addDays(firstDayOf(budget.startMonth), -1);
  const actual = spend(budget.startMonth, through);
  const previous = spend(addMonths(budget.startMonth, -Math.min(elapsed, budget.months)), before);
  const pinned = readPinnedPlans(reader, budget, DRIVER_DIMENSIONS, asOf);
  const parts = DRIVER_DIMENSIONS.flatMap((dimension) => {
    const plans = pinned.get(dimension) ?? new Map<string, Micros>();
    const valueOf = source.values.get(dimension) ?? new Map<number, string>();
    return partsOf(dimension, byValue(actual, valueOf), byValue(previous, valueOf), plans);
  });
  return topDrivers(parts, planToDate(budget, asOf));
}

function partsOf(
  dimension: Dimension,
  actual: ReadonlyMap<string, Micros>,
  previous: ReadonlyMap<string, Micros>,
  plans: ReadonlyMap<string, Micros>,
): DriverPart[] {
  return [...actual].map(([value, amount]) => ({
    dimension,
    value,
    actual: amount,
    plan: plans.get(foldValue(value)) ?? null,
    previous: previous.size === 0 ? null : (previous.get(value) ?? toMicros(0)),
  }));
}

function byValue(
  spend: ReadonlyMap<number, Micros>,
  valueOf: ReadonlyMap<number, string>,
): Map<string, Micros> {
  const sums = new Map<string, Micros>();
  for (const [seriesId, amount] of spend) {
    const value = valueOf.get(seriesId) ?? '';
    sums.set(value, toMicros((sums.get(value) ?? 0n) + amount));
  }
  return sums;
}
