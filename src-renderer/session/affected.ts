import { useMemo } from 'react';
import { keepPreviousData, skipToken, useQuery } from '@tanstack/react-query';
import { wantedShares, type AffectedAnswer, type PartLevers } from '../charts/scenario-baseline.ts';
import { useQueries } from '../client/backend.tsx';

/**
 * The budgets above and below, with the shares that the levers need; it is asked again only where others are needed. Without a
 * budget nothing is asked.
 */
export function useAffected(
  budgetId: string | undefined,
  { overrides, changes }: PartLevers,
): AffectedAnswer | undefined {
  const queries = useQueries();
  const { names, scopes } = useMemo(() => wantedShares({ overrides, changes }), [overrides, changes]);
  const query = useQuery({
    ...queries.scenarios.affected.queryOptions({
      input: budgetId === undefined ? skipToken : { budgetId, names: [...names], scopes: [...scopes] },
    }),
    placeholderData: keepPreviousData,
  });
  return query.data?.data;
}
