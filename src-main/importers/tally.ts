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
    /** The sum of the records before it. */
    readonly soFar: SumParts;
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
    billed: sumOf(a.billed, b.billed),
    summaries: [...a.summaries, ...b.summaries.map((one) => ({ ...one, soFar: sumOf(a.billed, one.soFar) }))],
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
  return [...warnings, ...summaryWarnings(tally, name)];
}

/**
 * What became of the totals in a table. A total is right where it is the sum of all records, of those before it, or of
 * those since the total before it.
 */
function summaryWarnings({ billed, summaries }: Tally, name: string): string[] {
  const all = ExactSum.from(billed).micros();
  let before = 0n;
  return summaries.map(({ what, amount, total, soFar }) => {
    const [said, sum] = [ExactSum.from(amount).micros(), ExactSum.from(soFar).micros()];
    const isRight = !total || said === all || said === sum || said === sum - before;
    before = sum;
    return isRight
      ? `The record “${what}” of ${name} was left out: it is no charge.`
      : `The record “${what}” of ${name} says ${text(said)}, but the records add up to ${text(all)}.`;
  });
}

function sumOf(a: SumParts, b: SumParts): SumParts {
  return ExactSum.from(a).plus(ExactSum.from(b)).parts();
}

function text(micros: bigint): string {
  const magnitude = micros < 0n ? -micros : micros;
  return `${micros < 0n ? '-' : ''}${magnitude / 1_000_000n}.${(magnitude % 1_000_000n).toString().padStart(6, '0')}`;
}
