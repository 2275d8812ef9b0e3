import { formatAmount, parseAmount, sumMicros, ZERO, type Micros } from '#shared/domain/money.ts';

export interface MonthChange {
  readonly amount: string;
  readonly phasing: { readonly kind: 'custom'; readonly amounts: string[] };
}

/**
 * The change that puts amounts into the plan's months from `first` on; the total follows. Amounts beyond the last month
 * are left out.
 *
 * @example monthChange([10n, 10n], 1, [25n]) // amounts 10, 25, total 35
 */
export function monthChange(plan: readonly Micros[], first: number, amounts: readonly Micros[]): MonthChange {
  const next = plan.map((value, month) => amounts[month - first] ?? value);
  return {
    amount: formatAmount(sumMicros(next)),
    phasing: { kind: 'custom', amounts: next.map(formatAmount) },
  };
}

/**
 * Amounts of a row of a spreadsheet, tab separated, with or without separators of thousands; undefined where a cell is no
 * amount. `parseCells('1,200\t-5') // [1200, −5]`
 */
export function parseCells(text: string): Micros[] | undefined {
  const [line] = text.replace(/\r/g, '').split('\n');
  const cells = (line ?? '').split('\t').map((cell) => amountOf(cell));
  return cells.every((cell) => cell !== undefined) ? cells : undefined;
}

/** An amount as people type it: blank is zero, blanks and commas between thousands are left out. */
export function amountOf(text: string): Micros | undefined {
  const plain = text.replace(/[\s\u00a0\u202f,]/g, '').replace('\u2212', '-');
  return plain === '' ? ZERO : parseAmount(plain);
}
