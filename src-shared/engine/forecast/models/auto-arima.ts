import { correctedCriterion, type FittedModel } from '../model.ts';
import { mean } from '../line.ts';
import { arimaWithParameters, differenced, fitArimaOrder } from './arima.ts';
import { log } from '../../elementary.ts';

/** Critical value of the KPSS test at 5 % (Kwiatkowski, Phillips, Schmidt & Shin, 1992). */
const KPSS_BOUND = 0.463;
const MOST_DIFFERENCES = 2;
const MOST_ORDER = 3;

/** The number of differences after which the KPSS test no longer rejects a constant level, at most two. */
function differencesNeeded(values: Float64Array): number {
  let series = values;
  for (let times = 0; times < MOST_DIFFERENCES; times += 1) {
    if (!(kpss(series) > KPSS_BOUND)) return times;
    series = differenced(series, 1);
  }
  return MOST_DIFFERENCES;
}

function kpss(series: Float64Array): number {
  const count = series.length;
  if (count < 8) return 0;
  const centre = mean(series);
  const rest = series.map((value) => value - centre);
  const lags = Math.floor((3 * Math.sqrt(count)) / 13);
  let variance = 0;
  for (let lag = 0; lag <= lags; lag += 1) {
    let product = 0;
    for (let index = lag; index < count; index += 1) product += rest[index]! * rest[index - lag]!;
    variance += (product / count) * (lag === 0 ? 1 : 2 * (1 - lag / (lags + 1)));
  }
  let sum = 0;
  let squares = 0;
  for (const value of rest) {
    sum += value;
    squares += sum * sum;
  }
  return variance > 0 ? squares / (count * count * variance) : 0;
}

const LONGEST_AUTOREGRESSION = 30;

/**
 * The pure autoregression with the least corrected criterion, by the method of Burg (1967): all orders up to thirty in one
 * pass. It finds the long memory (a fortnight, a quarter) that a search over short orders misses.
 */
function bestAutoregression(values: Float64Array, d: number): FittedModel | undefined {
  const series = differenced(values, d);
  const count = series.length;
  const longest = Math.min(LONGEST_AUTOREGRESSION, Math.floor(count / 4));
  if (longest < 1) return undefined;
  const centre = mean(series);
  let forward = series.map((value) => value - centre);
  let backward = Float64Array.from(forward);
  let power = mean(forward.map((value) => value * value));
  let coefficients: number[] = [];
  let best: number[] = [];
  let least = Infinity;
  for (let order = 1; order <= longest && power > 0; order += 1) {
    let product = 0;
    let square = 0;
    for (let index = order; index < count; index += 1) {
      product += forward[index]! * backward[index - 1]!;
      square += forward[index]! ** 2 + backward[index - 1]! ** 2;
    }
    const partial = square > 0 ? (2 * product) / square : 0;
    const previous = coefficients;
    coefficients = [...previous.map((value, lag) => value - partial * previous[order - 2 - lag]!), partial];
    const nextForward = new Float64Array(count);
    const nextBackward = new Float64Array(count);
    for (let index = order; index < count; index += 1) {
      nextForward[index] = forward[index]! - partial * backward[index - 1]!;
      nextBackward[index] = backward[index - 1]! - partial * forward[index]!;
    }
    forward = nextForward;
    backward = nextBackward;
    power *= 1 - partial * partial;
    const criterion = correctedCriterion(count * log(power), order + 2, count);
    if (criterion < least) {
      least = criterion;
      best = coefficients;
    }
  }
  const order = { p: best.length, d, q: 0, drift: true };
  return arimaWithParameters(
    order,
    { ar: Float64Array.from(best), ma: new Float64Array(0), mean: centre },
    values,
  );
}

/**
 * Automatic ARIMA: differences by the KPSS test, then the stepwise search of Hyndman & Khandakar (2008) over orders up to
 * three and a drift, and the best long autoregression, by the corrected criterion. Without season; the registry adjusts for it.
 */
export function fitArima(values: Float64Array): FittedModel {
  const d = values.length < 10 ? Math.min(1, values.length - 1) : differencesNeeded(values);
  const seen = new Map<string, FittedModel | undefined>();
  const modelOf = (p: number, q: number, drift: boolean): FittedModel | undefined => {
    const key = `${p},${q},${drift}`;
    if (!seen.has(key)) seen.set(key, fitArimaOrder({ p, d, q, drift }, values));
    return seen.get(key);
  };
  let best = { p: 0, q: 0, drift: d < 2, model: undefined as FittedModel | undefined };
  const consider = (p: number, q: number, drift: boolean): boolean => {
    if (p < 0 || q < 0 || p > MOST_ORDER || q > MOST_ORDER || (drift && d > 1)) return false;
    const model = modelOf(p, q, drift);
    if (model === undefined || !(model.aicc! < (best.model?.aicc ?? Infinity))) return false;
    best = { p, q, drift, model };
    return true;
  };
  for (const [p, q] of [
    [2, 2],
    [0, 0],
    [1, 0],
    [0, 1],
  ] as const)
    consider(p, q, d < 2);
  if (d > 0) consider(0, 0, false);
  for (let moved = true; moved;) {
    const { p, q, drift } = best;
    moved = [
      [p - 1, q, drift],
      [p + 1, q, drift],
      [p, q - 1, drift],
      [p, q + 1, drift],
      [p - 1, q - 1, drift],
      [p + 1, q + 1, drift],
      [p, q, !drift],
    ].some(([nextP, nextQ, nextDrift]) => consider(nextP as number, nextQ as number, nextDrift as boolean));
  }
  const long = d < 2 ? bestAutoregression(values, d) : undefined;
  if (long !== undefined && long.aicc! < (best.model?.aicc ?? Infinity)) return long;
  return (
    best.model ??
    arimaWithParameters(
      { p: 0, d: Math.max(0, d), q: 0, drift: false },
      { ar: new Float64Array(0), ma: new Float64Array(0), mean: 0 },
      values,
    )
  );
}
