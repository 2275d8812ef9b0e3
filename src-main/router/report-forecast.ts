import { addMonths, monthsBetween, type Day, type Month } from '#shared/domain/calendar.ts';
import type { Budget } from '#shared/domain/budget.ts';
import type { StoredForecast } from '#shared/domain/forecast.ts';
import { fromUnits, sumMicros, toUnits, type Micros } from '#shared/domain/money.ts';
import { readForecasts } from '../store/forecasts.ts';
import type { Reader } from '../store/reader.ts';
import { DEFAULT_FORECAST, runForecast, spentOfPeriod, type ForecastRun } from './forecast-run.ts';

/** The forecast a report prints, with the bands of the running total where they belong to it. */
export interface ReportForecast {
  readonly forecast: StoredForecast;
  readonly atCompletion: Micros;
  /** The mean of each month that is not complete, to the end of the budget's period. */
  readonly means: ReadonlyMap<Month, Micros>;
  readonly cumulativeBands: Readonly<Record<string, readonly (readonly [Micros, Micros])[]>> | null;
}

const LEVELS = [50, 80, 95] as const;

/**
 * The forecast that was stored on the day itself, else the one the engine makes for it now. Null without history, or where no
 * month of the budget's period is left.
 */
export function readReportForecast(reader: Reader, budget: Budget, asOf: Day): ReportForecast | null {
  const stored = readForecasts(reader, budget.id).find(
    (forecast) => forecast.asOf === asOf && forecast.scenario === null,
  );
  const first = runForecast(reader, budget, asOf, { ...DEFAULT_FORECAST, months: 1 });
  if (first.history.values.length === 0) return null;
  const left = monthsBetween(first.history.nextMonth, addMonths(budget.startMonth, budget.months));
  if (left < 1) return null;
  const run = runForecast(reader, budget, asOf, { ...DEFAULT_FORECAST, months: left, levels: LEVELS });
  const fresh = freshForecast(run);
  const agrees =
    stored === undefined || stored.points.every((point) => isSameMean(fresh, point.month, point.mean));
  const forecast = stored ?? fresh;
  const means = new Map([...fresh.points, ...forecast.points].map(({ month, mean }) => [month, mean]));
  return {
    forecast,
    atCompletion: forecast.atCompletion,
    means,
    cumulativeBands: agrees ? bandsOf(run, budget, left) : null,
  };
}

function freshForecast(run: ForecastRun): StoredForecast {
  const { stored } = run;
  return {
    ...stored,
    id: 'made for this report',
    createdAt: '',
    points: stored.points.map((point) => ({
      ...point,
      intervals: Object.fromEntries(Object.entries(point.intervals).filter(([level]) => level !== '50')),
    })),
  };
}

/** Whether a stored month is what the engine says now; months after the period are no evidence against it. */
function isSameMean(fresh: StoredForecast, month: Month, mean: Micros): boolean {
  const point = fresh.points.find((other) => other.month === month);
  return point === undefined || Math.abs(toUnits(point.mean) - toUnits(mean)) < 0.005;
}

/** Central bands of the running total over the joint paths, so that months that hang together widen it as they should. */
function bandsOf(run: ForecastRun, budget: Budget, left: number): ReportForecast['cumulativeBands'] {
  const ahead = Math.max(0, monthsBetween(run.history.nextMonth, budget.startMonth));
  const start = toUnits(sumMicros(spentOfPeriod(budget, run.history)));
  const totals = run.planned.paths.map((path) => {
    let sum = start;
    return Array.from(path.subarray(ahead, left), (value) => (sum += value));
  });
  if (totals.length === 0) return null;
  const months = Math.max(0, left - ahead);
  const columns = Array.from({ length: months }, (_, month) =>
    Float64Array.from(totals, (path) => path[month] ?? 0).sort(),
  );
  return Object.fromEntries(
    LEVELS.map((level) => [
      String(level),
      columns.map((column) => {
        const edge = (share: number): Micros =>
          fromUnits(column[Math.min(column.length - 1, Math.floor(share * column.length))] ?? 0);
        return [edge((100 - level) / 200), edge((100 + level) / 200)] as const;
      }),
    ]),
  );
}
