/** Without the last digits, which only the arithmetic of fractions brings: 0.123 × 100 is 12.299999999999999. */
export function tidy(value: number): number {
  return Number(value.toPrecision(12));
}

/** A fraction in percent, exactly as many digits as it has: `0.8755` is `87.55`. */
export function percentOf(fraction: number): number {
  return tidy(fraction * 100);
}
