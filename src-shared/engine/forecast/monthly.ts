import { addMonths, daysInMonth, type Month } from '../../domain/calendar.ts';
import type { ForecastModel } from '../../domain/forecast.ts';
import { prepareSeries, type Adjustment, type PreparedSeries, type Treatment } from './prepare.ts';
import { forecastValues, type SeriesForecast } from './series.ts';
import { log } from '../elementary.ts';

export interface MonthlyRequest {
  /** Spend of complete months in currency units, oldest first; null where a month is missing. */
  readonly values: readonly (number | null)[];
  /** The month of the first value. */
  readonly startMonth: Month;
  readonly horizon: number;
  /** Levels of the central intervals in percent; default 80 and 95. */
  readonly levels?: readonly number[];
  readonly model?: ForecastModel;
  /** Months of a cycle; default 12. */
  readonly season?: number;
  readonly seed?: number;
  /** Default: when no value is negative. */
  readonly nonNegative?: boolean;
  /** Number of joint sample paths; default 500. */
  readonly paths?: number;
  /** Take one-offs as they stand instead of holding them back; default false. */
  readonly keepOneOffs?: boolean;
  /** What somebody decided about single months; see `prepareSeries`. */
  readonly treatments?: readonly Treatment[];
}

export interface MonthlyForecast extends SeriesForecast {
  /** Whether months were compared by their spend a day, because that made them more alike. */
  readonly byDays: boolean;
}

/**
 * Forecasts monthly spend: mean, calibrated intervals, joint sample paths, back-test scores and the reason for the model.
 * Where spend a day is steadier than spend a month, months are forecast by the day and multiplied by their days, so that
 * February is expected to be short. Deterministic for a seed.
 *
 * @example forecastMonthly({ values: [100, 100, 100], startMonth: '2026-01', horizon: 1 }).mean // [100]
 */
export function forecastMonthly(request: MonthlyRequest): MonthlyForecast {
  const { values, startMonth, horizon } = request;
  const days = (index: number): number => daysInMonth(addMonths(startMonth, index)) / MEAN_DAYS;
  const byDays = isSteadierByDays(values, days);
  const forecast = forecastValues({
    values: byDays ? values.map((value, index) => (value === null ? null : value / days(index))) : values,
    season: request.season ?? MONTHS_OF_YEAR,
    horizon,
    levels: request.levels ?? [80, 95],
    model: request.model ?? 'auto',
    seed: request.seed ?? 0,
    paths: request.paths ?? 500,
    keepOneOffs: request.keepOneOffs ?? false,
    treatments: request.treatments ?? [],
    ...(request.nonNegative === undefined ? {} : { nonNegative: request.nonNegative }),
  });
  if (values.length === 0) return { ...forecast, why: NOTHING_KNOWN, byDays };
  return byDays ? { ...inMonths(forecast, days, values.length), byDays } : { ...forecast, byDays };
}

type History = Pick<MonthlyRequest, 'values' | 'startMonth' | 'treatments'>;

/** The months that a forecast holds back by itself, with what it takes instead: as if nobody had decided anything. */
export function heldBackMonths({ values, startMonth }: Omit<History, 'treatments'>): readonly Adjustment[] {
  return prepareMonths({ values, startMonth }).adjustments.filter(({ reason }) => reason === 'oneOff');
}

/** What a forecast takes for every month of a history. */
export function treatedMonths(history: History): Float64Array {
  return prepareMonths(history).clean;
}

/** The preparation of `forecastMonthly`, in spend by the month. */
function prepareMonths({ values, startMonth, treatments = [] }: History): Omit<PreparedSeries, 'values'> {
  const days = (index: number): number => daysInMonth(addMonths(startMonth, index)) / MEAN_DAYS;
  const unit = isSteadierByDays(values, days) ? days : () => 1;
  const perUnit = values.map((value, index) => (value === null ? null : value / unit(index)));
  const { clean, adjustments } = prepareSeries(perUnit, MONTHS_OF_YEAR, { treatments });
  return {
    clean: clean.map((value, index) => value * unit(index)),
    adjustments: adjustments.map((one) => ({
      ...one,
      from: values[one.index]!,
      to: one.to * unit(one.index),
    })),
  };
}

const MONTHS_OF_YEAR = 12;
const MEAN_DAYS = 365.25 / 12;
/** Zeros would look like an expectation. */
const NOTHING_KNOWN =
  'There is no complete month with spend to forecast from: the months ahead stand at zero until there is one.';
const FEWEST_MONTHS = 6;
/** Spend a day has to be clearly steadier, else noise would decide. */
const STEADIER = 0.9;

function isSteadierByDays(values: readonly (number | null)[], days: (index: number) => number): boolean {
  if (values.length < FEWEST_MONTHS || values.some((value) => value === null || !(value > 0))) return false;
  const logs = values.map((value) => log(value ?? 1));
  const roughness = (series: readonly number[]): number =>
    series
      .slice(2)
      .reduce((sum, value, index) => sum + Math.abs(value - 2 * series[index + 1]! + series[index]!), 0);
  const plain = roughness(logs);
  return roughness(logs.map((value, index) => value - log(days(index)))) < STEADIER * plain;
}

/** A forecast by the day in spend by the month. */
function inMonths(forecast: SeriesForecast, days: (index: number) => number, known: number): SeriesForecast {
  const ahead = (step: number): number => days(known + step);
  return {
    ...forecast,
    why: `${forecast.why} Months were compared by their spend a day.`,
    mean: forecast.mean.map((value, step) => value * ahead(step)),
    intervals: Object.fromEntries(
      Object.entries(forecast.intervals).map(([level, limits]) => [
        level,
        limits.map(([low, high], step) => [low * ahead(step), high * ahead(step)] as const),
      ]),
    ),
    paths: forecast.paths.map((path) => path.map((value, step) => value * ahead(step))),
    fitted: forecast.fitted.map((value, index) => value * days(index)),
    adjustments: forecast.adjustments.map((one) => ({
      ...one,
      from: one.from === null ? null : one.from * days(one.index),
      to: one.to * days(one.index),
    })),
  };
}
