/** Counts of how a table was read. */
import { ExactSum, type SumParts } from './decimal.ts';

export interface Tally {
  readonly rows: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly skipped: number;
  readonly repeatedHeaders: number;
  readonly comments: number;
  readonly shortRows: number;
  readonly emptyExtras: number;
  readonly bareQuotes: number;
  readonly billed: SumParts;
  /** Totals that stand in the table. */
  readonly summaries: readonly {
    readonly what: string;
    readonly total: boolean;
    readonly amount: SumParts;
  }[];
}

/** The tally of two parts of one table. */
export function addTallies(a: Tally, b: Tally): Tally {
  return {
    rows: a.rows + b.rows,
    accepted: a.accepted + b.accepted,
    rejected: a.rejected + b.rejected,
    skipped: a.skipped + b.skipped,
    repeatedHeaders: a.repeatedHeaders + b.repeatedHeaders,
    comments: a.comments + b.comments,
    shortRows: a.shortRows + b.shortRows,
    emptyExtras: a.emptyExtras + b.emptyExtras,
    bareQuotes: a.bareQuotes + b.bareQuotes,
    billed: ExactSum.from(a.billed).plus(ExactSum.from(b.billed)).parts(),
    summaries: [...a.summaries, ...b.summaries],
  };
}

/** What the user should know of how a table was read. */
export function warningsOf(tally: Tally, name: string): string[] {
  const warnings: string[] = [];
  if (tally.shortRows > 0)
    warnings.push(
      `${tally.shortRows} records of ${name} have fewer fields than the header; the missing ones were read as empty.`,
    );
  if (tally.emptyExtras > 0)
    warnings.push(`${tally.emptyExtras} records of ${name} have empty fields beyond the header.`);
  if (tally.bareQuotes > 0)
    warnings.push(`${name} has quotes inside unquoted fields; they were kept as they are.`);
  if (tally.repeatedHeaders > 0)
    warnings.push(
      `The header of ${name} is repeated ${tally.repeatedHeaders} times among the records; it was left out.`,
    );
  if (tally.comments > 0) warnings.push(`${tally.comments} comment lines of ${name} were left out.`);
  const billed = ExactSum.from(tally.billed).micros();
  for (const { what, amount, total } of tally.summaries) {
    const exact = ExactSum.from(amount).micros();
    warnings.push(
      !total || exact === billed
        ? `The record “${what}” of ${name} was left out: it is no charge.`
        : `The record “${what}” of ${name} says ${text(exact)}, but the records add up to ${text(billed)}.`,
    );
  }
  return warnings;
}

function text(micros: bigint): string {
  const magnitude = micros < 0n ? -micros : micros;
  return `${micros < 0n ? '-' : ''}${magnitude / 1_000_000n}.${(magnitude % 1_000_000n).toString().padStart(6, '0')}`;
}
