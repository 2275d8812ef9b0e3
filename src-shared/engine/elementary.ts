/**
 * Elementary functions that give the same double wherever the engine runs. Those of `Math` may differ in the last bit from one
 * engine of JavaScript to the next, and a forecast that is fitted in the page and once more in the host, by an optimizer that
 * walks on such bits, would come to other figures. Here nothing but sums, products, quotients and powers of two takes part,
 * which IEEE 754 settles; the errors stay within two units of the last place.
 */

/** The natural logarithm of two, its first part short enough that products with whole exponents are exact. */
const LN2_HIGH = 0.693147180369123816;
const LN2_LOW = 1.90821492927058770002e-10;

/** A quarter of a turn in three parts, of which products with whole numbers are exact. */
const QUARTER_TURN = [1.57079632673412561417, 6.0771005063039659766e-11, 2.02226624879595063154e-21] as const;

/** Beyond these, powers of e are no finite double, or none above nought. */
const MOST_EXPONENT = 709.782712893384;
const LEAST_EXPONENT = -745.133219101941;

/** Of the series of (e^x − 1) / x: 1, 1/2!, 1/3! … */
const EXP_TERMS = reciprocalFactorials(1, 15, 1);
/** Of the series of sin x / x and of cos x, in powers of x². */
const SIN_TERMS = reciprocalFactorials(1, 19, 2).map(alternating);
const COS_TERMS = reciprocalFactorials(0, 18, 2).map(alternating);
/** Of the series of the inverse hyperbolic tangent of s, over s, in powers of s². */
const ATANH_TERMS = Array.from({ length: 12 }, (_, index) => 1 / (2 * index + 1));

/** Below this a power of e less one is summed by its series, in which nothing cancels out. */
const SMALL = 0.35;

const bits = new DataView(new ArrayBuffer(8));

/** e to the power of x. @example exp(1) // 2.71828182845904… */
export function exp(x: number): number {
  if (x > MOST_EXPONENT) return Number.POSITIVE_INFINITY;
  if (x < LEAST_EXPONENT) return 0;
  const power = Math.round(x * Math.LOG2E);
  const rest = x - power * LN2_HIGH - power * LN2_LOW;
  const half = Math.trunc(power / 2);
  return (1 + rest * series(EXP_TERMS, rest)) * powerOfTwo(half) * powerOfTwo(power - half);
}

/** e to the power of x, less one, exact also where x is near nought. @example expm1(1e-9) // 1.0000000005e-9 */
export function expm1(x: number): number {
  return Math.abs(x) < SMALL ? x * series(EXP_TERMS, x) : exp(x) - 1;
}

/** The natural logarithm; −Infinity of nought, NaN below. @example log(10) // 2.302585092994046 */
export function log(x: number): number {
  if (!(x > 0)) return x === 0 ? Number.NEGATIVE_INFINITY : Number.NaN;
  if (x === Number.POSITIVE_INFINITY) return x;
  // Below the normal doubles there are no leading bits to read an exponent from.
  if (x < 2.3e-308) return log(x * 2 ** 54) - 54 * Math.LN2;
  bits.setFloat64(0, x);
  const high = bits.getUint32(0);
  bits.setUint32(0, (high & 0xfffff) | 0x3ff00000);
  const mantissa = bits.getFloat64(0);
  const isLarge = mantissa > Math.SQRT2;
  const power = (high >>> 20) - 1023 + (isLarge ? 1 : 0);
  const over = (isLarge ? mantissa / 2 : mantissa) - 1;
  const s = over / (2 + over);
  return power * LN2_HIGH + (2 * s * series(ATANH_TERMS, s * s) + power * LN2_LOW);
}

/** The hyperbolic tangent. @example tanh(1) // 0.7615941559557649 */
export function tanh(x: number): number {
  const size = Math.abs(x);
  const grown = expm1(2 * Math.min(size, 22));
  return Math.sign(x) * (grown / (grown + 2));
}

/** The sine of an angle in radians of at most a million. @example sin(1) // 0.8414709848078965 */
export function sin(x: number): number {
  return turned(x, 0);
}

/** The cosine of an angle in radians of at most a million. @example cos(1) // 0.5403023058681398 */
export function cos(x: number): number {
  return turned(x, 1);
}

/** The sine of an angle that is some quarters of a turn larger. */
function turned(x: number, more: 0 | 1): number {
  const quarters = Math.round(x / (Math.PI / 2));
  const [first, second, third] = QUARTER_TURN;
  const rest = x - quarters * first - quarters * second - quarters * third;
  const square = rest * rest;
  const quadrant = (((quarters + more) % 4) + 4) % 4;
  const value = quadrant % 2 === 0 ? rest * series(SIN_TERMS, square) : series(COS_TERMS, square);
  return quadrant < 2 ? value : -value;
}

/** A sum of terms times rising powers of x. */
function series(terms: readonly number[], x: number): number {
  let sum = 0;
  for (let index = terms.length - 1; index >= 0; index -= 1) sum = sum * x + terms[index]!;
  return sum;
}

/** A power of two with a normal exponent. */
function powerOfTwo(power: number): number {
  bits.setUint32(0, (power + 1023) << 20);
  bits.setUint32(4, 0);
  return bits.getFloat64(0);
}

function reciprocalFactorials(from: number, to: number, step: number): number[] {
  const terms: number[] = [];
  for (let factorial = 1, index = 0; index <= to; index += 1) {
    factorial *= Math.max(1, index);
    if (index >= from && (index - from) % step === 0) terms.push(1 / factorial);
  }
  return terms;
}

function alternating(term: number, index: number): number {
  return index % 2 === 0 ? term : -term;
}
