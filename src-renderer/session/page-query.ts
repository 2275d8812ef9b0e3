import { useMemo } from 'react';
import { useLocation } from 'wouter';
import { addressOf, usePlace } from './place.ts';

/**
 * What a page is asked, in its address, so that a link opens the same view: `#/variance/org-2026/by=team&against=previous`.
 * Changes replace the address instead of adding a step to the way back.
 */
export function usePageQuery(budgetId: string): {
  readonly query: URLSearchParams;
  readonly change: (part: Readonly<Record<string, string | null>>) => void;
} {
  const { page, view } = usePlace();
  const [, navigate] = useLocation();
  const query = useMemo(() => new URLSearchParams(view ?? ''), [view]);
  return {
    query,
    change: (part) => {
      const next = new URLSearchParams(query);
      for (const [name, value] of Object.entries(part))
        if (value === null || value === '') next.delete(name);
        else next.set(name, value);
      const text = next.toString();
      navigate(addressOf(page, budgetId, text === '' ? undefined : text), { replace: true });
    },
  };
}
