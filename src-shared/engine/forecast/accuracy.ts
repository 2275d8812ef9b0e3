import type { ForecastAccuracy } from '../../domain/forecast.ts';
import { scoreBacktest } from './backtest.ts';
import type { FittedSeries } from './fit-series.ts';
import { errorQuantiles, levelScores, rootOfSize, usualSize, widthAt } from './intervals.ts';

/**
 * How the model did from past points of the series: MASE, sMAPE (percent), bias, and by level the share of actuals inside
 * the interval. The width of the intervals comes from these same errors, so their coverage here is near the level by making.
 */
export function accuracyOf(
  { choice: { test }, values, spread }: FittedSeries,
  season: number,
  levels: readonly number[],
): ForecastAccuracy {
  const scores = scoreBacktest(test, values, season);
  const coverage = levels.map((level): [string, number] => {
    const [low, high] = levelScores(level);
    let inside = 0;
    let count = 0;
    test.forecasts.forEach((forecast, row) => {
      const usual = usualSize(values, test.origins[row]!, season);
      forecast.forEach((value, step) => {
        const quantile = errorQuantiles(step, season);
        const width = widthAt(spread, step) * rootOfSize(value, usual);
        const error = values[test.origins[row]! + step]! - value;
        count += 1;
        if (error >= width * quantile(low) - 1e-12 && error <= width * quantile(high) + 1e-12) inside += 1;
      });
    });
    return [String(level), count > 0 ? inside / count : 0];
  });
  return {
    mase: scores.mase,
    smape: scores.smape,
    bias: scores.bias,
    coverage: Object.fromEntries(test.origins.length > 0 ? coverage : []),
    origins: test.origins.length,
  };
}
