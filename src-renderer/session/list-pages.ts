import type { Meta } from '#shared/contract/common.ts';

/** How much of a list is read at once. */
export const PAGE_ROWS = 500;

/** A list that is read page by page. */
export interface ListPage<Row> {
  readonly data: readonly Row[];
  readonly meta?: Meta | undefined;
}

/** Where the next page begins; undefined after the last. */
function nextOffset(last: ListPage<unknown>, pages: readonly ListPage<unknown>[]): number | undefined {
  const read = pages.reduce((sum, { data }) => sum + data.length, 0);
  return last.data.length > 0 && read < totalOf(pages) ? read : undefined;
}

/** How a list is asked for page by page. */
export const PAGED = { initialPageParam: 0, getNextPageParam: nextOffset } as const;

/** How long the list is, however much of it was read. */
export function totalOf(pages: readonly ListPage<unknown>[]): number {
  const last = pages.at(-1);
  return last?.meta?.total ?? last?.data.length ?? 0;
}

/** What was read of it; a row that moved from one page to the next meanwhile stands once. */
export function rowsOf<Row>(pages: readonly ListPage<Row>[], keyOf: (row: Row) => string): readonly Row[] {
  const [first] = pages;
  if (first !== undefined && pages.length === 1) return first.data;
  return [...new Map(pages.flatMap(({ data }) => data).map((row) => [keyOf(row), row])).values()];
}
