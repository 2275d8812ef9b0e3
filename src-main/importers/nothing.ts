/** Why an export that could be opened holds nothing to import, in one sentence. */
import type { Rejection } from '#shared/domain/import.ts';
import { ImportError } from './types.ts';

export interface Counts {
  readonly rows: number;
  readonly rejected: number;
  readonly skipped: number;
}

/** The error for an export none of whose records was accepted; `first` is its first rejection. */
export function nothingToImport(name: string, counts: Counts, first: Rejection | undefined): ImportError {
  const { rows, rejected, skipped } = counts;
  if (first !== undefined) {
    const column = first.column === '' ? '' : `column ${first.column}, `;
    return new ImportError(
      'nothing_to_import',
      `None of the ${rows} records of ${name} can be read; the first: row ${first.row}, ${column}${first.reason}.`,
      { rejected, skipped },
    );
  }
  return new ImportError(
    'nothing_to_import',
    rows === 0
      ? `${name} has a header and no records.`
      : `${name} has ${rows} records, and none of them has an amount.`,
  );
}
