import type { FittedModel, ModelFitter } from './model.ts';

/** The mean of several fitted models, step by step, by weights that add up to 1. */
export function combineModels(models: readonly FittedModel[], weights: readonly number[]): FittedModel {
  const first = models[0];
  if (first === undefined) throw new RangeError('an ensemble needs at least one member');
  const mix = (parts: readonly Float64Array[]): Float64Array => {
    const total = new Float64Array(parts[0]?.length ?? 0);
    parts.forEach((part, member) => {
      const weight = weights[member]!;
      for (let index = 0; index < total.length; index += 1) total[index]! += weight * part[index]!;
    });
    return total;
  };
  return {
    name: `mean of ${models.map((model) => model.name).join(', ')}`,
    parameters: Object.fromEntries(models.map((model, member) => [`weight ${model.name}`, weights[member]!])),
    logLikelihood: null,
    aicc: null,
    fitted: mix(models.map((model) => model.fitted)),
    forecastFrom: (values, end, horizon) =>
      mix(models.map((model) => model.forecastFrom(values, end, horizon))),
  };
}

/** An ensemble of equal weights as one model. */
export function ensembleOf(fitters: readonly ModelFitter[]): ModelFitter {
  return (values, season) => {
    const models = fitters.map((fit) => fit(values, season));
    return combineModels(
      models,
      models.map(() => 1 / models.length),
    );
  };
}
