import type { Rejection } from '#shared/domain/import.ts';
import type { Tokenizer } from './tokenizer.ts';
import type { RejectedRecord } from './types.ts';

/** A rejected record is kept to be mended, but not without bound. */
const LONGEST_KEPT_CELL = 4096;
const MOST_KEPT_CELLS = 2000;

/** A record that was rejected, with its cells. */
export function rejectedRecord(file: string, rejection: Rejection, record: Tokenizer): RejectedRecord {
  const cells: string[] = [];
  for (let index = 0; index < Math.min(record.count, MOST_KEPT_CELLS); index += 1)
    cells.push(record.text(index).slice(0, LONGEST_KEPT_CELL));
  return { ...rejection, file, cells };
}
