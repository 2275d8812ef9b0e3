import { skipToken, useQuery, type QueryClient } from '@tanstack/react-query';
import type { Outputs } from '#shared/contract/contract.ts';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import { useQueries, type Backend } from '../client/backend.tsx';
import { failureOf } from '../client/failure.ts';
import { usePlace, type Place } from './place.ts';

export type WorkspaceInfo = Outputs['workspace']['info']['data'];

/** The root with the worst outlook. */
const WORST_ROOT = { parentId: 'null', limit: 1 } as const;

/**
 * Asks for what every page draws first before the first of them is there, so that it is not in line behind all that a page asks
 * for besides.
 */
export function askFirst(queryClient: QueryClient, { queries }: Backend, { budgetId }: Place): void {
  const { list, get } = queries.budgets;
  if (budgetId === undefined) void queryClient.prefetchQuery(list.queryOptions({ input: WORST_ROOT }));
  else void queryClient.prefetchQuery(get.queryOptions({ input: { budgetId } }));
  void queryClient.prefetchQuery(queries.workspace.info.queryOptions({ input: {} }));
}

/** The open workspace; undefined until it is known. */
export function useWorkspace(): WorkspaceInfo | undefined {
  return useQuery(useQueries().workspace.info.queryOptions({ input: {} })).data?.data;
}

export interface ChosenNode {
  /** The budget the address names, else the root with the worst outlook; null where there are no budgets. */
  readonly node: BudgetAnswer | null | undefined;
  readonly error: unknown;
}

/** The budget that the pages speak of. One that is gone, by undo or elsewhere, gives way to the worst root. */
export function useNode(): ChosenNode {
  const queries = useQueries();
  const { budgetId } = usePlace();
  const named = useQuery(
    queries.budgets.get.queryOptions({ input: budgetId === undefined ? skipToken : { budgetId } }),
  );
  const isGone = named.isError && failureOf(named.error).code === 'not_found';
  const isRootAsked = budgetId === undefined || isGone;
  const roots = useQuery(
    queries.budgets.list.queryOptions({
      input: isRootAsked ? WORST_ROOT : skipToken,
    }),
  );
  return isRootAsked
    ? { node: roots.data === undefined ? undefined : (roots.data.data[0] ?? null), error: roots.error }
    : { node: named.data?.data, error: named.error };
}
