/** The distribution function of the standard normal, to 1e-7 (Abramowitz & Stegun 7.1.26 with a rational tail). */
import { exp, log } from '../elementary.ts';

export function normalShare(score: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(score));
  const density = 0.3989422804014327 * exp((-score * score) / 2);
  const tail =
    density *
    t *
    (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return score > 0 ? 1 - tail : tail;
}

const CENTRE_TOP = [
  -39.69683028665376, 220.9460984245205, -275.9285104469687, 138.357751867269, -30.66479806614716,
  2.506628277459239,
];
const CENTRE_BOTTOM = [
  -54.47609879822406, 161.5858368580409, -155.6989798598866, 66.80131188771972, -13.28068155288572, 1,
];
const TAIL_TOP = [
  -0.007784894002430293, -0.3223964580411365, -2.400758277161838, -2.549732539343734, 4.374664141464968,
  2.938163982698783,
];
const TAIL_BOTTOM = [0.007784695709041462, 0.3224671290700398, 2.445134137142996, 3.754408661907416, 1];

/**
 * The score below which a share of the standard normal lies (Acklam's rational approximation, relative error 1e-9).
 * 0 and 1 give −∞ and ∞.
 *
 * @example normalScore(0.975) // 1.959964
 */
export function normalScore(share: number): number {
  if (!(share > 0)) return -Infinity;
  if (!(share < 1)) return Infinity;
  const edge = 0.02425;
  if (share >= edge && share <= 1 - edge) {
    const q = share - 0.5;
    const r = q * q;
    return (polynomial(CENTRE_TOP, r) * q) / polynomial(CENTRE_BOTTOM, r);
  }
  const q = Math.sqrt(-2 * log(share < edge ? share : 1 - share));
  const value = polynomial(TAIL_TOP, q) / polynomial(TAIL_BOTTOM, q);
  return share < edge ? value : -value;
}

function polynomial(coefficients: readonly number[], at: number): number {
  let value = 0;
  for (const coefficient of coefficients) value = value * at + coefficient;
  return value;
}
