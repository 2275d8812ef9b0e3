/** Tells the gross amount of a table with discounts beside it from what is left to pay. */
import { term, type Sample, type Term } from '../profile.ts';
import type { Header } from '../header.ts';
import { filledCells, isAmountCell, signOfAmount, sizeOfAmount } from './cells.ts';

/** What is taken off a gross amount. */
const REDUCTION =
  /discount|saving|credit|promotion|rebate|rabatt|nachlass|gutschrift|remise|rabais|avoir|descuento|desconto|sconto|korting|割引|値引|折扣|优惠/i;
/** What corrects an amount either way. */
const CORRECTION = /adjust|korrektur|correction|ajuste|rettifica/i;
const SHARE = /%|percent|prozent|rate\b|satz/i;
const TAX = /(^|[^a-z])(tax|vat|gst|mwst|ust|steuer|tva|iva|btw|moms)([^a-z]|$)|steuer$|税/i;
/** What a printed amount can be off by. */
const ROUNDING = 0.005;

/**
 * The terms of what is left of an amount once what stands beside it is taken off, where a further column proves it: it is
 * their sum in each record, with the tax or without. `undefined` where none is.
 *
 * @example Cost 1,010, Discounts −10, Promotions −100, Subtotal 900: the subtotal.
 * @example Amount 100, Discount 10, Tax 18, Total 108: the amount less the discount.
 */
export function netTerms(header: Header, sample: Sample, amount: number): readonly Term[] | undefined {
  const numbers = header.names.flatMap((name, column) => {
    const cells = filledCells(sample, column);
    return column !== amount && !SHARE.test(name) && cells.some(isAmountCell) ? [column] : [];
  });
  const named = (name: RegExp): number[] => numbers.filter((column) => name.test(header.names[column] ?? ''));
  const reductions = named(REDUCTION);
  const taxes = named(TAX);
  const others = numbers.filter((column) => !reductions.includes(column) && !taxes.includes(column));
  const records = sample.records
    .filter((record) => isAmountCell(record[amount]?.trim() ?? ''))
    .map((record) => (column: number) => sizeOfAmount(record[column] ?? ''));
  const reduced = records.some((size) => reductions.some((column) => size(column) !== 0));
  if (!reduced) return undefined;
  for (const sign of [1, -1] as const) {
    const sum = (columns: readonly number[]): number =>
      records.reduce((so, size) => so + columns.reduce((all, one) => all + size(one), 0), 0);
    // What is taken off makes less of an amount, not more.
    if (sum([amount]) * sign * sum(reductions) > 0) continue;
    const isLeft =
      (taxed: readonly number[]) =>
      (column: number): boolean =>
        records.every((size) => {
          const added = (columns: readonly number[]): number =>
            columns.reduce((sum, one) => sum + size(one), 0);
          const left = size(amount) + sign * added(reductions) + added(taxed);
          return Math.abs(left - size(column)) <= ROUNDING * (reductions.length + taxed.length + 2);
        });
    const [net, ...more] = others.filter(isLeft([]));
    if (net !== undefined) return term(more.find((column) => isFiner(sample, column, net)) ?? net);
    if (taxes.length > 0 && others.some(isLeft(taxes)))
      return [{ column: amount, sign: 1 }, ...reductions.map((column) => ({ column, sign }))];
  }
  return undefined;
}

/** Columns of negative amounts that are taken off, without which a further column would be no less than the amount. */
export function leftOn(header: Header, sample: Sample, amount: number): readonly number[] {
  const size = (record: readonly string[], column: number): number => sizeOfAmount(record[column] ?? '');
  const isWithin = (column: number): boolean =>
    header.names.some(
      (_, whole) =>
        whole !== amount &&
        whole !== column &&
        sample.records.every(
          (one) => Math.abs(size(one, whole) + size(one, column) - size(one, amount)) <= 3 * ROUNDING,
        ),
    );
  return header.names.flatMap((name, column) => {
    const isTakenOff = (REDUCTION.test(name) || CORRECTION.test(name)) && !SHARE.test(name);
    const cells = isTakenOff && column !== amount ? filledCells(sample, column) : [];
    const isNegative = cells.every(isAmountCell) && cells.some((cell) => signOfAmount(cell) < 0);
    return isNegative && !isWithin(column) ? [column] : [];
  });
}

/** Whether a column has more decimals than another, which is then the rounded one. */
function isFiner(sample: Sample, column: number, than: number): boolean {
  const decimals = (one: number): number =>
    Math.max(...filledCells(sample, one).map((cell) => /[.,](\d*)\D*$/.exec(cell)?.[1]?.length ?? 0));
  return decimals(column) > decimals(than);
}
