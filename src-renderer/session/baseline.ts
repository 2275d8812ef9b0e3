import { useMemo } from 'react';
import { skipToken, useQuery } from '@tanstack/react-query';
import { addMonths, monthsBetween, toMonth } from '#shared/domain/calendar.ts';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import type { Outputs } from '#shared/contract/contract.ts';
import type { ForecastModel } from '#shared/domain/forecast.ts';
import { useQueries } from '../client/backend.tsx';
import { usePreferences } from './preferences.tsx';
import { useWorkspace } from './workspace.ts';

type PathsAnswer = Outputs['forecasts']['paths']['data'];
export type ScenarioAnswer = Outputs['scenarios']['list']['data'][number];

const MOST_MONTHS = 60;

/** Baseline paths of a budget, as far as its period reaches; by the model that the engine chooses where none is named. */
export function usePaths(
  node: BudgetAnswer | null | undefined,
  model?: ForecastModel,
): {
  readonly data: PathsAnswer | undefined;
  readonly error: unknown;
  readonly isError: boolean;
  readonly refetch: () => unknown;
} {
  const asOf = useWorkspace()?.asOf;
  const queries = useQueries();
  const isReady = node !== null && node !== undefined && asOf !== undefined;
  const end = isReady ? addMonths(toMonth(node.startMonth), node.months) : undefined;
  const left = isReady && end !== undefined ? monthsBetween(toMonth(asOf.slice(0, 7)), end) : 0;
  const query = useQuery(
    queries.forecasts.paths.queryOptions({
      input: isReady
        ? {
            budgetId: node.id,
            months: Math.min(MOST_MONTHS, Math.max(1, left)),
            ...(model === undefined ? {} : { model }),
          }
        : skipToken,
    }),
  );
  return useMemo(
    () => ({ data: query.data?.data, error: query.error, isError: query.isError, refetch: query.refetch }),
    [query.data, query.error, query.isError, query.refetch],
  );
}

/** The scenario the figures are read in; null is the base. */
export function useScenario(): ScenarioAnswer | null {
  const { preferences } = usePreferences();
  const scenarios = useQuery(useQueries().scenarios.list.queryOptions({ input: {} })).data?.data ?? [];
  return scenarios.find(({ id }) => id === preferences.scenario) ?? null;
}
