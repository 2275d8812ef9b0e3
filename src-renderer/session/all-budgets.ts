import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { Client } from '#shared/contract/contract.ts';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import { useBackend } from '../client/backend.tsx';
import { useKnownAt } from './workspace.ts';

const PAGE_SIZE = 1000;

/** All budgets with their figures, in the order of the tree; read once they are asked for, because there may be thousands. */
export function useAllBudgets(isAsked = true): UseQueryResult<readonly BudgetAnswer[]> {
  const { client, queries } = useBackend();
  const known = useKnownAt();
  return useQuery({
    enabled: isAsked,
    queryKey: [...queries.budgets.list.key(), 'all', known],
    queryFn: () => readAll(client, known),
  });
}

/** The first page says how many there are; the others are asked for at once. */
async function readAll(
  client: Client,
  known: { readonly knownAt?: string },
): Promise<readonly BudgetAnswer[]> {
  const page = (offset: number): ReturnType<Client['budgets']['list']> =>
    client.budgets.list({ sort: 'path', limit: PAGE_SIZE, offset, ...known });
  const first = await page(0);
  const total = first.meta?.total ?? first.data.length;
  const offsets = Array.from(
    { length: Math.max(0, Math.ceil(total / PAGE_SIZE) - 1) },
    (_, index) => (index + 1) * PAGE_SIZE,
  );
  const rest = await Promise.all(offsets.map(page));
  return [first, ...rest].flatMap(({ data }) => data);
}
