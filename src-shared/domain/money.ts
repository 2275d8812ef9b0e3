/**
 * Money is a whole number of micros (10⁻⁶ of a currency unit) and never a float.
 *
 * `bigint` rather than `number`: 2⁵³ micros are only nine thousand million units, which a budget in yen or rupiah passes.
 */
declare const micros: unique symbol;
export type Micros = bigint & { readonly [micros]: true };

/** Money as the contract carries it: a decimal string with six decimals and an ISO 4217 code. */
export interface Money {
  readonly amount: string;
  readonly currency: string;
}

/** The code of a file that names no currency, until the user says which it is. */
export const NO_CURRENCY = 'XXX';

export const MICROS_PER_UNIT = 1_000_000n;
export const ZERO = 0n as Micros;

/** Brands a whole number of micros. */
export function toMicros(value: bigint | number): Micros {
  return BigInt(value) as Micros;
}

const DECIMAL = /^([+-]?)(\d+)(?:\.(\d{1,6}))?$/;

/**
 * Reads an amount of at most six decimals, as a request carries it. `undefined` where it is not one.
 *
 * @example parseAmount('1234.5') // 1234500000n
 */
export function parseAmount(value: string | number): Micros | undefined {
  const match = DECIMAL.exec(String(value).trim());
  if (match === null) return undefined;
  const magnitude = BigInt(match[2] ?? '0') * MICROS_PER_UNIT + BigInt((match[3] ?? '').padEnd(6, '0'));
  return toMicros(match[1] === '-' ? -magnitude : magnitude);
}

/** Writes micros as a decimal string of six decimals: `formatAmount(1500000n) // '1.500000'`. */
export function formatAmount(value: Micros): string {
  const magnitude = value < 0n ? -value : value;
  const fraction = (magnitude % MICROS_PER_UNIT).toString().padStart(6, '0');
  return `${value < 0n ? '-' : ''}${magnitude / MICROS_PER_UNIT}.${fraction}`;
}

/** Pairs micros with their currency for an answer. */
export function money(value: Micros, currency: string): Money {
  return { amount: formatAmount(value), currency };
}

/** Micros as a float of currency units, for statistics and drawing only. */
export function toUnits(value: Micros): number {
  return Number(value) / 1e6;
}

/** Rounds a float of currency units to micros, half away from zero. Not finite: a `RangeError`. */
export function fromUnits(units: number): Micros {
  if (!Number.isFinite(units)) throw new RangeError(`not an amount: ${units}`);
  const scaled = Math.abs(units) * 1e6;
  const rounded = BigInt(scaled < 2 ** 52 ? Math.floor(scaled + 0.5) : Math.trunc(scaled));
  return toMicros(units < 0 ? -rounded : rounded);
}

/** The sum of amounts; of none, zero. */
export function sumMicros(values: Iterable<Micros>): Micros {
  let total = 0n;
  for (const value of values) total += value;
  return toMicros(total);
}

/** `value × numerator ÷ denominator`, rounded once, half away from zero. A zero denominator: a `RangeError`. */
export function multiplyByRatio(value: Micros, numerator: bigint, denominator: bigint): Micros {
  if (denominator === 0n) throw new RangeError('cannot divide an amount by zero');
  const product = value * numerator * (denominator < 0n ? -1n : 1n);
  const divisor = denominator < 0n ? -denominator : denominator;
  const magnitude = ((product < 0n ? -product : product) * 2n + divisor) / (2n * divisor);
  return toMicros(product < 0n ? -magnitude : magnitude);
}

/**
 * Splits an amount in proportion to non-negative weights so that the parts add up to it exactly (largest remainder;
 * equal remainders go to the earlier part). All weights zero: an even split. No weights: no parts.
 *
 * Weights are whole numbers; scale fractions first.
 *
 * @example splitByWeights(100n, [1n, 1n, 1n]) // [34n, 33n, 33n]
 * @example splitByWeights(-100n, [1n, 1n, 1n]) // [-34n, -33n, -33n]
 */
export function splitByWeights(amount: Micros, weights: readonly bigint[]): Micros[] {
  if (weights.length === 0) return [];
  if (weights.some((weight) => weight < 0n)) throw new RangeError('a weight must not be negative');
  const total = weights.reduce((sum, weight) => sum + weight, 0n);
  const shares = total === 0n ? weights.map(() => 1n) : weights;
  const whole = total === 0n ? BigInt(weights.length) : total;
  const magnitude = amount < 0n ? -amount : amount;
  const floors = shares.map((share) => (magnitude * share) / whole);
  const rest = magnitude - floors.reduce((sum, part) => sum + part, 0n);
  const byRemainder = shares
    .map((share, index) => ({ index, remainder: (magnitude * share) % whole }))
    .sort((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1));
  for (const { index } of byRemainder.slice(0, Number(rest))) floors[index] = (floors[index] ?? 0n) + 1n;
  return floors.map((part) => toMicros(amount < 0n ? -part : part));
}
