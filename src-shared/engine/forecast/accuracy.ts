import type { ForecastAccuracy } from '../../domain/forecast.ts';
import { scoreBacktest } from './backtest.ts';
import type { FittedSeries } from './fit-series.ts';
import { errorQuantiles, levelScores, rootOfSize, spreadOf, usualSize, widthAt } from './intervals.ts';

/**
 * How the model did from past points of the series: MASE, sMAPE (percent), bias, and by level the share of actuals inside
 * the interval. The intervals are those that the model would have given at the earliest of these points, with the fit it had
 * then; only how large errors are is taken from all of them, so their coverage here is near the level by making.
 */
export function accuracyOf(
  { choice: { test }, values }: FittedSeries,
  season: number,
  levels: readonly number[],
): ForecastAccuracy {
  const scores = scoreBacktest(test, values, season);
  const spread = spreadOf(test, values, test.fitted, season);
  const coverage = levels.map((level): [string, number] => {
    const [low, high] = levelScores(level);
    let inside = 0;
    let count = 0;
    test.forecasts.forEach((forecast, row) => {
      const usual = usualSize(values, test.origins[row]!, season);
      forecast.forEach((value, step) => {
        const quantile = errorQuantiles(step, season);
        const width = spread === undefined ? 0 : widthAt(spread, step) * rootOfSize(value, usual);
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
    coverage: Object.fromEntries(spread === undefined ? [] : coverage),
    origins: test.origins.length,
  };
}
