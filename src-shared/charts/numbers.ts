import { formatAmount, MICROS_PER_UNIT, toMicros, ZERO, type Micros } from '../domain/money.ts';
import { dayNumber, firstDayOf, type Day, type Month } from '../domain/calendar.ts';
import type { VarianceDirection } from '../domain/variance.ts';

/**
 * How figures are written for people, on screen, in charts and on paper: the locale's separators, U+2212 as minus, thousands
 * joined by a no-break space where the locale has a narrow one (the bundled fonts lack U+202F).
 */
export interface NumberStyle {
  /** An amount in full with the currency's decimals: `1,234.50`. */
  readonly amount: (value: Micros) => string;
  /** An amount with all six decimals. */
  readonly exact: (value: Micros) => string;
  /** As `amount`, with a sign where it is not zero: `+1,234.50`. */
  readonly signedAmount: (value: Micros) => string;
  /** For sentences: whole units from 10,000 on. */
  readonly spoken: (value: Micros) => string;
  readonly signedSpoken: (value: Micros) => string;
  /** Three significant digits in k, M or G, for charts: `1.20 k`, and `1.2 k` where that is all of it; in currency units. */
  readonly compact: (units: number) => string;
  readonly signedCompact: (units: number) => string;
  /** `+3.2 %`; the argument is in percent. */
  readonly signedPercent: (percent: number) => string;
  readonly percent: (percent: number) => string;
  /** A probability 0–1 in whole percent from 5 to 95, beyond that "under 5 %", "over 95 %". */
  readonly probability: (share: number) => string;
  readonly integer: (value: number) => string;
  readonly decimal: (value: number, digits: number) => string;
  readonly day: (value: Day) => string;
  readonly month: (value: Month) => string;
  /** `Jan 26`, for axes. */
  readonly shortMonth: (value: Month) => string;
}

/** The word that always stands beside a signed variance. */
export function directionWord(direction: VarianceDirection): string {
  return direction === 'none' ? 'on plan' : direction;
}

/** Decimals a currency is written with: 2 for USD, 0 for JPY; 2 where the code is not a known currency. */
export function decimalsOf(currency: string): number {
  try {
    return (
      new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ??
      2
    );
  } catch {
    return 2;
  }
}

/** Rounds micros half away from zero to so many decimals (0–6): `roundTo(1500000n, 0) // 2000000n`. */
export function roundTo(value: Micros, decimals: number): Micros {
  const step = MICROS_PER_UNIT / 10n ** BigInt(decimals);
  const magnitude = value < 0n ? -BigInt(value) : value;
  const rounded = ((magnitude + step / 2n) / step) * step;
  return toMicros(value < 0n ? -rounded : rounded);
}

/**
 * The writer of figures for a locale and currency. A locale that is not one: `en`. Where `scale`, the largest figure of a text,
 * is 10,000 or more, all its sentences speak in whole units.
 */
export function numberStyle(locale: string, currency: string, scale: Micros = ZERO): NumberStyle {
  const tag = supportedLocale(locale);
  const decimals = decimalsOf(currency);
  const amount = amountFormat(tag, decimals);
  const whole = amountFormat(tag, 0);
  const spoken = isLarge(scale)
    ? whole
    : (value: Micros): string => (isLarge(value) ? whole(value) : amount(value));
  const compact = compactFormat(tag);
  return {
    amount,
    exact: amountFormat(tag, 6),
    signedAmount: (value) => signed(value, amount(value), amount(ZERO)),
    spoken,
    signedSpoken: (value) => signed(value, spoken(value), spoken(ZERO)),
    compact,
    signedCompact: (units) => (units > 0 ? `+${compact(units)}` : compact(units)),
    ...ratioFormats(tag),
    ...dateFormats(tag),
  };
}

function isLarge(value: bigint): boolean {
  return value >= 10_000n * MICROS_PER_UNIT || value <= -10_000n * MICROS_PER_UNIT;
}

