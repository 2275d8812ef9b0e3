/** A straight line through values at 0, 1, 2 …: `intercept` is its height at 0. */
export interface Line {
  readonly intercept: number;
  readonly slope: number;
}

/**
 * The line of least squares through the first `count` values. One value: level; none: zero.
 *
 * @example leastSquaresLine([1, 3, 5]) // { intercept: 1, slope: 2 }
 */
export function leastSquaresLine(values: ArrayLike<number>, count = values.length): Line {
  const middle = (count - 1) / 2;
  let mean = 0;
  for (let index = 0; index < count; index += 1) mean += values[index]! / count;
  let product = 0;
  let square = 0;
  for (let index = 0; index < count; index += 1) {
    product += (index - middle) * (values[index]! - mean);
    square += (index - middle) ** 2;
  }
  const slope = square > 0 ? product / square : 0;
  return { intercept: mean - slope * middle, slope };
}

/** Above this many values Theil–Sen looks at every k-th pair distance only; the median then hardly moves. */
const MAX_PAIRS_LENGTH = 400;

/**
 * The line of Theil (1950) and Sen (1968): the median slope of all pairs, the median intercept. Bears up to 29 % of
 * outliers. Longer series than 400 are thinned evenly for the slope.
 *
 * @example theilSenLine([0, 1, 2, 30, 4]) // { intercept: 0, slope: 1 }
 */
export function theilSenLine(values: ArrayLike<number>, count = values.length): Line {
  if (count < 2) return { intercept: count === 1 ? values[0]! : 0, slope: 0 };
  const stride = Math.max(1, Math.ceil(count / MAX_PAIRS_LENGTH));
  const slopes: number[] = [];
  for (let from = 0; from < count; from += stride) {
    for (let to = from + stride; to < count; to += stride) {
      slopes.push((values[to]! - values[from]!) / (to - from));
    }
  }
  const slope = median(slopes);
  const rests: number[] = [];
  for (let index = 0; index < count; index += 1) rests.push(values[index]! - slope * index);
  return { intercept: median(rests), slope };
}

/** The middle value; the mean of the middle two; of nothing, 0. */
export function median(values: ArrayLike<number>): number {
  return quantile(values, 0.5);
}

/** The quantile by linear interpolation between order statistics (type 7 of Hyndman and Fan); of nothing, 0. */
export function quantile(values: ArrayLike<number>, share: number): number {
  return quantileOfSorted(Float64Array.from(values).sort(), share);
}

/** As `quantile`, of values in ascending order. */
export function quantileOfSorted(sorted: ArrayLike<number>, share: number): number {
  const count = sorted.length;
  if (count === 0) return 0;
  const place = Math.min(1, Math.max(0, share)) * (count - 1);
  const below = Math.floor(place);
  const low = sorted[below]!;
  const high = sorted[Math.min(count - 1, below + 1)]!;
  return low + (high - low) * (place - below);
}

/** The mean; of nothing, 0. */
export function mean(values: ArrayLike<number>, count = values.length): number {
  let total = 0;
  for (let index = 0; index < count; index += 1) total += values[index]!;
  return count > 0 ? total / count : 0;
}
