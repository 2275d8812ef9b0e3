/**
 * Exact decimals on plain numbers. An amount is three whole limbs, `units + pico × 10⁻¹² + yocto × 10⁻²⁴`, each far below
 * 2⁵³, so that adding a million cells is exact and costs no bigint. Digits behind the 24th decimal go to a bigint tail.
 */
export const LIMB = 1e12;
/** The store keeps 64-bit micros: the largest whole part that fits. */
export const LARGEST_UNITS = 9_223_372_036_853;
const TAIL_DECIMALS = 1000;

/** The result register of `parsePlain`; reused, so that a million cells make no object. */
export interface Decimal {
  units: number;
  pico: number;
  yocto: number;
  /** Digits behind the 24th decimal as a whole number of 10⁻ᵗᵃⁱˡˢᶜᵃˡᵉ; empty where there are none. */
  tail: string;
  tailNegative: boolean;
}

export function newDecimal(): Decimal {
  return { units: 0, pico: 0, yocto: 0, tail: '', tailNegative: false };
}

export function clearDecimal(into: Decimal): void {
  into.units = 0;
  into.pico = 0;
  into.yocto = 0;
  into.tail = '';
}

const MINUS = 0x2d;
const PLUS = 0x2b;
const POINT = 0x2e;
const ZERO = 0x30;
const NINE = 0x39;
const POWERS = Array.from({ length: 13 }, (_, index) => 10 ** index);

export type NumberVerdict = 'ok' | 'blank' | 'range' | 'not-plain';

/**
 * Reads `-12.340` from bytes. Anything else than sign, digits and one point is `not-plain` and needs the text reader.
 * Amounts that 64-bit micros cannot hold are `range`.
 */
export function parsePlain(bytes: Uint8Array, start: number, end: number, into: Decimal): NumberVerdict {
  let index = start;
  if (index === end) return 'blank';
  const first = bytes[index];
  const negative = first === MINUS;
  if (negative || first === PLUS) index += 1;
  let units = 0;
  const wholeStart = index;
  for (; index < end; index += 1) {
    const digit = (bytes[index] as number) - ZERO;
    if (digit < 0 || digit > 9) break;
    units = units * 10 + digit;
  }
  let digits = index - wholeStart;
  let pico = 0;
  let yocto = 0;
  let tail = '';
  if (index < end) {
    if (bytes[index] !== POINT) return 'not-plain';
    index += 1;
    const fractionStart = index;
    const picoEnd = Math.min(end, index + 12);
    for (; index < picoEnd; index += 1) {
      const digit = (bytes[index] as number) - ZERO;
      if (digit < 0 || digit > 9) return 'not-plain';
      pico = pico * 10 + digit;
    }
    pico *= POWERS[12 - (index - fractionStart)] as number;
    if (index < end) {
      const yoctoStart = index;
      const yoctoEnd = Math.min(end, index + 12);
      for (; index < yoctoEnd; index += 1) {
        const digit = (bytes[index] as number) - ZERO;
        if (digit < 0 || digit > 9) return 'not-plain';
        yocto = yocto * 10 + digit;
      }
      yocto *= POWERS[12 - (index - yoctoStart)] as number;
      if (index < end) {
        const text = asciiText(bytes, index, end);
        if (text === undefined || text.length > TAIL_DECIMALS) return 'not-plain';
        tail = text;
      }
    }
    digits += end - fractionStart;
  }
  if (digits === 0) return 'not-plain';
  if (units > LARGEST_UNITS) return 'range';
  into.units = negative ? -units : units;
  into.pico = negative ? -pico : pico;
  into.yocto = negative ? -yocto : yocto;
  into.tail = tail;
  into.tailNegative = negative;
  return 'ok';
}

function asciiText(bytes: Uint8Array, start: number, end: number): string | undefined {
  let text = '';
  for (let index = start; index < end; index += 1) {
    const byte = bytes[index] as number;
    if (byte < ZERO || byte > NINE) return undefined;
    text += String.fromCharCode(byte);
  }
  return text;
}

/** Turns the sign of a decimal. */
export function isZero({ units, pico, yocto, tail }: Decimal): boolean {
  return units === 0 && pico === 0 && yocto === 0 && /^0*$/.test(tail);
}

export function negate(value: Decimal): void {
  value.units = -value.units;
  value.pico = -value.pico;
  value.yocto = -value.yocto;
  value.tailNegative = !value.tailNegative;
}

/** The decimal a plain text `-12.34` holds. The text must have passed `plainDecimal`. */
export function decimalOf(plain: string): Decimal | undefined {
  const bytes = Buffer.from(plain, 'latin1');
  const value = newDecimal();
  return parsePlain(bytes, 0, bytes.length, value) === 'ok' ? value : undefined;
}

