/** Steps ahead that are forecast at most. */
export const LONGEST_HORIZON = 10_000;

/** Steps of a cycle at most; more than the minutes of two months. Models keep a value for each of them. */
export const LONGEST_SEASON = 100_000;

/** The forecast of one series of a table, as the engine gives it. */
export interface ForecastOfSeries {
  readonly id: string;
  /** One value for each step ahead. */
  readonly mean: readonly number[];
  /** By level in percent, the lower and the upper limit of each step. */
  readonly intervals: Readonly<Record<string, readonly (readonly [number, number])[]>>;
}

/** The head of a table of forecasts, ended: `series_id,h,mean,lo95,hi95`, a pair of columns for each level. */
export function seriesHeader(levels: readonly number[]): string {
  return `${['series_id', 'h', 'mean', ...levels.flatMap((level) => [`lo${level}`, `hi${level}`])].join(',')}\n`;
}

/** The rows of a series, each ended; numbers in the shortest form that reads as the same number again. */
export function seriesRows({ id, mean, intervals }: ForecastOfSeries, levels: readonly number[]): string {
  const name = /[",\n\r;]/.test(id) ? `"${id.replaceAll('"', '""')}"` : id;
  return mean
    .map((value, step) => {
      const limits = levels.flatMap((level) => intervals[String(level)]?.[step] ?? []);
      return `${[name, step + 1, value, ...limits].join(',')}\n`;
    })
    .join('');
}
