import { fitterOf } from './models/registry.ts';
import { steadyProfile } from './prepare.ts';
import { removeSeason } from './seasonal.ts';
import { cos, exp, log, sin } from '../elementary.ts';

/** The swing of the year in a daily series: factors around 1, or amounts around 0. */
export interface YearlySwing {
  readonly kind: 'multiplicative' | 'additive';
  /** The factor or amount of a day counted from the first value, 0 to any day after the last. */
  readonly at: (index: number) => number;
}

const DAYS_OF_WEEK = 7;
const DAYS_OF_YEAR = 365.25;
/** A summer and a winter peak; with one to three years, finer waves are noise. */
const HARMONICS = 2;
/** Days beyond a year that the test of the swing needs. */
const LEAST_BEYOND = 56;
/** Past points from which the forecasts with and without the swing are compared. */
const MOST_TESTS = 8;
/** With the swing errors have to be clearly smaller, else it is left out. */
const CLEARLY_SMALLER = 0.9;

/**
 * The swing of the year of a series of days (one with weeks), from one year and two months on: two harmonics beside a straight line by least
 * squares, on logarithms where all values are positive, the week taken out before (dynamic harmonic regression; Hyndman &
 * Athanasopoulos, FPP3 10.5). Kept only when forecasts from past points, at which the swing is fitted again, are clearly
 * better with it; else `undefined`, as for series with other cycles.
 */
export function yearlySwing(values: Float64Array, season: number, horizon: number): YearlySwing | undefined {
  const count = values.length;
  const year = Math.ceil(DAYS_OF_YEAR);
  if (season !== DAYS_OF_WEEK || horizon < 1 || count < year + LEAST_BEYOND) return undefined;
  const kind = values.every((value) => value > 0) ? 'multiplicative' : 'additive';
  const plain = removeSeason(values, steadyProfile(values, season));
  const reach = Math.min(horizon, LEAST_BEYOND / 2);
  const stride = Math.max(reach, Math.floor((count - year - reach) / MOST_TESTS));
  let without = 0;
  let withSwing = 0;
  for (let end = count - reach; end >= year; end -= stride) {
    without += levelError(plain, end, reach);
    withSwing += levelError(plain, end, reach, fitSwing(plain.subarray(0, end), kind));
  }
  return withSwing < CLEARLY_SMALLER * without ? fitSwing(plain, kind) : undefined;
}

/** Absolute errors of the level (by SES, on values without the swing) that goes on for so many days. */
function levelError(values: Float64Array, end: number, reach: number, swing?: YearlySwing): number {
  const known = values.slice(0, end);
  const flat = swing === undefined ? known : withoutSwing(known, swing);
  const level = fitterOf('ses')(flat, 1).forecastFrom(flat, end, 1)[0]!;
  const ahead = new Float64Array(reach).fill(level);
  const forecast = swing === undefined ? ahead : restoreSwing(ahead, swing, end);
  return forecast.reduce((sum, value, step) => sum + Math.abs(value - values[end + step]!), 0);
}

/** The values without the swing. */
export function withoutSwing(values: Float64Array, { kind, at }: YearlySwing): Float64Array {
  return values.map((value, index) => (kind === 'multiplicative' ? value / at(index) : value - at(index)));
}

/** Values that begin at a day of the series, with the swing again. */
export function restoreSwing(values: Float64Array, swing: YearlySwing, start: number): Float64Array {
  return values.map((value, step) => restoreOne(value, swing, start + step));
}

/** The value of one day, with the swing again. */
export function restoreOne(value: number, { kind, at }: YearlySwing, day: number): number {
  return kind === 'multiplicative' ? value * at(day) : value + at(day);
}

function fitSwing(values: Float64Array, kind: YearlySwing['kind']): YearlySwing {
  const isRatio = kind === 'multiplicative';
  const rows = Array.from(values, (_, index) => [1, index / values.length, ...waves(index)]);
  const weights = leastSquares(rows, isRatio ? values.map(log) : values).slice(2);
  const swing = (index: number): number =>
    waves(index).reduce((sum, wave, place) => sum + wave * (weights[place] ?? 0), 0);
  return { kind, at: isRatio ? (index) => exp(swing(index)) : swing };
}

function waves(index: number): number[] {
  return Array.from({ length: 2 * HARMONICS }, (_, place) => {
    const angle = (2 * Math.PI * (1 + (place >> 1)) * index) / DAYS_OF_YEAR;
    return place % 2 === 0 ? cos(angle) : sin(angle);
  });
}

/** The weights of columns that come nearest to the values: normal equations by elimination with pivots. */
function leastSquares(rows: readonly (readonly number[])[], values: Float64Array): number[] {
  const size = rows[0]?.length ?? 0;
  const table = Array.from({ length: size }, (_, left) => {
    const products = Array.from({ length: size }, (_unused, right) =>
      rows.reduce((sum, row) => sum + row[left]! * row[right]!, 0),
    );
    return [...products, rows.reduce((sum, row, index) => sum + row[left]! * values[index]!, 0)];
  });
  for (let column = 0; column < size; column += 1) {
    const order = table.slice(column).sort((a, b) => Math.abs(b[column]!) - Math.abs(a[column]!));
    table.splice(column, size, ...order);
    const pivot = table[column]!;
    table.forEach((row, index) => {
      if (index === column || pivot[column] === 0) return;
      const share = row[column]! / pivot[column]!;
      for (let at = column; at <= size; at += 1) row[at]! -= share * pivot[at]!;
    });
  }
  return table.map((row, index) => (row[index] === 0 ? 0 : row[size]! / row[index]!));
}
