/** Amounts in the fields of forms, typed and shown with the locale's own decimal sign: `12.000` is twelve thousand in German. */
import { formatAmount, type Micros } from '#shared/domain/money.ts';
import { amountOf } from './amount.ts';
import { decimalSign, plainAmount } from './style.ts';

/** What is typed as an amount; blank is zero, undefined what is none. */
export function typedAmount(text: string): Micros | undefined {
  return amountOf(text, decimalSign());
}

/** The same as the contract takes it; undefined also where nothing is typed. */
export function amountToSend(text: string): string | undefined {
  const amount = text.trim() === '' ? undefined : typedAmount(text);
  return amount === undefined ? undefined : formatAmount(amount);
}

/** An answer's amount as it would be typed: `1200.500000` is `1200,5` in German. */
export function asTyped(amount: string): string {
  return inLocale(plainAmount(amount));
}

/** What is said of a text that is no amount. */
export function notAnAmount(example: string): string {
  return `Not an amount; such as ${inLocale(example)}`;
}

/** A number with a point for its decimals as it would be typed. */
export function inLocale(number: string): string {
  return number.replace('.', decimalSign());
}
