/** What is added to the baseline: growth of the whole and of parts, and planned changes. */
import { useEffect, useState } from 'react';
import type { ChangeInput } from '../../charts/planned.ts';

export interface Assumptions {
  /** A year, as fractions: `overall`, and `team:payments`. */
  readonly growth: Readonly<Record<string, number>>;
  readonly changes: readonly ChangeInput[];
}

export const NO_ASSUMPTIONS: Assumptions = { growth: {}, changes: [] };

const STORAGE_PREFIX = 'headroom.assumptions.';

/** The assumptions of a budget; they outlive a reload, for this machine alone, until a forecast is stored with them. */
export function useAssumptions(budgetId: string): readonly [Assumptions, (assumptions: Assumptions) => void] {
  const storageKey = STORAGE_PREFIX + budgetId;
  const [assumptions, setAssumptions] = useState<Assumptions>(() => read(storageKey));
  useEffect(() => {
    window.localStorage.setItem(storageKey, JSON.stringify(assumptions));
  }, [assumptions, storageKey]);
  return [assumptions, setAssumptions];
}

function read(storageKey: string): Assumptions {
  try {
    const stored: unknown = JSON.parse(window.localStorage.getItem(storageKey) ?? '{}');
    return { ...NO_ASSUMPTIONS, ...(stored as Partial<Assumptions>) };
  } catch {
    return NO_ASSUMPTIONS;
  }
}

/** Growth that moves something; a part at nought among others stands still instead of growing with the whole. */
export function movedGrowth(growth: Assumptions['growth']): Record<string, number> {
  return Object.values(growth).some((rate) => rate !== 0) ? { ...growth } : {};
}

export function hasAssumptions({ growth, changes }: Assumptions): boolean {
  return changes.length > 0 || Object.keys(movedGrowth(growth)).length > 0;
}