export interface SumParts {
  readonly limbs: readonly [number, number, number];
  readonly tail: bigint;
  readonly tailScale: number;
}

/** An exact sum of any number of decimals, for totals: bigint at a scale that grows with what is added. */
export class ExactSum {
  #units = 0;
  #pico = 0;
  #yocto = 0;
  #tail = 0n;
  #tailScale = 24;

  add(value: Decimal): void {
    this.addLimbs(value.units, value.pico, value.yocto);
    this.addTail(value);
  }

  /** Limbs may have any sign; each must be a whole number below 10¹⁵. */
  addLimbs(units: number, pico: number, yocto: number): void {
    const yoctoSum = this.#yocto + yocto;
    const yoctoCarry = Math.trunc(yoctoSum / LIMB);
    this.#yocto = yoctoSum - yoctoCarry * LIMB;
    const picoSum = this.#pico + pico + yoctoCarry;
    const picoCarry = Math.trunc(picoSum / LIMB);
    this.#pico = picoSum - picoCarry * LIMB;
    this.#units += units + picoCarry;
  }

  /** Adds only the digits behind the 24th decimal. */
  addTail(value: Decimal): void {
    if (value.tail === '') return;
    const { tail: digits, tailNegative: negative } = value;
    const scale = 24 + digits.length;
    if (scale > this.#tailScale) {
      this.#tail *= 10n ** BigInt(scale - this.#tailScale);
      this.#tailScale = scale;
    }
    const whole = BigInt(digits) * 10n ** BigInt(this.#tailScale - scale);
    this.#tail += negative ? -whole : whole;
  }

  /** Whole number of 10⁻ˢᶜᵃˡᵉ. */
  exact(): { readonly value: bigint; readonly scale: number } {
    return { value: this.limbs() * 10n ** BigInt(this.#tailScale - 24) + this.#tail, scale: this.#tailScale };
  }

  /** The sum without its tail, a whole number of 10⁻²⁴. */
  limbs(): bigint {
    return (BigInt(this.#units) * BigInt(LIMB) + BigInt(this.#pico)) * BigInt(LIMB) + BigInt(this.#yocto);
  }

  /** Adds another sum to this one. */
  addSum(other: ExactSum): void {
    this.addLimbs(other.#units, other.#pico, other.#yocto);
    const scale = Math.max(this.#tailScale, other.#tailScale);
    this.#tail =
      this.#tail * 10n ** BigInt(scale - this.#tailScale) +
      other.#tail * 10n ** BigInt(scale - other.#tailScale);
    this.#tailScale = scale;
  }

  plus(other: ExactSum): ExactSum {
    const sum = new ExactSum();
    sum.addSum(this);
    sum.addSum(other);
    return sum;
  }

  /** What another thread needs to make the same sum. */
  parts(): SumParts {
    return { limbs: [this.#units, this.#pico, this.#yocto], tail: this.#tail, tailScale: this.#tailScale };
  }

  static from({ limbs, tail, tailScale }: SumParts): ExactSum {
    const sum = new ExactSum();
    sum.addLimbs(...limbs);
    sum.#tail = tail;
    sum.#tailScale = tailScale;
    return sum;
  }

  /** Rounded once, half away from zero, to micros. */
  micros(): bigint {
    const { value, scale } = this.exact();
    return roundHalfAway(value, 10n ** BigInt(scale - 6));
  }
}

/** `value ÷ divisor` to the nearest whole number, half away from zero; the divisor is positive. */
export function roundHalfAway(value: bigint, divisor: bigint): bigint {
  const magnitude = value < 0n ? -value : value;
  const rounded = (magnitude * 2n + divisor) / (divisor * 2n);
  return value < 0n ? -rounded : rounded;
}

const EXPONENT = /^([+-]?)(\d*)(?:\.(\d*))?e([+-]?\d{1,4})$/i;

/** Writes `1.5E-7` as `0.00000015`; `undefined` where the text is not in exponent form. */
export function expandExponent(text: string): string | undefined {
  const match = EXPONENT.exec(text);
  if (match === null) return undefined;
  const whole = match[2] ?? '';
  const fraction = match[3] ?? '';
  const digits = whole + fraction;
  const point = whole.length + Number(match[4]);
  if (digits === '' || Math.abs(point) > TAIL_DECIMALS) return undefined;
  const padded = point <= 0 ? '0'.repeat(1 - point) + digits : digits.padEnd(point, '0');
  const at = point <= 0 ? 1 : point;
  const rest = padded.slice(at);
  return `${match[1] === '-' ? '-' : ''}${padded.slice(0, at)}${rest === '' ? '' : `.${rest}`}`;
}
