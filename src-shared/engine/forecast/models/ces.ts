import { correctedCriterion, type FittedModel } from '../model.ts';
import { mean } from '../line.ts';
import { minimise } from '../minimise.ts';
import { log } from '../../elementary.ts';

/** The complex smoothing parameter (α₀ + iα₁) and the two start states. */
export interface CesParameters {
  readonly alpha0: number;
  readonly alpha1: number;
  readonly level: number;
  readonly potential: number;
}

interface CesState {
  level: number;
  potential: number;
  squares: number;
}

function runCes(
  { alpha0, alpha1, level: first, potential: second }: CesParameters,
  values: Float64Array,
  end: number,
  fitted?: Float64Array,
): CesState {
  let level = first;
  let potential = second;
  let squares = 0;
  for (let index = 0; index < end; index += 1) {
    const error = values[index]! - level;
    if (fitted) fitted[index] = level;
    squares += error * error;
    const next = level - (1 - alpha1) * potential + (alpha0 - alpha1) * error;
    potential = level + (1 - alpha0) * potential + (alpha0 + alpha1) * error;
    level = next;
  }
  return { level, potential, squares };
}

/** Complex exponential smoothing without season, with given parameters. */
export function cesWithParameters(parameters: CesParameters, values: Float64Array): FittedModel {
  const count = values.length;
  const fitted = new Float64Array(count);
  const { squares } = runCes(parameters, values, count, fitted);
  const minusTwo = count * (log((2 * Math.PI * Math.max(squares, 1e-300)) / Math.max(1, count)) + 1);
  return {
    name: 'CES',
    parameters: { ...parameters, sigma2: squares / Math.max(1, count) },
    logLikelihood: -minusTwo / 2,
    aicc: correctedCriterion(minusTwo, 5, count),
    fitted,
    forecastFrom: (series, end, horizon) => {
      const state = runCes(parameters, series, end);
      const { alpha0, alpha1 } = parameters;
      return Float64Array.from({ length: horizon }, () => {
        const value = state.level;
        state.level = value - (1 - alpha1) * state.potential;
        state.potential = value + (1 - alpha0) * state.potential;
        return value;
      });
    },
  };
}

/**
 * Complex exponential smoothing: a level and an "information potential" smoothed together, which bends between level and
 * trend without choosing one. Svetunkov, Kourentzes & Ord (2022). Parameters by least squares inside the stable region.
 */
export function fitCes(values: Float64Array): FittedModel {
  const count = values.length;
  const start = mean(values, Math.min(count, 10));
  if (count < 6)
    return cesWithParameters({ alpha0: 1.3, alpha1: 1, level: start, potential: start / 1.1 }, values);
  const scale = Math.abs(mean(values)) || 1;
  const parametersAt = (point: Float64Array): CesParameters => ({
    alpha0: point[0]!,
    alpha1: point[1]!,
    level: point[2]! * scale,
    potential: point[3]! * scale,
  });
  const evaluate = (point: Float64Array): number => {
    const trial = parametersAt(point);
    return isStable(trial.alpha0, trial.alpha1) ? runCes(trial, values, count).squares : Infinity;
  };
  const found = minimise(evaluate, [1.3, 1, start / scale, start / scale / 1.1], {
    steps: [0.15, 0.02, 0.1, 0.1],
    maxEvaluations: 400,
    tolerance: 1e-7,
  });
  return cesWithParameters(parametersAt(found.point), values);
}

/** The stability region of the paper: the eigenvalues of the discount matrix lie inside the unit circle. */
function isStable(alpha0: number, alpha1: number): boolean {
  return (
    (alpha0 - 2.5) ** 2 + alpha1 ** 2 > 1.25 &&
    (alpha0 - 0.5) ** 2 + (alpha1 - 1) ** 2 > 0.25 &&
    (alpha0 - 1.5) ** 2 + (alpha1 - 0.5) ** 2 < 1.5
  );
}
