/** The currency of a table whose records do not name one. */
import { NO_CURRENCY } from '#shared/domain/money.ts';
import { currencyOfMark, readAmount } from '../amount-text.ts';
import type { Header } from '../header.ts';
import type { Layout, Sample } from '../profile.ts';

const CODES = new Set(
  (
    'USD EUR GBP CAD AUD NZD CHF JPY CNY INR BRL MXN SEK NOK DKK PLN CZK HUF RON TRY ZAR SGD BGN ' +
    'HKD KRW RUB UAH ILS AED SAR THB IDR MYR PHP TWD VND CLP COP ARS PEN ALL ISK EGP NGN KES PKR'
  ).split(' '),
);
const CODE_SUFFIX = /(?:^|[\s_(.[/-])([A-Z]{3})[)\]]?$/;
const SIGN_SUFFIX = /(?:[\s_([/]|^)([A-Z]{0,2}\p{Sc}|zł|Kč|kr\.?|Ft|元|円|원)[)\]]?$/u;
const STATED =
  /^(?:billing )?(?:currency|währung|devise|moneda|valuta|moeda|waluta|валюта|币种|通貨)(?: code)?:?$/iu;

export function isCurrencyCode(text: string): boolean {
  return CODES.has(text.toUpperCase());
}

/** The currency in a column's name, as a code or a sign; empty where it has none. */
export function currencyOfName(name: string): string {
  const plain = narrow(name);
  const code = CODE_SUFFIX.exec(plain.toUpperCase())?.[1] ?? '';
  return CODES.has(code) ? code : currencyOfMark(SIGN_SUFFIX.exec(plain)?.[1] ?? '');
}

/** A column's name without the currency behind it: `cost_usd`, `Cost ($)`, `Amount (EUR)`. */
export function withoutCurrency(name: string): string {
  const plain = narrow(name);
  const code = CODE_SUFFIX.exec(plain.toUpperCase())?.[1] ?? '';
  const suffix = CODES.has(code) ? new RegExp(`[\\s_(.[/-]*${code}[)\\]]?$`, 'i') : SIGN_SUFFIX;
  return plain
    .replace(suffix, '')
    .replace(/\s*\([^()]{0,4}\)\s*$/, '')
    .trim();
}

/** A name with the brackets of East Asian type as ours. */
function narrow(name: string): string {
  return name.replaceAll('（', '(').replaceAll('）', ')').trim();
}

/** The currency in the names of the amount columns, else the mark in their cells where all agree, else the preamble's. */
export function fileCurrency(
  header: Header,
  sample: Sample,
  columns: readonly number[],
): Pick<Layout, 'currency' | 'markedCurrency'> {
  const named = columns.map((column) => currencyOfName(header.names[column] ?? ''));
  const first = named.find((code) => code !== '');
  if (first !== undefined) return { currency: first };
  const marks = new Set(
    columns.flatMap((column) => sample.records.map((record) => markOf(record[column] ?? ''))),
  );
  marks.delete('');
  const [mark, ...others] = marks;
  if (mark !== undefined && (mark !== NO_CURRENCY || others.length > 0))
    return others.length === 0 ? { markedCurrency: mark } : {};
  const stated = statedCurrency(sample);
  return stated === '' ? {} : { currency: stated };
}

/** The currency that a record before the header states; empty where none does. */
export function statedCurrency(sample: Sample): string {
  const stated = sample.preamble.find((record) => STATED.test(record[0]?.trim() ?? ''))?.[1]?.trim() ?? '';
  return isCurrencyCode(stated) ? stated.toUpperCase() : '';
}

/** Signs of several currencies. */
const SHARED = /[¥￥]|\bkr\b/i;
/** The currency of the mark in a cell; empty where it has none, none of them all where several share the mark. */
function markOf(cell: string): string {
  if (!/[^\d\s.,()+-]/u.test(cell)) return '';
  for (const mark of ['.', ','] as const) {
    const amount = readAmount(cell, mark);
    if (amount.kind === 'plain') return amount.currency || (SHARED.test(cell) ? NO_CURRENCY : '');
  }
  return '';
}
