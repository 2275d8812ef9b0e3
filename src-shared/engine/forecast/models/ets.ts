import { correctedCriterion, type FittedModel } from '../model.ts';
import { leastSquaresLine } from '../line.ts';
import { minimise } from '../minimise.ts';
import { removeSeason, seasonalProfile } from '../seasonal.ts';
import {
  ALPHA,
  BETA,
  continueEts,
  etsName,
  GAMMA,
  LEVEL,
  PHI,
  runEts,
  SEASONS,
  SLOPE,
  type EtsPass,
  type EtsSpec,
} from './ets-recursion.ts';
import { log } from '../../elementary.ts';

const LOWEST = 1e-4;
const HIGHEST = 0.9999;
const LEAST_DAMPED = 0.8;
const MOST_DAMPED = 0.98;
/** Longer cycles than this (weeks of a year) are left to the seasonal adjustment, as in R's `ets`. */
const MAX_PERIOD = 24;

const SHORT_SEARCH = 45;
const PROMISING = 4;

export interface EtsOptions {
  /** Also search the seasonal start states, as R's `ets` does; slower, and hardly better in forecasting. */
  readonly optimiseSeasons?: boolean;
  readonly maxEvaluations?: number;
}

/** An exponential smoothing model with given parameters, start states included, in the order of `ets-recursion`. */
export function etsWithParameters(
  spec: EtsSpec,
  vector: Float64Array,
  values: Float64Array,
  period: number,
  freeParameters = 0,
): FittedModel {
  const fitted = new Float64Array(values.length);
  const pass: EtsPass = { squares: 0, logs: 0 };
  const state = Float64Array.from(vector);
  runEts(spec, state, values, values.length, period, pass, fitted);
  const minusTwo = minusTwoLog(spec, pass, values.length);
  return {
    name: etsName(spec),
    parameters: namedParameters(spec, vector, pass.squares / Math.max(1, values.length - freeParameters)),
    logLikelihood: -minusTwo / 2,
    aicc: correctedCriterion(minusTwo, freeParameters + 1, values.length),
    fitted,
    forecastFrom: (series, end, horizon) => {
      const own = Float64Array.from(vector);
      runEts(spec, own, series, end, period, pass);
      return continueEts(spec, own, end, period, horizon);
    },
  };
}

/** R's form of −2 log L: the constant is left out, so criteria compare among these models only. */
function minusTwoLog(spec: EtsSpec, pass: EtsPass, count: number): number {
  const squares = Math.max(pass.squares, 1e-300);
  return count * log(squares) + (spec.error === 'M' ? 2 * pass.logs : 0);
}

function namedParameters(spec: EtsSpec, vector: Float64Array, sigma2: number): Record<string, number> {
  return {
    alpha: vector[ALPHA]!,
    ...(spec.trend === 'N' ? {} : { beta: vector[BETA]!, slope: vector[SLOPE]! }),
    ...(spec.season === 'N' ? {} : { gamma: vector[GAMMA]! }),
    ...(spec.damped && spec.trend !== 'N' ? { phi: vector[PHI]! } : {}),
    level: vector[LEVEL]!,
    sigma2,
  };
}

/**
 * Fits one exponential smoothing model by maximum likelihood, with parameters in the usual region (0 < β < α < 1,
 * 0 < γ < 1 − α, 0.8 ≤ φ ≤ 0.98). Hyndman, Koehler, Snyder & Grose (2002). Not applicable (multiplicative parts with
 * values that are not positive, too few values): `undefined`.
 */
export function fitEtsModel(
  spec: EtsSpec,
  values: Float64Array,
  season: number,
  options: EtsOptions = {},
): FittedModel | undefined {
  const period = spec.season === 'N' ? 1 : season;
  const count = values.length;
  const multiplicative = spec.error === 'M' || spec.trend === 'M' || spec.season === 'M';
  if (multiplicative && values.some((value) => !(value > 0))) return undefined;
  if (spec.season !== 'N' && (season < 2 || count < 2 * season)) return undefined;
  const places = searchedPlaces(spec, period, options.optimiseSeasons === true);
  if (count < places.length + 3) return undefined;
  const start = startVector(spec, values, period);
  const scale = Math.abs(start[LEVEL]!) || 1;
  const vector = Float64Array.from(start);
  const state = new Float64Array(vector.length);
  const pass: EtsPass = { squares: 0, logs: 0 };
  const evaluate = (point: Float64Array): number => {
    for (let index = 0; index < places.length; index += 1) vector[places[index]!] = point[index]!;
    if (!isUsual(spec, vector)) return Infinity;
    if (options.optimiseSeasons === true) closeCycle(spec, vector, period);
    state.set(vector);
    runEts(spec, state, values, count, period, pass);
    const value = minusTwoLog(spec, pass, count);
    return Number.isFinite(value) ? value : Infinity;
  };
  const steps = places.map((place) => firstStep(spec, place, start[place]!, scale));
  const rounds = options.optimiseSeasons === true ? 6 : 1;
  let point: ArrayLike<number> = places.map((place) => start[place]!);
  for (let round = 0; round < rounds; round += 1) {
    const found = minimise(evaluate, point, {
      steps,
      maxEvaluations: options.maxEvaluations ?? (rounds > 1 ? 1500 : 60 + 40 * places.length),
      tolerance: rounds > 1 ? 1e-10 : 1e-6,
    });
    point = Float64Array.from(found.point);
  }
  if (!Number.isFinite(evaluate(Float64Array.from(point)))) return undefined;
  const free = places.length + (spec.season !== 'N' && options.optimiseSeasons !== true ? period - 1 : 0);
  return etsWithParameters(spec, Float64Array.from(vector), values, period, free);
}

