/** What is asked of a file of series, as it is typed; pure. */
import type { ForecastModel } from '#shared/domain/forecast.ts';
import { LONGEST_HORIZON, LONGEST_SEASON } from '#shared/domain/series-table.ts';

export interface SeriesDraft {
  readonly horizon: number;
  readonly season: number;
  /** Levels in percent as they were typed. */
  readonly levels: readonly string[];
  readonly model: ForecastModel;
}

/** A year of months. */
export const NEW_SERIES_DRAFT: SeriesDraft = { horizon: 12, season: 12, levels: ['95'], model: 'auto' };

/** A level in percent; undefined of what is none. `97.5`, and `97,5` where decimals are written so. */
export function levelOf(typed: string, sign: '.' | ','): number | undefined {
  const level = Number(typed.trim().replace(sign, '.'));
  return level > 0 && level < 100 ? level : undefined;
}

/** The levels of a draft, each once however it was typed; what is none is left out. */
export function levelsOf({ levels }: SeriesDraft, sign: '.' | ','): number[] {
  return [...new Set(levels.flatMap((typed) => levelOf(typed, sign) ?? []))];
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
    ...(isCount(season) && season <= LONGEST_SEASON
      ? {}
      : { season: `A whole number from 1 to ${LONGEST_SEASON}; 1 where nothing comes again` }),
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
