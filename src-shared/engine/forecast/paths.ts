import { normalScore } from './normal.ts';
import type { Random } from '../random.ts';

/** Rows of one buffer, so that hundreds of paths cost one allocation. */
export function emptyPaths(count: number, horizon: number): Float64Array[] {
  const buffer = new Float64Array(count * horizon);
  return Array.from({ length: count }, (_, path) => buffer.subarray(path * horizon, (path + 1) * horizon));
}

/** How much of the lasting part of an error is still there one step later; measured on monthly and daily series alike. */
export const CARRIED = 0.95;

/**
 * One path of scores from independent ones: a part of an error that stays and slowly fades (an autoregression, from the
 * first scores), and a part that is gone at the next step (the second). `lasting` is the share of the first, 0 to 1.
 */
export function fadingScores(fresh: Float64Array, passing: Float64Array, lasting: number): Float64Array {
  const stays = Math.sqrt(lasting);
  const passes = Math.sqrt(1 - lasting);
  const renewed = Math.sqrt(1 - CARRIED * CARRIED);
  let state = 0;
  return fresh.map((score, step) => {
    state = step === 0 ? score : CARRIED * state + renewed * score;
    return stays * state + passes * passing[step]!;
  });
}

/** Joint paths of normal scores for one series. */
export function scorePaths(count: number, horizon: number, lasting: number, random: Random): Float64Array[] {
  const draw = (): Float64Array => Float64Array.from({ length: horizon }, () => random.normal());
  return Array.from({ length: count }, () => fadingScores(draw(), draw(), lasting));
}

/**
 * Replaces every column by evenly spread normal scores in the same order, in place: whatever hangs together still does,
 * and the paths of a month have exactly the calibrated distribution. Equal ones keep the order of their paths.
 */
export function evenScores(paths: Float64Array[]): Float64Array[] {
  const count = paths.length;
  const horizon = paths[0]?.length ?? 0;
  const scores = Float64Array.from({ length: count }, (_, rank) => normalScore((rank + 0.5) / count));
  const column = new Float64Array(count);
  const taken = new Uint32Array(count);
  for (let step = 0; step < horizon; step += 1) {
    for (let path = 0; path < count; path += 1) column[path] = paths[path]![step]!;
    const sorted = column.toSorted();
    taken.fill(0);
    for (let path = 0; path < count; path += 1) {
      const first = firstPlace(sorted, column[path]!);
      paths[path]![step] = scores[first + taken[first]!++]!;
    }
  }
  return paths;
}

/** The first place of a value in ascending ones that hold it. */
function firstPlace(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The quantile of every column at a share, and at others; each row of the answer belongs to one share. */
export function columnQuantiles(paths: readonly Float64Array[], shares: readonly number[]): Float64Array[] {
  const count = paths.length;
  const horizon = paths[0]?.length ?? 0;
  const rows = shares.map(() => new Float64Array(horizon));
  const column = new Float64Array(count);
  for (let step = 0; step < horizon; step += 1) {
    for (let path = 0; path < count; path += 1) column[path] = paths[path]![step]!;
    column.sort();
    shares.forEach((share, row) => {
      const place = Math.min(count - 1, Math.max(0, share * count - 0.5));
      const below = Math.floor(place);
      const low = column[below]!;
      rows[row]![step] = low + (column[Math.min(count - 1, below + 1)]! - low) * (place - below);
    });
  }
  return rows;
}

/** Central intervals of paths by level; without paths, the mean itself. */
export function pathIntervals(
  paths: readonly Float64Array[],
  levels: readonly number[],
  mean: ArrayLike<number>,
): Record<string, (readonly [number, number])[]> {
  const shares = levels.flatMap((level) => [0.5 - level / 200, 0.5 + level / 200]);
  const rows = paths.length > 0 ? columnQuantiles(paths, shares) : shares.map(() => Float64Array.from(mean));
  return Object.fromEntries(
    levels.map((level, index) => {
      const low = rows[2 * index]!;
      const high = rows[2 * index + 1]!;
      return [String(level), Array.from(low, (value, step) => [value, high[step]!] as const)];
    }),
  );
}
