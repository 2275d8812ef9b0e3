import { leastSquaresLine, mean, median } from '../forecast/line.ts';
import { log } from '../elementary.ts';

/** A level that changes for good from `index` on. */
export interface Shift {
  readonly index: number;
  readonly amount: number;
}

const MOST_SHIFTS = 6;
/** A shift is at least so many robust deviations of the noise and such a share of the level. */
const LEAST_DEVIATIONS = 2.5;
const LEAST_SHARE = 0.05;
/** Drop of the Bayesian criterion, in units of log n, that one shift (its place and its size) has to pay for. */
const PRICE = 3;

/**
 * Permanent changes of the level of a series without season and spikes, beside a straight trend: greedily the step that
 * explains most, as long as it pays by the Bayesian criterion (Bai & Perron, 1998, one break at a time), is larger than the
 * noise, and stays at least `shortest` values on both sides.
 *
 * @example findShifts([1, 1, 1, 1, 5, 5, 5, 5], 3) // [{ index: 4, amount: 4 }]
 */
export function findShifts(values: ArrayLike<number>, shortest: number): Shift[] {
  const count = values.length;
  const places: number[] = [];
  let rest = residualsOf(values, places);
  while (places.length < MOST_SHIFTS && count >= 2 * shortest) {
    const place = bestPlace(values, places, shortest);
    if (place === undefined) break;
    const next = residualsOf(values, [...places, place.index]);
    const noise = noiseOf(next);
    const amount = Math.abs(stepSize(values, [...places, place.index], place.index));
    const level = median(Float64Array.from(values, Math.abs));
    const gain = count * log(squares(rest) / Math.max(squares(next), 1e-300));
    const pays = squares(next) <= 1e-12 * squares(rest) || gain > PRICE * log(count) * inflation(next);
    if (!pays || amount < LEAST_DEVIATIONS * noise || amount < LEAST_SHARE * level) break;
    places.push(place.index);
    rest = next;
  }
  return places.sort((a, b) => a - b).map((index) => ({ index, amount: stepSize(values, places, index) }));
}

const MOST_LAGGED = 0.6;

/** Neighbouring errors that hang together look like shifts; they raise the price. */
function inflation(rest: Float64Array): number {
  let product = 0;
  for (let index = 1; index < rest.length; index += 1) product += rest[index]! * rest[index - 1]!;
  const lagged = Math.min(MOST_LAGGED, Math.max(0, product / Math.max(squares(rest), 1e-300)));
  return (1 + lagged) / (1 - lagged);
}

function squares(values: Float64Array): number {
  let total = 0;
  for (const value of values) total += value * value;
  return total;
}

function noiseOf(rest: Float64Array): number {
  return 1.4826 * median(rest.map(Math.abs));
}

/** The place whose step leaves the least squares, from running sums, so that long daily series stay quick. */
function bestPlace(
  values: ArrayLike<number>,
  places: readonly number[],
  shortest: number,
): { index: number } | undefined {
  const sums = runningSums(values);
  const bounds = [0, ...[...places].sort((a, b) => a - b), values.length];
  const parts = bounds.slice(1).map((end, segment) => momentsOf(sums, bounds[segment]!, end));
  const whole = parts.reduce(addMoments);
  let least = Infinity;
  let best: number | undefined;
  parts.forEach((part, segment) => {
    const from = bounds[segment]!;
    const to = bounds[segment + 1]!;
    const others = addMoments(whole, { xx: -part.xx, xy: -part.xy, yy: -part.yy });
    for (let index = from + shortest; index <= to - shortest; index += 1) {
      const { xx, xy, yy } = addMoments(
        others,
        addMoments(momentsOf(sums, from, index), momentsOf(sums, index, to)),
      );
      const error = yy - (xx > 0 ? (xy * xy) / xx : 0);
      if (error < least) {
        least = error;
        best = index;
      }
    }
  });
  return best === undefined ? undefined : { index: best };
}

/** Sums of squares and products about the means of a segment: x is the place, y the value. */
interface Moments {
  readonly xx: number;
  readonly xy: number;
  readonly yy: number;
}

interface RunningSums {
  readonly y: Float64Array;
  readonly xy: Float64Array;
  readonly yy: Float64Array;
}

function runningSums(values: ArrayLike<number>): RunningSums {
  const count = values.length;
  const centre = mean(values);
  const sums = {
    y: new Float64Array(count + 1),
    xy: new Float64Array(count + 1),
    yy: new Float64Array(count + 1),
  };
  for (let index = 0; index < count; index += 1) {
    const value = values[index]! - centre;
    sums.y[index + 1] = sums.y[index]! + value;
    sums.xy[index + 1] = sums.xy[index]! + index * value;
    sums.yy[index + 1] = sums.yy[index]! + value * value;
  }
  return sums;
}

function momentsOf(sums: RunningSums, from: number, to: number): Moments {
  const count = to - from;
  const middle = from + (count - 1) / 2;
  const y = sums.y[to]! - sums.y[from]!;
  return {
    xx: (count * (count * count - 1)) / 12,
    xy: sums.xy[to]! - sums.xy[from]! - middle * y,
    yy: sums.yy[to]! - sums.yy[from]! - (y * y) / count,
  };
}

function addMoments(a: Moments, b: Moments): Moments {
  return { xx: a.xx + b.xx, xy: a.xy + b.xy, yy: a.yy + b.yy };
}

/** Values less the levels of their segments and one slope common to all segments. */
function residualsOf(values: ArrayLike<number>, places: readonly number[]): Float64Array {
  const { slope, levels, segmentOf } = segmentFit(values, places);
  return Float64Array.from(values, (value, index) => value - slope * index - levels[segmentOf[index]!]!);
}

/**
 * By how much the level changes at one of several places, beside one straight trend (least squares).
 *
 * @example stepSize([1, 1, 1, 5, 5, 5], [3], 3) // 4
 */
export function stepSize(values: ArrayLike<number>, places: readonly number[], index: number): number {
  const { levels, segmentOf } = segmentFit(values, places);
  return levels[segmentOf[index]!]! - levels[segmentOf[index - 1]!]!;
}

/** Least squares of one slope and a level for each segment: the slope from deviations within the segments. */
function segmentFit(
  values: ArrayLike<number>,
  places: readonly number[],
): { slope: number; levels: number[]; segmentOf: Uint16Array } {
  const count = values.length;
  const bounds = [0, ...[...places].sort((a, b) => a - b), count];
  const segmentOf = new Uint16Array(count);
  let product = 0;
  let square = 0;
  const centres: { place: number; height: number }[] = [];
  for (let segment = 0; segment + 1 < bounds.length; segment += 1) {
    const part = Array.prototype.slice.call(values, bounds[segment], bounds[segment + 1]) as number[];
    const middle = bounds[segment]! + (part.length - 1) / 2;
    const length = part.length;
    const spread = (length * (length * length - 1)) / 12;
    product += leastSquaresLine(part).slope * spread;
    square += spread;
    centres.push({ place: middle, height: mean(part) });
    segmentOf.fill(segment, bounds[segment], bounds[segment + 1]);
  }
  const slope = square > 0 ? product / square : 0;
  return { slope, levels: centres.map(({ place, height }) => height - slope * place), segmentOf };
}
