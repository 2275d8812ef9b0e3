/** Numbers as people type them. */
import { parseAmount, ZERO, type Micros } from '#shared/domain/money.ts';

type Sign = '.' | ',';

/** Thousands, also as they are parted in India. */
const GROUPED = { ',': /^[+-]?\d{1,3}(,\d{2,3})*,\d{3}$/, '.': /^[+-]?\d{1,3}(\.\d{2,3})*\.\d{3}$/ } as const;

/**
 * An amount as people type it: blank is zero; blanks, apostrophes and the other sign than the decimal one may part thousands.
 * Undefined where that sign parts anything else, so that a decimal comma is never read as a thousand.
 *
 * @example amountOf('1,200.5') // 1200.5
 * @example amountOf('1.200,5', ',') // 1200.5
 * @example amountOf('1,5') // undefined
 */
export function amountOf(text: string, decimal: Sign = '.'): Micros | undefined {
  const plain = plainNumber(text, decimal);
  return plain === '' ? ZERO : plain === undefined ? undefined : parseAmount(plain);
}

/** The same number with a point for its decimals and nothing between thousands; undefined where it cannot be one number. */
export function plainNumber(text: string, decimal: Sign = '.'): string | undefined {
  const plain = text.replace(/[\s\u00a0\u202f'\u2019]/g, '').replace('\u2212', '-');
  const [whole = '', fraction, ...more] = plain.split(decimal);
  const group = decimal === '.' ? ',' : '.';
  if (more.length > 0 || (whole.includes(group) && !GROUPED[group].test(whole))) return undefined;
  return [whole.replaceAll(group, ''), ...(fraction === undefined ? [] : [fraction])].join('.');
}