function supportedLocale(locale: string): string {
  try {
    return Intl.NumberFormat.supportedLocalesOf(locale)[0] ?? 'en';
  } catch {
    return 'en';
  }
}

function paper(text: string): string {
  return text
    .replace(/\u202f/g, '\u00a0')
    .replace(/^-|(?<=\s)-/, '\u2212')
    .replace(/[\u200e\u200f\u061c]/g, '');
}

/** A sign before what is not zero as written, so that no `+0.00` and no `−0.00` appears. */
function signed(value: bigint, text: string, zero: string): string {
  if (text.replace('\u2212', '') === zero) return zero;
  return value > 0n ? `+${text}` : text;
}

function amountFormat(tag: string, decimals: number): (value: Micros) => string {
  const format = new Intl.NumberFormat(tag, {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
    numberingSystem: 'latn',
  });
  return (value) => {
    const rounded = roundTo(value, decimals);
    return paper(format.format(formatAmount(rounded) as Intl.StringNumericLiteral));
  };
}

function compactFormat(tag: string): (units: number) => string {
  const steps: [number, string][] = [
    [1e9, 'G'],
    [1e6, 'M'],
    [1e3, 'k'],
  ];
  const formatOf = (fewest: number): Intl.NumberFormat =>
    new Intl.NumberFormat(tag, {
      minimumSignificantDigits: fewest,
      maximumSignificantDigits: 3,
      numberingSystem: 'latn',
    });
  const [exact, rounded] = [formatOf(1), formatOf(3)];
  return (units) => {
    const magnitude = Math.abs(units);
    if (magnitude < 1e-9) return '0';
    const [size, suffix] = steps.find(([bound]) => magnitude >= bound * 0.9995) ?? [1, ''];
    const value = units / size;
    // Noughts say that there was more; a round axis has none.
    const isExact = Math.abs(Number(value.toPrecision(3)) - value) < 1e-9 * Math.abs(value);
    return paper((isExact ? exact : rounded).format(value)) + (suffix === '' ? '' : `\u00a0${suffix}`);
  };
}

function ratioFormats(
  tag: string,
): Pick<NumberStyle, 'signedPercent' | 'percent' | 'probability' | 'integer' | 'decimal'> {
  const formats = new Map<number, Intl.NumberFormat>();
  const formatOf = (digits: number): Intl.NumberFormat => {
    const known = formats.get(digits);
    if (known !== undefined) return known;
    const format = new Intl.NumberFormat(tag, {
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
      numberingSystem: 'latn',
    });
    formats.set(digits, format);
    return format;
  };
  const decimal = (value: number, digits: number): string =>
    paper(formatOf(digits).format(Math.abs(value) < 0.5 * 10 ** -digits ? 0 : value));
  const percent = (value: number): string => `${decimal(value, 1)}\u00a0%`;
  return {
    decimal,
    percent,
    integer: (value) => decimal(value, 0),
    signedPercent: (value) => (value >= 0.05 ? `+${percent(value)}` : percent(value)),
    probability: (share) =>
      share < 0.05 ? 'under 5\u00a0%' : share > 0.95 ? 'over 95\u00a0%' : `${decimal(share * 100, 0)}\u00a0%`,
  };
}

function dateFormats(tag: string): Pick<NumberStyle, 'day' | 'month' | 'shortMonth'> {
  const formatter = (options: Intl.DateTimeFormatOptions): ((value: Day) => string) => {
    const format = new Intl.DateTimeFormat(tag, {
      ...options,
      timeZone: 'UTC',
      calendar: 'gregory',
      numberingSystem: 'latn',
    });
    return (value) => paper(format.format(dayNumber(value) * 86_400_000));
  };
  const month = formatter({ year: 'numeric', month: 'short' });
  const shortMonth = formatter({ year: '2-digit', month: 'short' });
  return {
    day: formatter({ year: 'numeric', month: 'short', day: 'numeric' }),
    month: (value) => month(firstDayOf(value)),
    shortMonth: (value) => shortMonth(firstDayOf(value)),
  };
}
