import { isDay } from '#shared/domain/calendar.ts';
import { parseAmount, ZERO } from '#shared/domain/money.ts';
import { countText, currencyText, dayText, plainStyle, styleOf } from '../../format/style.ts';

/** Exact totals by currency, to the last of their six decimals: `20.520227 USD`. */
export function totalsText(totals: Readonly<Record<string, string>>): string {
  const parts = Object.entries(totals).map(
    ([currency, amount]) =>
      `${styleOf(currency).exact(parseAmount(amount) ?? ZERO)}\u00a0${currencyText(currency)}`,
  );
  return parts.length === 0 ? 'nothing' : parts.join(' + ');
}

/** `1 Sep 2024 – 30 Sep 2024`; one day alone; a dash where there is none. */
export function daysText(first: string | null, last: string | null): string {
  if (first === null || last === null || !isDay(first)) return '–';
  return first === last ? dayText(first) : `${dayText(first)} – ${dayText(last)}`;
}

/** `1,000 rows = 998 accepted + 2 rejected + 0 skipped`. */
export function rowsText(counts: {
  readonly rows: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly skipped: number;
}): string {
  const { integer } = plainStyle();
  return `${countText(counts.rows, 'row', 'rows')} = ${integer(counts.accepted)} accepted + ${integer(counts.rejected)} rejected + ${integer(counts.skipped)} skipped`;
}
