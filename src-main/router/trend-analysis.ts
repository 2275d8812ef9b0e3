import type { Outputs } from '#shared/contract/contract.ts';
import { DRIVER_DIMENSIONS } from '#shared/domain/alert.ts';
import { addMonths, firstDayOf, lastDayOf, monthOf, type Day } from '#shared/domain/calendar.ts';
import { dimensionValue } from '#shared/domain/cost.ts';
import { fromUnits, money, toMicros } from '#shared/domain/money.ts';
import { analyzeTrend } from '#shared/engine/trends/index.ts';
import type { Reader } from '../store/reader.ts';
import { readSeries } from '../store/series.ts';
import { readSettings } from '../store/settings.ts';
import { readDailySpend } from '../store/spend.ts';
import { readKnownBudget, type KnownBudget, type Standpoint } from './known-budget.ts';
import { filledValues } from './one-off-choices.ts';
import type { Question } from './question.ts';

type TrendAnswer = Outputs['trends']['analyze']['data'];

/** Level, slope, season, shifts and spikes of what a budget spends. */
export const trendAnalysis: Question<Standpoint, TrendAnswer> = { name: 'trend', answer: trendOf };

/** What made a spike: for each dimension the value that rose most against the mean of the other months. */
function spikeDrivers(
  reader: Reader,
  { budget, seriesIds, portions }: KnownBudget,
  date: Day,
): TrendAnswer['spikes'][number]['drivers'] {
  const month = monthOf(date);
  const { tagMapping } = readSettings(reader);
  const from = firstDayOf(addMonths(month, -3));
  const to = lastDayOf(month);
  const days = { seriesIds: seriesIds(), portions, basis: budget.costBasis, from, to };
  const daily = readDailySpend(reader, days);
  const series = new Map(readSeries(reader, portions).map((one) => [one.id, one]));
  return DRIVER_DIMENSIONS.flatMap((dimension) => {
    const change = new Map<string, bigint>();
    for (const { day, seriesId, amount } of daily) {
      const one = series.get(seriesId);
      if (one === undefined) continue;
      const value = dimensionValue(one, dimension, tagMapping);
      change.set(value, (change.get(value) ?? 0n) + (monthOf(day) === month ? amount * 3n : -amount));
    }
    const [top] = [...change].sort(([, a], [, b]) => (a === b ? 0 : a > b ? -1 : 1));
    return top === undefined || top[1] <= 0n
      ? []
      : [{ dimension, value: top[0], amount: money(toMicros(top[1] / 3n), budget.currency) }];
  });
}

function trendOf(reader: Reader, standpoint: Standpoint): TrendAnswer {
  const known = readKnownBudget(reader, standpoint);
  const { budget, history } = known;
  const amount = (units: number) => money(fromUnits(units), budget.currency);
  const trend = analyzeTrend({ values: filledValues(history), start: history.startMonth });
  const complete = history.values.map((value, index) => ({
    month: addMonths(history.startMonth, index),
    spent: money(value, budget.currency),
    complete: true,
  }));
  const open =
    history.monthToDate === 0n
      ? []
      : [{ month: history.nextMonth, spent: money(history.monthToDate, budget.currency), complete: false }];
  return {
    baseline: amount(trend.baseline),
    slopePerMonth: amount(trend.slopePerMonth),
    slopeSignificance: trend.slopeSignificance,
    seasonality: { ...trend.seasonality, indices: [...trend.seasonality.indices] },
    shifts: trend.shifts.map((shift) => ({ date: shift.date, amount: amount(shift.amount) })),
    spikes: trend.spikes.map((spike) => ({
      date: spike.date,
      amount: amount(spike.amount),
      drivers: spikeDrivers(reader, known, spike.date),
    })),
    growthPerYear: trend.growthPerYear,
    months: [...complete, ...open],
  };
}
