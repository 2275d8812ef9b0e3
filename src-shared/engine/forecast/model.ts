import type { SeasonalProfile } from './seasonal.ts';

/** A model with its parameters, able to forecast from any point of its series without being fitted again. */
export interface FittedModel {
  /** The name of the literature with its order or components, e.g. `ETS(A,Ad,M)`. */
  readonly name: string;
  readonly parameters: Readonly<Record<string, number>>;
  /** Logarithm of the likelihood as the model's source defines it; null where the method has none. */
  readonly logLikelihood: number | null;
  /** Akaike's criterion corrected for short series; null where the method has none. */
  readonly aicc: number | null;
  /** One-step forecasts of the series it was fitted on. */
  readonly fitted: Float64Array;
  /** Forecasts for `horizon` steps after the first `end` values, by rerunning the recursion with these parameters. */
  forecastFrom(values: Float64Array, end: number, horizon: number): Float64Array;
}

/**
 * Fits a model on a whole series; `season` is the number of steps of a seasonal cycle, 1 for none. Who has the seasonal
 * profile of the values already hands it in.
 */
export type ModelFitter = (values: Float64Array, season: number, profile?: SeasonalProfile) => FittedModel;

/** Akaike's criterion corrected for short series, from −2 log L, the number of parameters and of values. */
export function correctedCriterion(minusTwoLogLikelihood: number, parameters: number, count: number): number {
  const rest = count - parameters - 1;
  if (rest <= 0) return Infinity;
  return minusTwoLogLikelihood + 2 * parameters + (2 * parameters * (parameters + 1)) / rest;
}
