import { expect, test } from 'vitest';
import { PAGED, rowsOf, totalOf, type ListPage } from '../../../src-renderer/session/list-pages.ts';

const page = (data: readonly string[], total: number): ListPage<string> => ({ data, meta: { total } });

test('a list goes on until all of it is read, and counts all of it from its first page on', () => {
  const first = page(['a', 'b'], 3);
  expect(PAGED.getNextPageParam(first, [first])).toBe(2);
  expect(totalOf([first])).toBe(3);
  const last = page(['c'], 3);
  expect(PAGED.getNextPageParam(last, [first, last])).toBeUndefined();
  expect(totalOf([])).toBe(0);
});

test('a list that shrank meanwhile ends, and a row that moved to the next page stands once', () => {
  const [first, empty] = [page(['a', 'b'], 5), page([], 5)];
  expect(PAGED.getNextPageParam(empty, [first, empty])).toBeUndefined();
  const later = page(['b', 'c'], 4);
  expect(rowsOf([first, later], (row) => row)).toEqual(['a', 'b', 'c']);
});
