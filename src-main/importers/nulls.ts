/** What databases write for a cell in which nothing stands. */
export const NULLS: ReadonlySet<string> = new Set(['NULL', 'null', '(null)', '\\N']);
