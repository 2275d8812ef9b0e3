import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { treemap } from '#shared/charts/treemap.ts';

/** A thousandth of a pixel: areas a hundred million times apart leave their rounding behind. */
const NEAR = 1e-3;

describe('treemap', () => {
  it('divides an area in proportion and leaves out what is not above zero', () => {
    const boxes = treemap([3, 0, 1, -2], 4, 1);
    expect(boxes.map(({ index, width, height }) => [index, width * height])).toEqual([
      [0, 3],
      [2, 1],
    ]);
  });

  it('covers the area without overlap for any sizes', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0.01, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 30 }),
        (sizes) => {
          const boxes = treemap(sizes, 600, 200);
          const total = sizes.reduce((sum, size) => sum + size, 0);
          for (const box of boxes) {
            expect(box.width * box.height).toBeCloseTo((sizes[box.index]! / total) * 120_000, 3);
            expect(box.left + box.width).toBeLessThanOrEqual(600 + NEAR);
            expect(box.top + box.height).toBeLessThanOrEqual(200 + NEAR);
          }
          expect(boxes).toHaveLength(sizes.length);
        },
      ),
    );
  });
});
