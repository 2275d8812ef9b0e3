import { expect, it } from 'vitest';
import { bytesText } from '../../../src-renderer/format/style.ts';

it.each([
  [0, '0 bytes'],
  [1, '1 byte'],
  [999, '999 bytes'],
  [1500, '1.5\u00a0kB'],
  [2_340_000, '2.3\u00a0MB'],
])('tells the size of a file of %d', (bytes, text) => {
  expect(bytesText(bytes)).toBe(text);
});
