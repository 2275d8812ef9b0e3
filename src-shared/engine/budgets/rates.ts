import { monthNumber, type Month } from '../../domain/calendar.ts';
import { multiplyByRatio, type Micros } from '../../domain/money.ts';

/** How many units of `to` one unit of `from` is in a month, as a decimal string. */
export interface MonthlyRate {
  readonly month: Month;
  readonly from: string;
  readonly to: string;
  readonly rate: string;
}

/** Converts an amount of a month (months since year 0); undefined where the table has no rate between the two at all. */
export type Convert = (amount: Micros, from: string, month: number) => Micros | undefined;

interface Ratio {
  readonly month: number;
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/**
 * Compiles a table of rates for one target currency. A month without a rate takes the last one before it, months before the
 * first take the first; a rate given only the other way round is inverted. The product is rounded once, half away from zero.
 *
 * @example compileRates([{ month: '2026-01', from: 'USD', to: 'EUR', rate: '0.9' }], 'EUR')(100n, 'USD', january) // 90n
 */
export function compileRates(rates: readonly MonthlyRate[], target: string): Convert {
  const bySource = new Map<string, Ratio[]>();
  const add = (source: string, ratio: Ratio): void => {
    bySource.set(source, [...(bySource.get(source) ?? []), ratio]);
  };
  const stated = new Set(
    rates.filter(({ to }) => to === target).map(({ from, month }) => `${from} ${month}`),
  );
  for (const { month, from, to, rate } of rates) {
    const [numerator, denominator] = fractionOf(rate);
    if (numerator <= 0n) continue;
    if (to === target) add(from, { month: monthNumber(month), numerator, denominator });
    else if (from === target && !stated.has(`${to} ${month}`))
      add(to, { month: monthNumber(month), numerator: denominator, denominator: numerator });
  }
  for (const list of bySource.values()) list.sort((a, b) => a.month - b.month);
  return (amount, from, month) => {
    if (from === target) return amount;
    const list = bySource.get(from);
    const ratio = list?.findLast((one) => one.month <= month) ?? list?.[0];
    return ratio === undefined ? undefined : multiplyByRatio(amount, ratio.numerator, ratio.denominator);
  };
}

function fractionOf(rate: string): [bigint, bigint] {
  const [whole = '0', fraction = ''] = rate.split('.');
  return [BigInt(whole + fraction), 10n ** BigInt(fraction.length)];
}
