import { expect, test } from 'vitest';
import { scaleOf } from '../../../src-renderer/ui/Signs.tsx';

test('a picture of values has nought in it, and what is below nought lies below it', () => {
  const yOf = scaleOf([-1, 3], 0, 40);
  expect([3, 0, -1].map(yOf)).toEqual([0, 30, 40]);
  expect([2, 0].map(scaleOf([1, 2], 1, 21))).toEqual([1, 21]);
});
