import { useMemo } from 'react';
import { keepPreviousData, useInfiniteQuery, useQueries, useQueryClient } from '@tanstack/react-query';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import { useQueries as useOperations } from '../../../client/backend.tsx';
import { listingInput, type Listing } from '../use-listing.ts';
import { flatRows, treeRows, type TreeRow } from './tree-rows.ts';

/** Children of one budget that are read at once; the filter finds what is more. */
const MOST_CHILDREN = 1000;
const FOUND_AT_ONCE = 500;

interface Asked<Data> {
  readonly data: Data | undefined;
  readonly error: unknown;
  readonly isError: boolean;
  readonly refetch: () => unknown;
}

/** The rows of the tree in sight. Children are read when their parent is unfolded, so that a large tree opens at once. */
export function useTreeRows(
  isUnfolded: (budget: BudgetAnswer, level: number) => boolean,
): Asked<readonly TreeRow[]> {
  const { budgets } = useOperations();
  const client = useQueryClient();
  const optionsOf = (parentId: string | null) =>
    budgets.list.queryOptions({
      input: { parentId: parentId ?? 'null', sort: 'name', limit: MOST_CHILDREN },
    });
  // What was answered so far says whose children are in sight; each further answer lets the walk go deeper.
  const { rows, unfolded } = treeRows(
    (parentId) => client.getQueryData(optionsOf(parentId).queryKey)?.data,
    isUnfolded,
  );
  const [roots] = useQueries({ queries: unfolded.map(optionsOf) });
  return {
    data: roots?.data === undefined ? undefined : rows,
    error: roots?.error ?? null,
    isError: roots?.isError === true,
    refetch: () => roots?.refetch(),
  };
}

export interface FoundRows extends Asked<readonly TreeRow[]> {
  readonly total: number;
  /** Reads on; undefined where all is there. */
  readonly readMore: (() => void) | undefined;
}

/** The budgets of the whole tree that are listed, page after page. */
export function useFoundRows(listing: Listing, isAsked: boolean): FoundRows {
  const { budgets } = useOperations();
  const found = useInfiniteQuery({
    ...budgets.list.infiniteOptions({
      input: (offset: number) => ({
        ...listingInput(listing),
        ...{ limit: FOUND_AT_ONCE, offset },
      }),
      initialPageParam: 0,
      getNextPageParam: (last) => {
        const next = (last.meta?.offset ?? 0) + last.data.length;
        return next < (last.meta?.total ?? 0) ? next : undefined;
      },
      placeholderData: keepPreviousData,
    }),
    enabled: isAsked,
  });
  const rows = useMemo(
    () => found.data && flatRows(found.data.pages.flatMap(({ data }) => data)),
    [found.data],
  );
  return {
    ...{ data: rows, error: found.error, isError: found.isError, refetch: found.refetch },
    total: found.data?.pages[0]?.meta?.total ?? 0,
    readMore: found.hasNextPage && !found.isFetchingNextPage ? () => void found.fetchNextPage() : undefined,
  };
}
