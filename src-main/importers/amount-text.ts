/** Amounts as people and programs write them, in the decimal style of the file. */
import { expandExponent } from './decimal.ts';
import type { DecimalMark } from './types.ts';

export type AmountText =
  | { readonly kind: 'plain'; readonly plain: string; readonly currency: string }
  | { readonly kind: 'blank' }
  | { readonly kind: 'bad'; readonly reason: string };

const SIGNS: Readonly<Record<string, string>> = {
  $: 'USD',
  US$: 'USD',
  '€': 'EUR',
  '£': 'GBP',
  '¥': '',
  '₹': 'INR',
  '₩': 'KRW',
  C$: 'CAD',
  CA$: 'CAD',
  A$: 'AUD',
  AU$: 'AUD',
  R$: 'BRL',
  '₺': 'TRY',
  '₽': 'RUB',
  '₫': 'VND',
  zł: 'PLN',
  Kč: 'CZK',
  'CN¥': 'CNY',
  'JP¥': 'JPY',
};
const LEADING_MARK = /^([A-Z]{3}(?=[\s\d(+-])|[A-Z]{0,2}[$¥]|[€£₹₩₺₽₫])\s*/u;
const TRAILING_MARK = /\s*([A-Z]{3}|[A-Z]{0,2}[$¥]|[€£₹₩₺₽₫]|zł|Kč)$/u;
/** Blank, no-break, thin and narrow no-break space, apostrophes: what sets thousands apart besides point and comma. */
const GROUP = "[ \\u00A0\\u2009\\u202F'’]";
const WHOLE = {
  '.': new RegExp(
    `^(?:\\d+|\\d{1,3}(?:,\\d{3})+|\\d{1,2}(?:,\\d{2})+,\\d{3}|\\d{1,3}(?:${GROUP}\\d{3})+)$`,
    'u',
  ),
  ',': new RegExp(`^(?:\\d+|\\d{1,3}(?:\\.\\d{3})+|\\d{1,3}(?:${GROUP}\\d{3})+)$`, 'u'),
};
const GROUPS = /[,.'’\s]/gu;

/** The currency a sign or code stands for; `$` alone is taken for the US dollar. Unknown: empty. */
export function currencyOfMark(mark: string): string {
  const sign = mark.trim();
  if (/^[A-Z]{3}$/.test(sign)) return sign;
  return SIGNS[sign] ?? '';
}

/**
 * Reads an amount in the given decimal style to a plain decimal text.
 *
 * @example readAmount('($1,500.00)', '.') // { kind: 'plain', plain: '-1500.00', currency: 'USD' }
 * @example readAmount('86.379,70 €', ',') // { kind: 'plain', plain: '86379.70', currency: 'EUR' }
 * @example readAmount('12,34', '.') // { kind: 'bad', … }
 */
export function readAmount(text: string, mark: DecimalMark): AmountText {
  let rest = text.trim();
  if (rest === '') return { kind: 'blank' };
  let negative = false;
  const turn = (): void => {
    negative = !negative;
  };
  const parentheses = /^\((.*)\)$/.exec(rest);
  if (parentheses !== null) {
    rest = (parentheses[1] ?? '').trim();
    turn();
  }
  const signBefore = takeSign(rest);
  rest = signBefore.rest;
  if (signBefore.negative) turn();
  const marked = takeMark(rest);
  rest = marked.rest;
  const inner = /^\((.*)\)$/.exec(rest);
  if (inner !== null && parentheses === null) {
    rest = (inner[1] ?? '').trim();
    turn();
  }
  const signAfter = signBefore.found ? { rest, negative: false } : takeSign(rest);
  rest = signAfter.rest;
  if (signAfter.negative) turn();
  if (!signBefore.found && /\d[-−]$/u.test(rest)) {
    rest = rest.slice(0, -1).trim();
    turn();
  }
  const plain = plainOf(rest, mark);
  if (plain === undefined) return { kind: 'bad', reason: badReason(text.trim(), mark) };
  return { kind: 'plain', plain: negative ? `-${plain}` : plain, currency: marked.currency };
}

function takeSign(text: string): { rest: string; negative: boolean; found: boolean } {
  const match = /^([+\-−])\s*(?=[^\s])/u.exec(text);
  if (match === null) return { rest: text, negative: false, found: false };
  return { rest: text.slice(match[0].length), negative: match[1] !== '+', found: true };
}

function takeMark(text: string): { rest: string; currency: string } {
  const leading = LEADING_MARK.exec(text);
  if (leading !== null)
    return { rest: text.slice(leading[0].length), currency: currencyOfMark(leading[1] ?? '') };
  const trailing = TRAILING_MARK.exec(text);
  if (trailing !== null)
    return { rest: text.slice(0, trailing.index).trim(), currency: currencyOfMark(trailing[1] ?? '') };
  return { rest: text, currency: '' };
}

function plainOf(text: string, mark: DecimalMark): string | undefined {
  if (/e/i.test(text)) return expandExponent(mark === ',' ? text.replace(',', '.') : text);
  const at = text.indexOf(mark);
  const whole = at < 0 ? text : text.slice(0, at);
  const fraction = at < 0 ? '' : text.slice(at + 1);
  if (!/^\d*$/.test(fraction)) return undefined;
  if (whole === '') return fraction === '' ? undefined : `0.${fraction}`;
  if (!WHOLE[mark].test(whole)) return undefined;
  const digits = whole.replace(GROUPS, '');
  return fraction === '' ? digits : `${digits}.${fraction}`;
}

function badReason(text: string, mark: DecimalMark): string {
  const shown = text.length > 40 ? `${text.slice(0, 40)}…` : text;
  const other: DecimalMark = mark === '.' ? ',' : '.';
  if (plainOf(text, other) !== undefined)
    return `“${shown}” is written with a decimal ${nameOf(other)}, but the file uses a decimal ${nameOf(mark)}`;
  return `“${shown}” is not an amount`;
}

function nameOf(mark: DecimalMark): string {
  return mark === '.' ? 'point' : 'comma';
}

export interface MarkEvidence {
  /** Cells that can only be read with this mark. */
  readonly point: number;
  readonly comma: number;
  /** Cells such as `1,234`, which are a thousand or one and a bit. */
  readonly undecided: number;
}

/** Counts what the cells of a column say about the decimal mark. */
export function decimalEvidence(cells: Iterable<string>): MarkEvidence {
  let point = 0;
  let comma = 0;
  let undecided = 0;
  for (const cell of cells) {
    const digits = cell.replace(/[^\d.,]/g, '');
    if (!/[.,]/.test(digits) || /e/i.test(cell)) {
      if (/\d\.\d*e/i.test(cell)) point += 1;
      continue;
    }
    const asPoint = /^\d{1,3}(,\d{2,3})*,\d{3}\.\d*$|^\d*\.\d*$|^\d{1,3}(,\d{3})+$/.test(digits);
    const asComma = /^\d{1,3}(\.\d{3})+,\d*$|^\d*,\d*$|^\d{1,3}(\.\d{3})+$/.test(digits);
    if (asPoint && asComma) {
      // 0.125 and 1234.500 cannot be groups of thousands; 1.234 and 1,234 can be either.
      const groups = /^([1-9]\d{0,2})[.,]\d{3}$/.test(digits);
      if (groups && digits.includes(',')) undecided += 1;
      else if (!groups && digits.includes('.')) point += 1;
      else if (!groups) comma += 1;
    } else if (asPoint) point += 1;
    else if (asComma) comma += 1;
  }
  return { point, comma, undecided };
}
