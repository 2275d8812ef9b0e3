import type { Change } from '#shared/contract/common.ts';
import { formatAmount, toMicros } from '#shared/domain/money.ts';
import { readBody } from './body.ts';
import type { Row } from './reader.ts';
import type { RowChange } from './writer.ts';

/** A changed row as an answer shows it: the subject's own value where the row holds one. */
export function toChange({ table, key, before, after }: RowChange): Change {
  return { subject: table, id: key.map(String).join('/'), before: valueOf(before), after: valueOf(after) };
}

function valueOf(row: Row | null): unknown {
  if (row === null) return null;
  if (typeof row['body'] === 'string') return withTexts(readBody(row['body']));
  return Object.fromEntries(
    Object.entries(row).map(([column, cell]) => [column, typeof cell === 'bigint' ? Number(cell) : cell]),
  );
}

/** A body with its amounts as decimal text, which any door can carry. */
export function withTexts(value: unknown): unknown {
  if (typeof value === 'bigint') return formatAmount(toMicros(value));
  if (Array.isArray(value)) return value.map(withTexts);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withTexts(inner)]));
}
