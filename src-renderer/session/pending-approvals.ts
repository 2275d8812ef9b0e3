import { skipToken, useQuery } from '@tanstack/react-query';
import { useQueries } from '../client/backend.tsx';
import { totalOf } from './list-pages.ts';

/** What the backend answers at once at the most. */
const MOST_READ = 1000;

export interface PendingApprovals {
  readonly count: number;
  /** The day on which the next of them is due; undefined where none has one, or not all of them were read. */
  readonly next: string | undefined;
}

/** The requests that wait for a decision, of one budget or of all of them where none is named; undefined until they are read. */
export function usePendingApprovals(budgetId?: string): PendingApprovals | undefined {
  const { inbox, list } = useQueries().approvals;
  const input = { status: 'pending', limit: MOST_READ } as const;
  const all = useQuery({ ...inbox.queryOptions({ input }), enabled: budgetId === undefined });
  const own = useQuery(
    list.queryOptions({ input: budgetId === undefined ? skipToken : { ...input, budgetId } }),
  );
  const pending = (budgetId === undefined ? all : own).data;
  if (pending === undefined) return undefined;
  const count = totalOf([pending]);
  const days = pending.data.map(({ deadline }) => deadline).filter((day) => day !== null);
  return { count, next: pending.data.length < count ? undefined : days.sort()[0] };
}
