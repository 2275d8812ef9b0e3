import type { VarianceDirection } from '#shared/domain/variance.ts';

/**
 * The class of a tinted cell: one of three strengths by its part of the largest difference, none where there is none or where it
 * is below a twentieth of it.
 */
export function tintOf(value: number, largest: number): string {
  const share = largest === 0 ? 0 : Math.abs(value) / largest;
  if (share < 0.05) return '';
  const direction: VarianceDirection = value > 0 ? 'adverse' : 'favourable';
  return `tint-${direction}-${share < 0.3 ? 1 : share < 0.65 ? 2 : 3}`;
}
