import { useMemo } from 'react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useQueries } from '../../client/backend.tsx';
import { wantedShares, type AffectedAnswer } from './affected.ts';
import type { Draft } from './draft.ts';

/** The budgets above and below, with the shares that the draft's levers need; it is asked again only where others are needed. */
export function useAffected(budgetId: string, draft: Draft): AffectedAnswer | undefined {
  const queries = useQueries();
  const { overrides, changes } = draft;
  const { names, scopes } = useMemo(() => wantedShares({ overrides, changes }), [overrides, changes]);
  const query = useQuery({
    ...queries.scenarios.affected.queryOptions({
      input: { budgetId, names: [...names], scopes: [...scopes] },
    }),
    placeholderData: keepPreviousData,
  });
  return query.data?.data;
}
