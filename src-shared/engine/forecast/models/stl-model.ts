import type { FittedModel } from '../model.ts';
import { fitEtsModel } from './ets.ts';
import { fitNaive } from './simple.ts';
import { stl } from '../stl.ts';

/**
 * STL with forecast: the series without the season of a robust STL goes on as a damped trend, the season as its last
 * cycle. FPP3 5.7. With fewer than two cycles, the damped trend alone.
 */
export function fitStl(values: Float64Array, season: number): FittedModel {
  const parts = stl(values, season);
  const plain = values.map((value, index) => value - parts.seasonal[index]!);
  const trend =
    fitEtsModel({ error: 'A', trend: 'A', damped: true, season: 'N' }, plain, 1) ?? fitNaive(plain);
  const hasSeason = season > 1 && values.length >= 2 * season;
  const seasonAt = (index: number, end: number): number => {
    if (!hasSeason) return 0;
    const known = Math.min(end, parts.seasonal.length);
    return parts.seasonal[index < known ? index : known - season + ((index - known) % season)] ?? 0;
  };
  return {
    name: `STL + ${trend.name}`,
    parameters: trend.parameters,
    logLikelihood: null,
    aicc: null,
    fitted: trend.fitted.map((value, index) => value + parts.seasonal[index]!),
    forecastFrom: (series, end, horizon) => {
      const without = Float64Array.from({ length: end }, (_, index) => series[index]! - seasonAt(index, end));
      return trend
        .forecastFrom(without, end, horizon)
        .map((value, step) => value + seasonAt(end + step, end));
    },
  };
}