function searchedPlaces(spec: EtsSpec, period: number, withSeasons: boolean): number[] {
  return [
    ALPHA,
    ...(spec.trend === 'N' ? [] : [BETA]),
    ...(spec.season === 'N' ? [] : [GAMMA]),
    ...(spec.trend !== 'N' && spec.damped ? [PHI] : []),
    LEVEL,
    ...(spec.trend === 'N' ? [] : [SLOPE]),
    ...(withSeasons && spec.season !== 'N'
      ? Array.from({ length: period - 1 }, (_, step) => SEASONS + step + 1)
      : []),
  ];
}

/** Seasonal states are only known up to a constant: the first one is what makes them add up to none. */
function closeCycle(spec: EtsSpec, vector: Float64Array, period: number): void {
  if (spec.season === 'N') return;
  let rest = spec.season === 'M' ? period : 0;
  for (let step = 1; step < period; step += 1) rest -= vector[SEASONS + step]!;
  vector[SEASONS] = rest;
}

function isUsual(spec: EtsSpec, vector: Float64Array): boolean {
  const alpha = vector[ALPHA]!;
  if (!(alpha >= LOWEST && alpha <= HIGHEST)) return false;
  if (spec.trend !== 'N' && !(vector[BETA]! >= LOWEST && vector[BETA]! <= alpha)) return false;
  if (spec.trend !== 'N' && spec.damped && !(vector[PHI]! >= LEAST_DAMPED && vector[PHI]! <= MOST_DAMPED))
    return false;
  if (spec.trend === 'M' && !(vector[SLOPE]! > 0)) return false;
  if (spec.season === 'N') return true;
  return vector[GAMMA]! >= LOWEST && vector[GAMMA]! <= 1 - alpha;
}

function firstStep(spec: EtsSpec, place: number, at: number, scale: number): number {
  if (place === ALPHA) return 0.2;
  if (place === BETA) return 0.05;
  if (place === GAMMA) return 0.05;
  if (place === PHI) return -0.05;
  if (place === LEVEL) return 0.1 * scale;
  if (place === SLOPE) return spec.trend === 'M' ? 0.02 : Math.abs(at) * 0.5 || 0.01 * scale;
  return spec.season === 'M' ? 0.05 : 0.02 * scale;
}

/** Start states as R's `initstate` finds them: a line through the first values without their season. */
function startVector(spec: EtsSpec, values: Float64Array, period: number): Float64Array {
  const vector = new Float64Array(SEASONS + period);
  const profile =
    spec.season === 'N'
      ? undefined
      : seasonalProfile(values, period, {
          shrink: false,
          refine: false,
          kind: spec.season === 'A' ? 'additive' : 'multiplicative',
        });
  const plain = profile ? removeSeason(values, profile) : values;
  const line = leastSquaresLine(plain, Math.min(plain.length, Math.max(10, 2 * period)));
  vector[ALPHA] = spec.trend === 'N' ? 0.4 : 0.3;
  vector[BETA] = spec.trend === 'N' ? 0 : 0.03;
  vector[GAMMA] = spec.season === 'N' ? 0 : 0.05;
  vector[PHI] = spec.trend !== 'N' && spec.damped ? 0.95 : 1;
  vector[LEVEL] =
    spec.trend === 'N'
      ? line.intercept + line.slope * Math.min(plain.length - 1, 4)
      : line.intercept - line.slope;
  if (spec.trend === 'A') vector[SLOPE] = line.slope;
  if (spec.trend === 'M') {
    const first = Math.max(Math.abs(line.intercept), 1e-9);
    vector[SLOPE] = Math.min(1.2, Math.max(0.8, (line.intercept + line.slope) / first));
    vector[LEVEL] = first;
  }
  if (profile) vector.set(profile.indices, SEASONS);
  return vector;
}

const PLAIN: readonly EtsSpec[] = (['A', 'M'] as const).flatMap((error) => [
  { error, trend: 'N', damped: false, season: 'N' } as const,
  { error, trend: 'A', damped: false, season: 'N' } as const,
  { error, trend: 'A', damped: true, season: 'N' } as const,
]);
const SEASONAL: readonly EtsSpec[] = PLAIN.flatMap((spec) =>
  (['A', 'M'] as const)
    .map((season) => ({ ...spec, season }))
    .filter((one) => one.error === 'M' || one.season === 'A'),
);

/**
 * AutoETS: the exponential smoothing model with the least corrected criterion among those of none, additive or damped
 * trend (multiplicative trends explode; R's `ets` leaves them out as well) and, with a season of 2 to 24, none, additive
 * or multiplicative season. Too short for any: the mean as level.
 */
export function fitEts(values: Float64Array, season: number): FittedModel {
  const specs =
    season >= 2 && season <= MAX_PERIOD && values.length >= 2 * season ? [...PLAIN, ...SEASONAL] : PLAIN;
  const fitAll = (some: readonly EtsSpec[], options: EtsOptions): { spec: EtsSpec; model: FittedModel }[] =>
    some
      .map((spec) => ({ spec, model: fitEtsModel(spec, values, season, options) }))
      .filter((one): one is { spec: EtsSpec; model: FittedModel } => one.model !== undefined)
      .sort((a, b) => a.model.aicc! - b.model.aicc!);
  // A short search tells which models are not worth a long one.
  const promising = fitAll(specs, { maxEvaluations: SHORT_SEARCH }).slice(0, PROMISING);
  const [best] = fitAll(
    promising.map(({ spec }) => spec),
    {},
  );
  return best?.model ?? fallback(values);
}

function fallback(values: Float64Array): FittedModel {
  const vector = Float64Array.from([0.5, 0, 0, 1, values[0] ?? 0, 0, 0]);
  return etsWithParameters({ error: 'A', trend: 'N', damped: false, season: 'N' }, vector, values, 1, 1);
}
