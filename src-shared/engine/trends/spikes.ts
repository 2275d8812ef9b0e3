import { median } from '../forecast/line.ts';

/** A value that stands out from its neighbours, and by how much. */
export interface Spike {
  readonly index: number;
  readonly amount: number;
}

/** Robust deviations from the neighbours at which a value stands out; Iglewicz and Hoaglin (1993) suggest 3.5. */
const THRESHOLD = 4;
/** A spike is also at least this share of the usual level, else a flat series would be full of them. */
const LEAST_SHARE = 0.1;

/**
 * Single values that leave their neighbourhood and come back: the distance to the running median, against its median
 * absolute deviation (Hampel filter). A level that stays is no spike. `half` is the half width of the neighbourhood.
 *
 * @example findSpikes([10, 10, 10, 90, 10, 10, 10], 2) // [{ index: 3, amount: 80 }]
 */
export function findSpikes(values: ArrayLike<number>, half: number): Spike[] {
  const count = values.length;
  if (count < 5) return [];
  const usual = runningMedian(values, half);
  const distances = Float64Array.from(usual, (middle, index) => Math.abs(values[index]! - middle));
  const deviation = 1.4826 * median(distances);
  const level = median(Float64Array.from(values, Math.abs));
  const bound = Math.max(THRESHOLD * deviation, LEAST_SHARE * level);
  const spikes: Spike[] = [];
  for (let index = 0; index < count; index += 1) {
    const amount = values[index]! - usual[index]!;
    if (Math.abs(amount) > bound && isAlone(values, index, amount)) spikes.push({ index, amount });
  }
  return spikes;
}

/** At the end of the series a high value may be a new level as well as a spike; it counts as neither yet. */
function isAlone(values: ArrayLike<number>, index: number, amount: number): boolean {
  if (index === values.length - 1) return false;
  const back = (values[index]! - values[index + 1]!) * Math.sign(amount);
  return index === 0 ? back > 0.5 * Math.abs(amount) : true;
}

/** The median of each value and its neighbours; at the ends the window is one-sided but as long. */
export function runningMedian(values: ArrayLike<number>, half: number): Float64Array {
  const count = values.length;
  const width = Math.min(count, 2 * half + 1);
  return Float64Array.from({ length: count }, (_, index) => {
    const from = Math.min(Math.max(0, index - half), count - width);
    return median(Array.prototype.slice.call(values, from, from + width) as number[]);
  });
}

/** The values with spikes taken back to their neighbourhood. */
export function withoutSpikes(values: ArrayLike<number>, spikes: readonly Spike[]): Float64Array {
  const plain = Float64Array.from(values);
  for (const { index, amount } of spikes) plain[index]! -= amount;
  return plain;
}
