import type { ReactNode } from 'react';
import { inLocale } from '../../format/typed.ts';

/** What the backend forgives: thirds may be typed as 33.3 each. */
const MOST_OFF = 0.1;

/** Whether percentages make a whole, as far as the backend asks for it. */
export function isWhole(percents: readonly number[], mostOff = MOST_OFF): boolean {
  return Math.abs(sumOf(percents) - 100) <= mostOff;
}

/** What percentages of a whole add up to, and that this is not 100 where it is not. */
export function PercentSum({
  percents,
  mostOff = MOST_OFF,
}: {
  readonly percents: readonly number[];
  /** By how much they may miss 100. */
  readonly mostOff?: number;
}): ReactNode {
  const sum = `Together ${inLocale(String(sumOf(percents)))} %`;
  return isWhole(percents, mostOff) ? (
    <p role="status" className="quiet">
      {sum}
    </p>
  ) : (
    <p role="status" className="adverse">
      {sum}; the shares must make 100 %
    </p>
  );
}

/** To a millionth, in which shares are kept. */
function sumOf(percents: readonly number[]): number {
  return Math.round(percents.reduce((sum, percent) => sum + percent, 0) * 1e6) / 1e6;
}
