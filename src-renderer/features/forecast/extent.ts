/** How far a forecast looks ahead, and which intervals it states, as the page's address has it. */
import { USUAL_LEVELS } from '../../charts/fan-series.ts';

export interface Extent {
  /** Months ahead; null as far as the budget's period reaches, and at least a year. */
  readonly months: number | null;
  /** The share of outcomes inside each interval, in percent, the narrowest first. */
  readonly levels: readonly number[];
}

export const MONTH_CHOICES: readonly number[] = [3, 6, 12, 18, 24, 36, 48, 60];
export const LEVEL_CHOICES: readonly number[] = [50, 60, 70, 80, 90, 95, 98, 99];
/** More bands than these cannot be told apart. */
export const MOST_LEVELS = 3;
const MOST_MONTHS = 60;

/** Reads an address's query; what is no such choice there is the default. */
export function extentOf(query: URLSearchParams): Extent {
  const months = Number(query.get('months') ?? Number.NaN);
  const levels = levelsOf((query.get('levels') ?? '').split(',').map(Number));
  return {
    months: Number.isInteger(months) && months >= 1 && months <= MOST_MONTHS ? months : null,
    levels: levels.length === 0 ? USUAL_LEVELS : levels,
  };
}

/** The part of an address that states the intervals: null where they are the usual ones. */
export function levelsPart(chosen: readonly number[]): string | null {
  const text = levelsOf(chosen).join(',');
  return text === '' || text === USUAL_LEVELS.join(',') ? null : text;
}

function levelsOf(numbers: readonly number[]): number[] {
  return [...new Set(numbers)]
    .filter((level) => level > 0 && level < 100)
    .slice(0, MOST_LEVELS)
    .sort((a, b) => a - b);
}
