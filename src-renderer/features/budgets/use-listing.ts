import { useMemo, useState } from 'react';
import { BUDGET_STATUSES, BUDGET_TYPES, type BudgetStatus, type BudgetType } from '#shared/domain/budget.ts';
import { usePageQuery } from '../../session/page-query.ts';
import { isQuery, usePlace } from '../../session/place.ts';

/** The orders of a list in words; without one the worst outlook comes first. */
export const ORDERS = [
  { value: '-outlook', label: 'outlook, best first' },
  { value: '-status', label: 'status, worst first' },
  { value: 'status', label: 'status, best first' },
  { value: 'name', label: 'name, A to Z' },
  { value: '-name', label: 'name, Z to A' },
  { value: '-amount', label: 'budget, largest first' },
  { value: 'amount', label: 'budget, smallest first' },
  { value: '-spent', label: 'actual, largest first' },
  { value: 'spent', label: 'actual, smallest first' },
  { value: '-utilization', label: 'most used first' },
  { value: 'utilization', label: 'least used first' },
  { value: '-pace', label: 'pace, fastest first' },
  { value: 'pace', label: 'pace, slowest first' },
  { value: 'path', label: 'place in the tree' },
  { value: '-path', label: 'place in the tree, last first' },
] as const;
export type Order = (typeof ORDERS)[number]['value'];

/** What narrows and orders the budgets; what is null or empty does neither. */
export interface Listing {
  readonly text: string;
  readonly outlook: BudgetStatus | null;
  readonly type: BudgetType | null;
  readonly status: BudgetStatus | null;
  readonly owner: string;
  readonly sort: Order | null;
}
export type ChangeListing = (part: Partial<Listing>) => void;

const NO_LISTING: Listing = { text: '', outlook: null, type: null, status: null, owner: '', sort: null };

/** Whether budgets are listed, and not drawn as a tree. */
export function isListed(listing: Listing): boolean {
  return Object.values(listing).some((value) => value !== null && value !== '');
}

/** What is asked of the list of budgets. */
export function listingInput({ text, outlook, type, status, owner, sort }: Listing) {
  return {
    ...(text.trim() === '' ? {} : { q: text.trim() }),
    ...(outlook === null ? {} : { outlook }),
    ...(type === null ? {} : { type }),
    ...(status === null ? {} : { status }),
    ...(owner.trim() === '' ? {} : { owner: owner.trim() }),
    ...(sort === null ? {} : { sort }),
  };
}

export interface UsedListing {
  readonly listing: Listing;
  readonly change: ChangeListing;
  readonly clear: () => void;
  /** It as the view of an address; undefined where nothing is set. */
  readonly view: string | undefined;
}

/** The listing in the address, so that a link and the next start show the same; a form that opens over it leaves it as it is. */
export function useListing(): UsedListing {
  const { budgetId, view } = usePlace();
  const { change } = usePageQuery(budgetId ?? '');
  const [kept, setKept] = useState<string>();
  const isForm = view !== undefined && !isQuery(view);
  if (!isForm && kept !== view) setKept(view);
  const shown = isForm ? kept : view;
  const listing = useMemo(() => listingOf(new URLSearchParams(shown ?? '')), [shown]);
  return {
    listing,
    change: (part) => change({ ...part }),
    clear: () => change({ ...NO_LISTING }),
    view: shown,
  };
}

function listingOf(query: URLSearchParams): Listing {
  const among = <Value extends string>(name: string, values: readonly Value[]): Value | null =>
    values.find((value) => value === query.get(name)) ?? null;
  return {
    text: query.get('text') ?? '',
    outlook: among('outlook', BUDGET_STATUSES),
    type: among('type', BUDGET_TYPES),
    status: among('status', BUDGET_STATUSES),
    owner: query.get('owner') ?? '',
    sort: among(
      'sort',
      ORDERS.map(({ value }) => value),
    ),
  };
}
