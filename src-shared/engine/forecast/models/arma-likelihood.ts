/** The concentrated exact likelihood of an ARMA, and the variance that makes it largest. */
import { log } from '../../elementary.ts';

export interface ExactLikelihood {
  readonly logLikelihood: number;
  readonly sigma2: number;
}

const MOST_PSI_WEIGHTS = 4000;

/**
 * The exact Gaussian likelihood of a stationary ARMA with mean zero, its variance concentrated out: theoretical
 * autocovariances from the ψ weights, one-step predictions by the recursion of Durbin and Levinson. Brockwell & Davis
 * (1991), ch. 5 and 8. Agrees with a Kalman filter started in the stationary state. Not stationary: −∞.
 */
export function exactLikelihood(
  series: Float64Array,
  ar: ArrayLike<number>,
  ma: ArrayLike<number>,
): ExactLikelihood {
  const count = series.length;
  const covariance = autocovariances(ar, ma, count);
  const nothing = { logLikelihood: -Infinity, sigma2: 0 };
  if (covariance === undefined) return nothing;
  let variance = covariance[0]!;
  let coefficients = new Float64Array(0);
  let squares = 0;
  let logs = 0;
  for (let index = 0; index < count; index += 1) {
    let expected = 0;
    for (let lag = 1; lag <= index; lag += 1) expected += coefficients[lag - 1]! * series[index - lag]!;
    if (!(variance > 0)) return nothing;
    squares += (series[index]! - expected) ** 2 / variance;
    logs += log(variance);
    let partial = covariance[index + 1] ?? 0;
    for (let lag = 1; lag <= index; lag += 1)
      partial -= coefficients[lag - 1]! * (covariance[index + 1 - lag] ?? 0);
    partial /= variance;
    const next = new Float64Array(index + 1);
    for (let lag = 1; lag <= index; lag += 1)
      next[lag - 1] = coefficients[lag - 1]! - partial * coefficients[index - lag]!;
    next[index] = partial;
    coefficients = next;
    variance *= 1 - partial * partial;
  }
  const sigma2 = squares / count;
  return { logLikelihood: -0.5 * (count * (log(2 * Math.PI * sigma2) + 1) + logs), sigma2 };
}

/** Autocovariances up to a lag for unit innovations; `undefined` where they do not exist. */
function autocovariances(
  ar: ArrayLike<number>,
  ma: ArrayLike<number>,
  lags: number,
): Float64Array | undefined {
  const psi: number[] = [1];
  let quiet = 0;
  for (let index = 1; index < MOST_PSI_WEIGHTS && quiet <= ar.length; index += 1) {
    let weight = ma[index - 1] ?? 0;
    for (let lag = 1; lag <= Math.min(index, ar.length); lag += 1) weight += ar[lag - 1]! * psi[index - lag]!;
    psi.push(weight);
    quiet = index > ma.length && Math.abs(weight) < 1e-12 ? quiet + 1 : 0;
    if (Math.abs(weight) > 1e6) return undefined;
  }
  return Float64Array.from({ length: lags + 1 }, (_, lag) => {
    let total = 0;
    for (let index = 0; index + lag < psi.length; index += 1) total += psi[index]! * psi[index + lag]!;
    return total;
  });
}
