import type { Money } from '#shared/domain/money.ts';
import { NO_CURRENCY, parseAmount, toUnits, ZERO, type Micros } from '#shared/domain/money.ts';
import { isDay, isMonth } from '#shared/domain/calendar.ts';
import { numberStyle, type NumberStyle } from '#shared/charts/numbers.ts';

const styles = new Map<string, NumberStyle>();

/** The writer of figures for a currency in the user's own locale. */
export function styleOf(currency: string): NumberStyle {
  const known = styles.get(currency);
  if (known !== undefined) return known;
  const style = numberStyle(navigator.language, currency);
  styles.set(currency, style);
  return style;
}

/** The writer of what has no currency: percentages, days, counts. */
export function plainStyle(): NumberStyle {
  return styleOf('USD');
}

/** The amount of an answer's money, as micros. */
export function microsOf(money: Money): Micros {
  return parseAmount(money.amount) ?? ZERO;
}

/** The amount of an answer's money in currency units, for drawing only. */
export function unitsOf(money: Money): number {
  return toUnits(microsOf(money));
}

/** A currency beside an amount; the code for none says so in words. */
export function currencyText(currency: string): string {
  return currency === NO_CURRENCY ? 'without currency' : currency;
}

/** Money as sentences and headlines write it, with its currency: `598,400 USD`. */
export function moneyText(money: Money): string {
  return `${styleOf(money.currency).spoken(microsOf(money))}\u00a0${currencyText(money.currency)}`;
}

/** A difference as sentences write it, with sign and currency: `+18,400 USD`. */
export function signedMoneyText(money: Money): string {
  return `${styleOf(money.currency).signedSpoken(microsOf(money))}\u00a0${money.currency}`;
}

/** Money as tables write it, without its currency, which the column head names. */
export function amountText(money: Money): string {
  return styleOf(money.currency).amount(microsOf(money));
}

/** An answer's amount as one would type it, without needless noughts: `1200.500000` is `1200.5`. */
export function plainAmount(amount: string): string {
  return amount.replace(/\.?0+$/, '');
}

/** The sign before the decimals of an amount, as the user's locale types it. */
export function decimalSign(): '.' | ',' {
  const parts = new Intl.NumberFormat(navigator.language).formatToParts(1.5);
  return parts.find(({ type }) => type === 'decimal')?.value === ',' ? ',' : '.';
}

/** A day in words; text that is no day is shown as it is. */
export function dayText(day: string): string {
  return isDay(day) ? plainStyle().day(day) : day;
}

/** A month in words; text that is no month is shown as it is. */
export function monthText(month: string): string {
  return isMonth(month) ? plainStyle().month(month) : month;
}

export function shortMonthText(month: string): string {
  return isMonth(month) ? plainStyle().shortMonth(month) : month;
}

/** `2026-01/2026-12` or two months as `Jan 2026 – Dec 2026`; one month alone where both are the same. */
export function spanText(from: string, to?: string): string {
  const [first = '', last = first] = to === undefined ? from.split('/') : [from, to];
  return first === last ? monthText(first) : `${monthText(first)} – ${monthText(last)}`;
}

/** A word at the beginning of a label or a head: `service` is `Service`. */
export function sentenceCase(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

/** A moment of the journal, in the user's own zone. */
export function momentText(moment: string): string {
  const time = Date.parse(moment);
  return Number.isNaN(time)
    ? moment
    : new Intl.DateTimeFormat(navigator.language, { dateStyle: 'medium', timeStyle: 'short' }).format(time);
}

/** A share as whole percent, as probabilities are written. */
export function probabilityText(share: number | null): string {
  return share === null ? '–' : plainStyle().probability(share);
}

/** A fraction as percent with one decimal: `0.83` is `83.0 %`. */
export function shareText(share: number | null): string {
  return share === null ? '–' : plainStyle().percent(share * 100);
}

/** The level of an interval in percent, with all the decimals that it has: `97.5`. */
export function levelText(level: number): string {
  return plainStyle().decimal(level, String(level).split('.')[1]?.length ?? 0);
}

export function countText(count: number, one: string, many: string): string {
  return `${plainStyle().integer(count)} ${count === 1 ? one : many}`;
}

/** The size of a file: `1,500` is `1.5 kB`; what is smaller than a thousand is counted. */
export function bytesText(bytes: number): string {
  if (bytes < 1e3) return countText(bytes, 'byte', 'bytes');
  const [size, unit] = bytes >= 1e6 ? [bytes / 1e6, 'MB'] : [bytes / 1e3, 'kB'];
  return `${plainStyle().decimal(size, 1)}\u00a0${unit}`;
}
