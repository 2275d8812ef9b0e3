import { useMemo } from 'react';
import { skipToken, useQuery } from '@tanstack/react-query';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import type { Outputs } from '#shared/contract/contract.ts';
import type { ForecastModel } from '#shared/domain/forecast.ts';
import { useQueries } from '../client/backend.tsx';
import { usePreferences } from './preferences.tsx';

type PathsAnswer = Outputs['forecasts']['paths']['data'];
export type ScenarioAnswer = Outputs['scenarios']['list']['data'][number];

/**
 * Baseline paths of a budget, as far as its period or the months that are asked for reach; by the model that the engine chooses
 * where none is named.
 */
export function usePaths(
  node: BudgetAnswer | null | undefined,
  asked: { readonly model?: ForecastModel; readonly months?: number } = {},
): {
  readonly data: PathsAnswer | undefined;
  readonly error: unknown;
  readonly isError: boolean;
  readonly refetch: () => unknown;
} {
  const queries = useQueries();
  const query = useQuery(
    queries.forecasts.paths.queryOptions({
      input: node === null || node === undefined ? skipToken : { budgetId: node.id, ...asked },
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
