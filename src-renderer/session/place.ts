import { useLocation } from 'wouter';

/** Pages by the word in the address: `#/budgets/org-2026`. */
export const PAGES = [
  'overview',
  'budgets',
  'forecast',
  'what-if',
  'variance',
  'alerts',
  'approvals',
  'reports',
  'imports',
  'costs',
  'history',
  'settings',
] as const;
export type PageName = (typeof PAGES)[number];

export interface Place {
  readonly page: PageName;
  /** The chosen budget; undefined where the address names none. */
  readonly budgetId: string | undefined;
  /** What of the page is open: `new` in `#/budgets/org-2026/new`. */
  readonly view: string | undefined;
}

/** Reads an address, `/budgets/org-2026`; one that names no page is the overview. */
export function placeOf(location: string): Place {
  const [, page, budgetId, view] = location.split('/');
  return {
    page: PAGES.find((name) => name === page) ?? 'overview',
    budgetId: budgetId === undefined || budgetId === '' ? undefined : decodeURIComponent(budgetId),
    view: view === '' ? undefined : view,
  };
}

/** Whether a view is a query, which is where one stands; one that is a word is a dialog. */
export function isQuery(view: string | undefined): view is string {
  return view?.includes('=') === true;
}

export function addressOf(page: PageName, budgetId?: string, view?: string): string {
  const node = budgetId === undefined ? '' : encodeURIComponent(budgetId);
  return view === undefined ? `/${page}${node === '' ? '' : `/${node}`}` : `/${page}/${node}/${view}`;
}

/** Where the user stands, and the way to another place. A place without a budget keeps the chosen one. */
export function usePlace(): Place & {
  readonly go: (page: PageName, budgetId?: string, view?: string) => void;
} {
  const [location, navigate] = useLocation();
  const place = placeOf(location);
  return {
    ...place,
    go: (page, budgetId, view) => navigate(addressOf(page, budgetId ?? place.budgetId, view)),
  };
}
