import { skipToken, useQuery, type QueryClient } from '@tanstack/react-query';
import type { Outputs } from '#shared/contract/contract.ts';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import { useQueries, type Backend } from '../client/backend.tsx';
import { failureOf } from '../client/failure.ts';
import { dayText } from '../format/style.ts';
import { isQuery, usePlace, type PageName, type Place } from './place.ts';
import { usePreferences } from './preferences.tsx';

export type WorkspaceInfo = Outputs['workspace']['info']['data'];

/** The root with the worst outlook. */
const WORST_ROOT = { parentId: 'null', limit: 1 } as const;

/**
 * Asks for what every page draws first before the first of them is there, so that it is not in line behind all that a page asks
 * for besides. Resolves once it is answered, or refused, which the pages then say.
 */
export async function askFirst(
  queryClient: QueryClient,
  { queries }: Backend,
  { budgetId }: Place,
): Promise<void> {
  const { list, get } = queries.budgets;
  const node =
    budgetId === undefined
      ? queryClient.prefetchQuery(list.queryOptions({ input: WORST_ROOT }))
      : queryClient.prefetchQuery(get.queryOptions({ input: { budgetId } }));
  const info = queryClient.prefetchQuery(queries.workspace.info.queryOptions({ input: {} }));
  await Promise.all([node, info]);
}

/** The open workspace; undefined until it is known. */
export function useWorkspace(): WorkspaceInfo | undefined {
  return useQuery(useQueries().workspace.info.queryOptions({ input: {} })).data?.data;
}

/** Pages whose every figure can be read as it was known on an earlier day; the others stand in what is known today, and say so. */
const PAST_PAGES: readonly PageName[] = ['overview', 'budgets', 'forecast', 'variance', 'reports', 'costs'];

/** The day as of whose knowledge figures are read; null where all that is known counts. */
export function useKnownDay(): {
  readonly day: string | null;
  readonly choose: (day: string | null) => void;
} {
  const { preferences, change } = usePreferences();
  const workspace = useWorkspace();
  const { known } = preferences;
  // Until it is known which workspace is open, it is the one that the day was chosen in.
  const isHere = known !== null && (workspace === undefined || workspace.file === known.workspace);
  return {
    day: isHere ? known.day : null,
    choose: (day) => {
      if (day === null) change({ known: null });
      else if (workspace !== undefined) change({ known: { workspace: workspace.file, day } });
    },
  };
}

/** The day of knowledge of the page one stands on; null on the pages of today. */
export function usePastDay(): string | null {
  const { day } = useKnownDay();
  const { page, view } = usePlace();
  // What is open over the budgets is a form, and what it saves is saved today.
  const isForm = page === 'budgets' && view !== undefined && !isQuery(view);
  return PAST_PAGES.includes(page) && !isForm ? day : null;
}

/** The part of a request by which it is answered from what was known then; empty on the pages of today. */
export function useKnownAt(): { readonly knownAt?: string } {
  const day = usePastDay();
  return day === null ? {} : { knownAt: day };
}

/** Why nothing is changed from the page one stands on; null where changes can be made. */
export function usePastReason(): string | null {
  const day = usePastDay();
  return day === null
    ? null
    : `Shown as known on ${dayText(day)}: go back to what is known today to change anything.`;
}

/** Whether something that was recorded at a moment was known on a day, to its end. */
export function isKnownBy(moment: string, day: string | null): boolean {
  return day === null || moment.slice(0, 10) <= day;
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
  const known = useKnownAt();
  const named = useQuery(
    queries.budgets.get.queryOptions({ input: budgetId === undefined ? skipToken : { budgetId, ...known } }),
  );
  const isGone = named.isError && failureOf(named.error).code === 'not_found';
  const isRootAsked = budgetId === undefined || isGone;
  const roots = useQuery(
    queries.budgets.list.queryOptions({
      input: isRootAsked ? { ...WORST_ROOT, ...known } : skipToken,
    }),
  );
  return isRootAsked
    ? { node: roots.data === undefined ? undefined : (roots.data.data[0] ?? null), error: roots.error }
    : { node: named.data?.data, error: named.error };
}
