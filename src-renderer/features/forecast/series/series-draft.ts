/** What is asked of a file of series, as it is typed; pure. */
import type { ForecastModel } from '#shared/domain/forecast.ts';

export interface SeriesDraft {
  readonly horizon: number;
  readonly season: number;
  /** Levels in percent as they were typed. */
  readonly levels: readonly string[];
  readonly model: ForecastModel;
}

/** A year of months. */
export const NEW_SERIES_DRAFT: SeriesDraft = { horizon: 12, season: 12, levels: ['95'], model: 'auto' };

export const LONGEST_HORIZON = 10_000;

/** A level in percent; undefined of what is none. `97.5`, and `97,5` where decimals are written so. */
export function levelOf(typed: string, sign: '.' | ','): number | undefined {
  const level = Number(typed.trim().replace(sign, '.'));
  return level > 0 && level < 100 ? level : undefined;
}

/** Why a draft cannot be sent, by field; without any it can. */
export function faultsOf(
  { horizon, season, levels }: SeriesDraft,
  sign: '.' | ',',
): Partial<Record<'horizon' | 'season' | 'levels', string>> {
  const odd = levels.find((level) => levelOf(level, sign) === undefined);
  return {
    ...(isCount(horizon) && horizon <= LONGEST_HORIZON
      ? {}
      : { horizon: `A whole number from 1 to ${LONGEST_HORIZON}` }),
    ...(isCount(season) ? {} : { season: 'A whole number from 1; 1 where nothing comes again' }),
    ...(levels.length === 0
      ? { levels: 'At least one, such as 95' }
      : odd === undefined
        ? {}
        : { levels: `“${odd}” is no percent between 0 and 100; take it out` }),
  };
}

function isCount(value: number): boolean {
  return Number.isInteger(value) && value >= 1;
}
