import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { Client } from '#shared/contract/contract.ts';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import { useBackend } from '../client/backend.tsx';

const PAGE_SIZE = 1000;

/** All budgets with their figures, in the order of the tree. */
export function useAllBudgets(): UseQueryResult<readonly BudgetAnswer[]> {
  const { client, queries } = useBackend();
  return useQuery({
    queryKey: [...queries.budgets.list.key(), 'all'],
    queryFn: () => readAll(client),
  });
}

async function readAll(client: Client): Promise<readonly BudgetAnswer[]> {
  const all: BudgetAnswer[] = [];
  for (;;) {
    const { data, meta } = await client.budgets.list({ sort: 'path', limit: PAGE_SIZE, offset: all.length });
    all.push(...data);
    if (data.length === 0 || all.length >= (meta?.total ?? all.length)) return all;
  }
}
