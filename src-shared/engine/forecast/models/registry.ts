import { FORECAST_MODELS, type ForecastModel } from '../../../domain/forecast.ts';
import type { FittedModel, ModelFitter } from '../model.ts';
import { steadyProfile } from '../prepare.ts';
import { removeSeason, restoreSeason } from '../seasonal.ts';
import { fitArima } from './auto-arima.ts';
import { fitCes } from './ces.ts';
import { fitEts, fitEtsModel } from './ets.ts';
import type { EtsSpec } from './ets-recursion.ts';
import {
  fitDrift,
  fitLinearTrend,
  fitMovingAverage,
  fitNaive,
  fitSeasonalNaive,
  fitTheilSen,
} from './simple.ts';
import { fitStl } from './stl-model.ts';
import { fitDynamicTheta, fitTheta } from './theta.ts';

/** The models that stand alone; `auto` and `ensemble` combine them. */
export type SingleModel = Exclude<ForecastModel, 'auto' | 'ensemble'>;

/**
 * Gives a model without season the shrunk seasonal profile of the series: fitted on the values without it, its forecasts
 * with it again. A rerun from an earlier point keeps the profile.
 */
export function withSeason(fit: ModelFitter): ModelFitter {
  return (values, season, known) => {
    const profile = known ?? steadyProfile(values, season);
    if (profile.kept === 0) return fit(values, 1);
    const plain = removeSeason(values, profile);
    const inner = fit(plain, 1);
    return {
      ...inner,
      fitted: restoreSeason(Float64Array.from(inner.fitted), profile, 0),
      forecastFrom: (series, end, horizon) => {
        const without = removeSeason(series, profile, end);
        return restoreSeason(inner.forecastFrom(without, end, horizon), profile, end);
      },
    };
  };
}

function etsOf(trend: EtsSpec['trend'], damped: boolean): ModelFitter {
  return (values) => fitEtsModel({ error: 'A', trend, damped, season: 'N' }, values, 1) ?? fitNaive(values);
}

/** Holt–Winters: the better of additive and multiplicative season by the corrected criterion; too short: as Holt. */
const fitHoltWinters: ModelFitter = (values, season) => {
  const candidates = (['A', 'M'] as const)
    .map((kind) => fitEtsModel({ error: kind, trend: 'A', damped: false, season: kind }, values, season))
    .filter((model): model is FittedModel => model !== undefined);
  return candidates.sort((a, b) => a.aicc! - b.aicc!)[0] ?? withSeason(etsOf('A', false))(values, season);
};

const FITTERS: Readonly<Record<SingleModel, ModelFitter>> = {
  naive: fitNaive,
  seasonalNaive: fitSeasonalNaive,
  drift: fitDrift,
  movingAverage: fitMovingAverage,
  linearTrend: withSeason(fitLinearTrend),
  theilSen: withSeason(fitTheilSen),
  stl: fitStl,
  ses: withSeason(etsOf('N', false)),
  holt: withSeason(etsOf('A', false)),
  damped: withSeason(etsOf('A', true)),
  holtWinters: fitHoltWinters,
  ets: fitEts,
  theta: withSeason(fitTheta),
  dynamicTheta: withSeason(fitDynamicTheta),
  ces: withSeason(fitCes),
  arima: withSeason(fitArima),
};

/** The fitter of a model by its name. Not a single model's name: a `RangeError`. */
export function fitterOf(model: string): ModelFitter {
  const fit = (FITTERS as Readonly<Record<string, ModelFitter | undefined>>)[model];
  if (fit === undefined)
    throw new RangeError(`not a model: ${model}; known are ${FORECAST_MODELS.join(', ')}`);
  return fit;
}
