/** Figures in text that is the same in every language: of the command line, and of what is kept with a request. */
import type { Money } from './money.ts';

/** Money with two decimals, grouped, and its currency: `1,234.50 USD`. */
export function moneyText(money: Money): string {
  return `${amountText(money)} ${money.currency}`;
}

/** An amount with two decimals, grouped: `1,234.50`. */
export function amountText(money: Pick<Money, 'amount'>): string {
  return Number(money.amount).toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
}

/** A probability as people read it: whole percent from 5 to 95, beyond that in words. */
export function probabilityText(probability: number): string {
  if (probability < 0.05) return 'under 5 %';
  if (probability > 0.95) return 'over 95 %';
  return `${Math.round(probability * 100)} %`;
}
