import { describe, expect, it } from 'vitest';
import { evenScores } from '#shared/engine/forecast/paths.ts';

/** The standard normal quantiles of 1/8, 3/8, 5/8 and 7/8, to the digits of published tables. */
const QUARTERS = [-1.15035, -0.31864, 0.31864, 1.15035];

function scoresOf(...values: number[]): number[] {
  return evenScores(values.map((value) => Float64Array.of(value))).map(([score]) => score ?? Number.NaN);
}

describe('evenly spread scores', () => {
  it('stand in the order of the values, whatever these are', () => {
    const [third, first, fourth, second] = scoresOf(7, -1e300, Number.MAX_VALUE, 0.5);
    [first, second, third, fourth].forEach((score, rank) =>
      expect(score).toBeCloseTo(QUARTERS[rank] ?? 0, 4),
    );
  });

  it('give equal values the order of their paths', () => {
    const scores = scoresOf(3, 0, 3, -0);
    const ranks = [...scores].sort((a, b) => a - b).map((score) => scores.indexOf(score));
    expect(ranks).toEqual([1, 3, 0, 2]);
  });

  it('of every month alone, so that a path may be high in one and low in the next', () => {
    const paths = evenScores([Float64Array.of(1, 9), Float64Array.of(2, 8)]);
    expect(paths.map(([now = 0, next = 0]) => Math.sign(next - now))).toEqual([1, -1]);
    expect(evenScores([])).toEqual([]);
  });
});
