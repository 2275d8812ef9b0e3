import { toUnits, type Micros } from '../../domain/money.ts';
import type { FanBand } from '../../charts/fan-bands.ts';
import type { FanSeries } from '../../charts/fan.ts';
import type { NumberStyle } from '../../charts/numbers.ts';
import type { ReportInput } from './input.ts';

/**
 * The running total of the budget's period: actual up to the last complete month, from there the forecast with the bands of the
 * running total itself (they come from jointly simulated paths; adding up the months' own bands would be too wide). Null
 * where nothing was spent and nothing is forecast.
 */
export function cumulativeFan(input: ReportInput, style: NumberStyle): FanSeries | null {
  const { months } = input;
  if (months.every(({ actual, forecast }) => actual === null && forecast === null)) return null;
  const plan = runningTotal(months.map((month) => month.plan));
  const isForecast = months.map(({ forecast }) => forecast !== null);
  const reached = runningTotal(months.map(({ actual, forecast }) => forecast ?? actual));
  const firstForecast = isForecast.indexOf(true);
  const complete = firstForecast < 0 ? months.length : firstForecast;
  return {
    labels: months.map(({ month }) => style.shortMonth(month)),
    budget: plan.map((value) => value ?? 0),
    actual: reached.map((value, index) => (index < complete ? value : null)),
    forecast: reached.map((value, index) =>
      firstForecast >= 0 && index >= firstForecast - 1 ? value : null,
    ),
    ...(months.some(({ priorYear }) => priorYear !== null)
      ? { priorYear: runningTotal(months.map(({ priorYear }) => priorYear)) }
      : {}),
    bands: bands(input, reached, firstForecast),
    ...(input.scenario === 'Base' ? {} : { scenario: input.scenario }),
  };
}

function runningTotal(values: readonly (Micros | null)[]): (number | null)[] {
  let sum = 0;
  let ended = false;
  return values.map((value) => {
    ended ||= value === null;
    if (ended || value === null) return null;
    sum += toUnits(value);
    return sum;
  });
}

function bands(input: ReportInput, reached: readonly (number | null)[], firstForecast: number): FanBand[] {
  if (input.cumulativeBands === null || firstForecast < 0) return [];
  const start = reached[firstForecast - 1] ?? null;
  return Object.entries(input.cumulativeBands).map(([level, pairs]) => {
    const edge = (side: 0 | 1): (number | null)[] =>
      input.months.map((_, index) => {
        if (index === firstForecast - 1) return start;
        const pair = pairs[index - firstForecast];
        return index < firstForecast || pair === undefined ? null : toUnits(pair[side]);
      });
    return { level: Number(level), lower: edge(0), upper: edge(1) };
  });
}
