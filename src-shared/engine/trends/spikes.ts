import { median } from '../forecast/line.ts';
import { runningMedian } from '../forecast/prepare.ts';

/** A value that stands out from its neighbours, and by how much. */
export interface Spike {
  readonly index: number;
  readonly amount: number;
}

/** Robust deviations from the neighbours at which a value stands out; Iglewicz and Hoaglin (1993) suggest 3.5. */
const THRESHOLD = 4.5;
/** A spike is also at least this share of the usual level, else a flat series would be full of them. */
const LEAST_SHARE = 0.1;
const WEEK = 7;
/** What happens oftener than this is not a spike but how the series is. */
const MOST_SHARE = 0.05;

/**
 * Single values that leave their neighbourhood and come back: the distance to the running median, against its median
 * absolute deviation (Hampel filter). A level that stays is no spike. `half` is the half width of the neighbourhood; of more than
 * `mostShare` of the values only the largest count.
 *
 * @example findSpikes([10, 10, 10, 90, 10, 10, 10], 2) // [{ index: 3, amount: 80 }]
 */
export function findSpikes(values: Float64Array, half: number, mostShare = MOST_SHARE): Spike[] {
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
  const most = Math.max(1, Math.floor(mostShare * count));
  const largest = [...spikes].sort((a, b) => Math.abs(b.amount) - Math.abs(a.amount)).slice(0, most);
  return spikes.filter((spike) => largest.includes(spike));
}

/** At the end of the series a high value may be a new level as well as a spike; it counts as neither yet. */
function isAlone(values: Float64Array, index: number, amount: number): boolean {
  if (index === values.length - 1) return false;
  const back = (values[index]! - values[index + 1]!) * Math.sign(amount);
  return index === 0 ? back > 0.5 * Math.abs(amount) : true;
}

/** The values with spikes taken back to their neighbourhood. */
export function withoutSpikes(values: ArrayLike<number>, spikes: readonly Spike[]): Float64Array {
  const plain = Float64Array.from(values);
  for (const { index, amount } of spikes) plain[index]! -= amount;
  return plain;
}

/** The values with the usual difference of each weekday taken off. */
export function withoutWeekdays(values: ArrayLike<number>): Float64Array {
  const all = median(values);
  const usual = Array.from({ length: WEEK }, (_, weekday) =>
    median(Array.from(values).filter((_value, index) => index % WEEK === weekday)),
  );
  return Float64Array.from(values, (value, index) => value - (usual[index % WEEK] ?? all) + all);
}
