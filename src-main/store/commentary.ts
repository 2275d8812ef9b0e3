import type { Month } from '#shared/domain/calendar.ts';
import { readBody, writeBody } from './body.ts';
import type { Reader } from './reader.ts';
import type { Writer } from './writer.ts';

/** What somebody wrote beside a row of a comparison; it is kept with the row's period. */
export interface StoredComment {
  readonly id: string;
  readonly budgetId: string;
  readonly from: Month;
  readonly to: Month;
  /** The row it explains: its value of each dimension; of the total, none. */
  readonly key: Readonly<Record<string, string>>;
  readonly text: string;
  /** Whether the difference will go away by itself or stay, as somebody judged. */
  readonly kind: 'timing' | 'permanent' | null;
  readonly author: string;
  readonly at: string;
}

export function readComments(reader: Reader, budgetId: string): StoredComment[] {
  return reader
    .all<{ body: string }>('SELECT body FROM commentary WHERE budget_id = ? ORDER BY id', budgetId)
    .map(({ body }) => readBody<StoredComment>(body))
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

export function readComment(reader: Reader, id: string): StoredComment | undefined {
  const row = reader.get<{ body: string }>('SELECT body FROM commentary WHERE id = ?', id);
  return row === undefined ? undefined : readBody<StoredComment>(row.body);
}

export function putComment(writer: Writer, comment: StoredComment): void {
  writer.put('commentary', { id: comment.id, budget_id: comment.budgetId, body: writeBody(comment) });
}

export function removeComment(writer: Writer, id: string): void {
  writer.remove('commentary', id);
}
