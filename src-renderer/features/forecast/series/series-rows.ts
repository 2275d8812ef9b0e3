/** A forecast of a series as a picture and tables show it; pure. */
import type { FanSeries } from '#shared/charts/fan.ts';
import { seriesHeader, seriesRows } from '#shared/domain/series-table.ts';
import type { SeriesForecastAnswer } from '#shared/contract/forecast-series.ts';
import type { SeriesAnswer } from './use-series-run.ts';

/** A step of a series: steps that happened count down to 0, those ahead begin with 1. */
export interface SeriesRow {
  readonly series: SeriesForecastAnswer;
  readonly step: number;
  readonly actual: number | null;
  readonly mean: number | null;
  /** Digits behind the point by which the values of its series are written. */
  readonly digits: number;
}

/** The forecast's steps; with what they follow where that is wanted. */
export function rowsOf(series: SeriesForecastAnswer, withHistory: boolean): SeriesRow[] {
  const { history, mean } = series;
  const digits = digitsOf(series);
  const before = history.map((actual, index) => ({
    ...{ series, actual, mean: null, digits },
    step: index + 1 - history.length,
  }));
  const ahead = mean.map((value, index) => ({
    ...{ series, actual: null, mean: value, digits },
    step: index + 1,
  }));
  return withHistory ? [...before, ...ahead] : ahead;
}

/** So many that the largest value of a series is written with six digits. */
function digitsOf({ history, mean }: SeriesForecastAnswer): number {
  const largest = [...history, ...mean].reduce<number>(
    (most, value) => Math.max(most, Math.abs(value ?? 0)),
    0,
  );
  return largest === 0 ? 0 : Math.min(12, Math.max(0, 5 - Math.floor(Math.log10(largest))));
}

/** The fan of a series: forecast and bands begin at the last value that happened. */
export function fanOf(series: SeriesForecastAnswer, levels: readonly number[]): FanSeries {
  const { history, mean, intervals } = series;
  const last = history.at(-1) ?? null;
  const before = new Array<null>(Math.max(0, history.length - 1)).fill(null);
  const padded = (values: readonly number[]): (number | null)[] => [
    ...before,
    ...(history.length === 0 ? [] : [last]),
    ...values,
  ];
  return {
    labels: rowsOf(series, true).map(({ step }) => stepText(step)),
    budget: [],
    actual: [...history, ...mean.map(() => null)],
    forecast: padded(mean),
    bands: levels.map((level) => {
      const limits = intervals[String(level)] ?? [];
      return {
        level,
        lower: padded(limits.map(([low]) => low)),
        upper: padded(limits.map(([, high]) => high)),
      };
    }),
  };
}

/** What a series is called, also where its file leaves that blank. */
export function nameOf({ id }: Pick<SeriesForecastAnswer, 'id'>): string {
  return id.trim() === '' ? 'a series without a name' : id;
}

/** `−3`, `0`, `+1`. */
export function stepText(step: number): string {
  return step > 0 ? `+${step}` : String(step).replace('-', '\u2212');
}

/** The file that the command writes, byte for byte. */
export function fileOf({ levels, forecasts }: SeriesAnswer): Blob {
  const rows = forecasts.map((forecast) => seriesRows(forecast, levels));
  return new Blob([seriesHeader(levels), ...rows], { type: 'text/csv' });
}

/** `load.csv.gz` becomes `load-forecast.csv`. */
export function fileNameOf(source: string): string {
  return `${source.replace(/\.gz$/i, '').replace(/\.[a-z]+$/i, '') || 'series'}-forecast.csv`;
}
