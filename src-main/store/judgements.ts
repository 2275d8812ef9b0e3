import type { Month } from '#shared/domain/calendar.ts';
import type { Judgement } from '#shared/domain/variance.ts';
import { rowId } from '#shared/engine/variance/timing.ts';
import { readBody, writeBody } from './body.ts';
import type { Reader } from './reader.ts';
import type { Writer } from './writer.ts';

/** What somebody judged about a row of a comparison; it is kept with the row's period, one judgement a row. */
export interface StoredJudgement extends Judgement {
  readonly budgetId: string;
  readonly from: Month;
  readonly to: Month;
  readonly key: Readonly<Record<string, string>>;
  readonly author: string;
  readonly at: string;
}

/** Which row of which budget and period a judgement is of. */
export type JudgedRow = Pick<StoredJudgement, 'budgetId' | 'from' | 'to' | 'key'>;

export function readJudgements(reader: Reader, budgetId: string): StoredJudgement[] {
  return reader
    .all<{ body: string }>('SELECT body FROM judgement WHERE budget_id = ? ORDER BY id', budgetId)
    .map(({ body }) => readBody<StoredJudgement>(body));
}

export function putJudgement(writer: Writer, judgement: StoredJudgement): void {
  writer.put('judgement', {
    id: idOf(judgement),
    budget_id: judgement.budgetId,
    body: writeBody(judgement),
  });
}

export function removeJudgement(writer: Writer, row: JudgedRow): void {
  writer.remove('judgement', idOf(row));
}

function idOf({ budgetId, from, to, key }: JudgedRow): string {
  return `${budgetId} ${from} ${to} ${rowId(key)}`;
}
