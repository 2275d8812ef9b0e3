/** Amounts as people and programs write them, in the decimal style of the file. */
import { expandExponent } from './decimal.ts';
import { NULLS } from './nulls.ts';
import { withoutFormula } from './text-formula.ts';
import type { DecimalMark } from './types.ts';

export type AmountText =
  | { readonly kind: 'plain'; readonly plain: string; readonly currency: string }
  | { readonly kind: 'blank' }
  | { readonly kind: 'bad'; readonly reason: string };

/** Currency signs and what people write for a currency; the empty code is a sign that several currencies share. */
const SIGNS: Readonly<Record<string, string>> = {
  ...{ $: 'USD', US$: 'USD', C$: 'CAD', CA$: 'CAD', A$: 'AUD', AU$: 'AUD', NZ$: 'NZD', R$: 'BRL' },
  ...{ MX$: 'MXN', HK$: 'HKD', S$: 'SGD', SG$: 'SGD', NT$: 'TWD', '£': 'GBP', '€': 'EUR', '₹': 'INR' },
  ...{ '₩': 'KRW', '₺': 'TRY', '₽': 'RUB', '₫': 'VND', '₴': 'UAH', '₪': 'ILS', '₱': 'PHP', '฿': 'THB' },
  ...{ 'CN¥': 'CNY', 'JP¥': 'JPY', '¥': '', '￥': '', 元: 'CNY', 円: 'JPY', 원: 'KRW', zł: 'PLN' },
  ...{ Kč: 'CZK', Ft: 'HUF', лв: 'BGN', 'лв.': 'BGN', руб: 'RUB', 'руб.': 'RUB', грн: 'UAH', 'грн.': 'UAH' },
  ...{
    kr: '',
    'kr.': '',
    'Fr.': 'CHF',
    SFr: 'CHF',
    'SFr.': 'CHF',
    lei: 'RON',
    RM: 'MYR',
    Rp: 'IDR',
    Rs: 'INR',
  },
  ...{ 'Rs.': 'INR' },
};
const WORDS = Object.keys(SIGNS)
  .filter((sign) => /^\p{L}/u.test(sign) && !/\p{Sc}/u.test(sign))
  .sort((a, b) => b.length - a.length)
  .map((sign) => sign.replace('.', '\\.'))
  .join('|');
const LEADING_MARK = new RegExp(
  `^(?<what>(?:[A-Z]{3}|${WORDS})(?=[\\s\\d(+\\-−–‑])|[A-Z]{0,2}\\p{Sc})(?<rest>.*)$`,
  'su',
);
const TRAILING_MARK = new RegExp(
  `^(?<rest>.*?)\\s*(?<what>[A-Z]{3}|[A-Z]{0,2}\\p{Sc}|(?<!\\p{L})(?:${WORDS}))$`,
  'su',
);
/** The side of a ledger behind an amount, as Indian and British statements write it. */
const LEDGER_SIDE = /^(?<rest>.*[\d)\s])\s*(?<what>cr|dr)\.?$/is;
/** `24,95 S` and `24,95 H`, as German statements do; `12 H` may be hours. */
const GERMAN_SIDE = /^(?<rest>.*,\d{2})\s*(?<what>[SH])$/s;
/** `1234.–` and `5,--`: no cents. */
const NO_CENTS = /(?<=\d)[.,][-–—]{1,2}(?=\s*(?:$|[^\d\s]))/u;
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
  const cell = withoutFormula(text).trim();
  if (isNothing(cell)) return { kind: 'blank' };
  const bare = BARE.exec(cell);
  const { rest, negative, currency } =
    bare === null
      ? peeled(cell.replace(NO_CENTS, ''))
      : { rest: bare[2] ?? '', negative: bare[1] === '-', currency: '' };
  const plain = plainOf(rest, mark);
  if (plain === undefined) return { kind: 'bad', reason: badReason(cell, mark) };
  return { kind: 'plain', plain: negative ? `-${plain}` : plain, currency };
}

/** Accounting formats print a dash where there is no amount, with the currency beside it. */
const NOTHING = /^(?:\p{Sc}\s*)?[-–—](?:\s*\p{Sc})?$/u;
/** Whether a cell says that there is no amount: blank, a dash alone, or what databases write for nothing. */
export function isNothing(cell: string): boolean {
  const text = cell.trim();
  return text === '' || NOTHING.test(text) || NULLS.has(text);
}

/** Nothing but digits, marks and a minus, as nearly all cells are. */
const BARE = /^(-?)([\d.,]+)$/;
/** What can surround the digits, each once and in any order. */
const WRAPS: Readonly<Record<'brackets' | 'sign' | 'side' | 'currency', readonly RegExp[]>> = {
  brackets: [/^\((?<rest>.*)\)$/s],
  sign: [/^(?<what>[+\-−–‑▲△])\s*(?<rest>\S.*)$/su, /^(?<rest>.*\S)\s*(?<what>[-−])$/su],
  side: [LEDGER_SIDE, GERMAN_SIDE],
  currency: [LEADING_MARK, TRAILING_MARK],
};

/** The digits of an amount without brackets, sign, ledger side and currency. */
function peeled(cell: string): { rest: string; negative: boolean; currency: string } {
  const open = new Map(Object.entries(WRAPS));
  let rest = cell;
  let negative = false;
  let currency = '';
  for (let found = true; found;) {
    found = false;
    for (const [kind, forms] of open) {
      const groups = forms.map((form) => form.exec(rest)?.groups).find((match) => match !== undefined);
      if (groups === undefined) continue;
      const what = groups['what'] ?? '';
      rest = (groups['rest'] ?? '').trim();
      if (kind === 'currency') currency = currencyOfMark(what);
      // Brackets around a minus say the same thing twice.
      else if (kind === 'brackets' || /^([-−–‑▲△]|cr|h)$/iu.test(what)) negative = true;
      open.delete(kind);
      found = true;
      break;
    }
  }
  return { rest, negative, currency };
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
  /** Cells such as `1.234`, likewise. */
  readonly groups: number;
}

/** Counts what the cells of a column say about the decimal mark. */
export function decimalEvidence(cells: Iterable<string>): MarkEvidence {
  let point = 0;
  let comma = 0;
  let undecided = 0;
  let groups = 0;
  for (const cell of cells) {
    // The point of `kr.` or `Rs.` is none of the amount.
    const digits = cell.replace(/\p{L}\./gu, '').replace(/[^\d.,]/g, '');
    const hasExponent = /\d[.,]?e[+-]?\d/i.test(cell);
    if (!/[.,]/.test(digits) || hasExponent) {
      if (/\d\.\d*e/i.test(cell)) point += 1;
      else if (/\d,\d*e/i.test(cell)) comma += 1;
      continue;
    }
    const asPoint = /^\d{1,3}(,\d{2,3})*,\d{3}\.\d*$|^\d*\.\d*$|^\d{1,3}(,\d{3})+$/.test(digits);
    const asComma = /^\d{1,3}(\.\d{3})+,\d*$|^\d*,\d*$|^\d{1,3}(\.\d{3})+$/.test(digits);
    if (asPoint && asComma) {
      // 0.125 and 1234.500 cannot be groups of thousands; 1.234 and 1,234 can be either.
      const isGroups = /^([1-9]\d{0,2})[.,]\d{3}$/.test(digits);
      if (isGroups && digits.includes(',')) undecided += 1;
      else if (isGroups) groups += 1;
      else if (digits.includes('.')) point += 1;
      else comma += 1;
    } else if (asPoint) point += 1;
    else if (asComma) comma += 1;
  }
  return { point, comma, undecided, groups };
}
