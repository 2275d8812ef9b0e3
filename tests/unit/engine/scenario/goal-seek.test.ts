import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { goalSeek } from '#shared/engine/scenario/goal-seek.ts';

const range = { lowest: -0.5, highest: 1, step: 0.001, confidence: 0.9 };

describe('goal seek', () => {
  it('finds the largest value that keeps the wanted confidence', () => {
    const answer = goalSeek({ ...range, probabilityWithin: (value) => (value <= 0.1234 ? 0.95 : 0.85) });
    expect(answer).toEqual({ kind: 'found', value: 0.123, probability: 0.95 });
  });

  it('says that the goal cannot be met and how near the lowest value comes', () => {
    expect(goalSeek({ ...range, probabilityWithin: () => 0.4 })).toEqual({
      kind: 'never',
      value: -0.5,
      probability: 0.4,
    });
  });

  it('says that every value meets the goal', () => {
    expect(goalSeek({ ...range, probabilityWithin: () => 1 })).toEqual({
      kind: 'always',
      value: 1,
      probability: 1,
    });
  });

  it('meets the goal where it answers, and misses it one step above', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -0.45, max: 0.95, noNaN: true }),
        fc.double({ min: 0.05, max: 0.99, noNaN: true }),
        fc.double({ min: 0.5, max: 20, noNaN: true }),
        (centre, confidence, slope) => {
          const probabilityWithin = (value: number): number => 1 / (1 + Math.exp(slope * (value - centre)));
          const answer = goalSeek({ ...range, confidence, probabilityWithin });
          if (answer.kind !== 'found') return;
          expect(probabilityWithin(answer.value)).toBeGreaterThanOrEqual(confidence);
          expect(probabilityWithin(answer.value + range.step)).toBeLessThan(confidence + 1e-9);
        },
      ),
    );
  });
});
