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
  for (const { month, from, to, rate } of statedFor(rates, target)) {
    const [numerator, denominator] = fractionOf(rate);
    const isInverse = to !== target;
    const ratio = {
      month: monthNumber(month),
      ...(isInverse ? { numerator: denominator, denominator: numerator } : { numerator, denominator }),
    };
    const source = isInverse ? to : from;
    bySource.set(source, [...(bySource.get(source) ?? []), ratio]);
  }
  for (const list of bySource.values()) list.sort((a, b) => a.month - b.month);
  return (amount, from, month) => {
    if (from === target) return amount;
    const list = bySource.get(from);
    const ratio = list?.findLast((one) => one.month <= month) ?? list?.[0];
    return ratio === undefined ? undefined : multiplyByRatio(amount, ratio.numerator, ratio.denominator);
  };
}

/**
 * The rates by which `compileRates` converts amounts of the months through `last`, as they are stated: of each currency those up to
 * that month, or, where all are later, the first.
 *
 * @example ratesThrough([{ month: '2026-03', from: 'EUR', to: 'USD', rate: '1.1' }], 'EUR', '2026-01') // that one, inverted when used
 */
export function ratesThrough<Rate extends MonthlyRate>(
  rates: readonly Rate[],
  target: string,
  last: Month,
): Rate[] {
  const bySource = Map.groupBy(statedFor(rates, target), ({ from, to }) => (to === target ? from : to));
  return [...bySource.values()].flatMap((all) => {
    const inOrder = all.toSorted((a, b) => monthNumber(a.month) - monthNumber(b.month));
    return inOrder.filter(({ month }, index) => index === 0 || month <= last);
  });
}

/**
 * The rate by which `compileRates` converts amounts of a month, as it is stated; undefined where there is none between the two.
 *
 * @example rateOfMonth([{ month: '2026-03', from: 'EUR', to: 'USD', rate: '1.1' }], 'USD', 'EUR', '2026-05') // that one, inverted when used
 */
export function rateOfMonth<Rate extends MonthlyRate>(
  rates: readonly Rate[],
  source: string,
  target: string,
  month: Month,
): Rate | undefined {
  const between = statedFor(rates, target).filter(({ from, to }) => from === source || to === source);
  const inOrder = between.toSorted((a, b) => monthNumber(a.month) - monthNumber(b.month));
  return inOrder.findLast((rate) => rate.month <= month) ?? inOrder[0];
}

/** Rates to or from a currency; one that is given the other way round counts only where the straight one is missing. */
function statedFor<Rate extends MonthlyRate>(rates: readonly Rate[], target: string): Rate[] {
  const straight = new Set(
    rates.filter(({ to }) => to === target).map(({ from, month }) => `${from} ${month}`),
  );
  return rates.filter(
    ({ month, from, to, rate }) =>
      fractionOf(rate)[0] > 0n && (to === target || (from === target && !straight.has(`${to} ${month}`))),
  );
}

function fractionOf(rate: string): [bigint, bigint] {
  const [whole = '0', fraction = ''] = rate.split('.');
  return [BigInt(whole + fraction), 10n ** BigInt(fraction.length)];
}
