import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { BASE, parseDraft, type Draft, type DraftChange } from './draft.ts';
import { withLever, withOverride, type SimpleLever } from './levers.ts';

const STORAGE_PREFIX = 'headroom.what-if.';
const KEEP_MS = 300;

/** What can be done to the levers; the functions stay the same, so that rows that do not move are not drawn again. */
export interface DraftActions {
  readonly setLever: (lever: string, value: number) => void;
  readonly setOverride: (key: string, value: number) => void;
  readonly removeOverride: (key: string) => void;
  /** Null takes it off; an index beyond the last adds it. */
  readonly setChange: (index: number, change: DraftChange | null) => void;
  readonly setBudget: (amount: number | null) => void;
  readonly replace: (draft: Draft) => void;
}

/** The levers of a budget; they outlive a reload, for this machine alone, until they are saved as a scenario. */
export function useDraft(budgetId: string): { readonly draft: Draft; readonly actions: DraftActions } {
  const storageKey = STORAGE_PREFIX + budgetId;
  const [draft, setDraft] = useState<Draft>(
    () => parseDraft(window.localStorage.getItem(storageKey)) ?? BASE,
  );
  useKept(storageKey, draft);
  const setLever = useCallback(
    (lever: string, value: number) => setDraft((now) => withLever(now, lever as SimpleLever, value)),
    [],
  );
  const setOverride = useCallback(
    (key: string, value: number) => setDraft((now) => withOverride(now, key, value)),
    [],
  );
  const removeOverride = useCallback(
    (key: string) =>
      setDraft((now) => ({
        ...now,
        overrides: Object.fromEntries(Object.entries(now.overrides).filter(([name]) => name !== key)),
      })),
    [],
  );
  const setChange = useCallback(
    (index: number, change: DraftChange | null) =>
      setDraft((now) => ({
        ...now,
        changes:
          change === null
            ? now.changes.filter((_, at) => at !== index)
            : index >= now.changes.length
              ? [...now.changes, change]
              : now.changes.map((one, at) => (at === index ? change : one)),
      })),
    [],
  );
  const setBudget = useCallback(
    (budgetAmount: number | null) => setDraft((now) => ({ ...now, budgetAmount })),
    [],
  );
  const actions = useMemo(
    () => ({ setLever, setOverride, removeOverride, setChange, setBudget, replace: setDraft }),
    [setLever, setOverride, removeOverride, setChange, setBudget],
  );
  return { draft, actions };
}

/** Keeps the levers once they rest, and at once where the page is left or loaded anew. */
function useKept(storageKey: string, draft: Draft): void {
  const latest = useRef(draft);
  useEffect(() => {
    latest.current = draft;
    const timer = setTimeout(() => window.localStorage.setItem(storageKey, JSON.stringify(draft)), KEEP_MS);
    return () => clearTimeout(timer);
  }, [draft, storageKey]);
  useEffect(() => {
    const keep = (): void => window.localStorage.setItem(storageKey, JSON.stringify(latest.current));
    window.addEventListener('pagehide', keep);
    return () => {
      window.removeEventListener('pagehide', keep);
      keep();
    };
  }, [storageKey]);
}
