import { useState, type ReactNode } from 'react';
import { Select } from '@mantine/core';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import { useAllBudgets } from '../../session/all-budgets.ts';
import { usePlace } from '../../session/place.ts';

const SHOWN = 60;

/** The budget that is reported on, found by any part of its path; the rest of the definition stays. */
export function BudgetSelect({ node }: { readonly node: BudgetAnswer }): ReactNode {
  const { view, go } = usePlace();
  const [isAsked, setIsAsked] = useState(false);
  const budgets = useAllBudgets(isAsked).data ?? [];
  const others = budgets.filter(({ id }) => id !== node.id);
  return (
    <Select
      label="Budget"
      className="wide"
      searchable
      limit={SHOWN}
      data={[node, ...others].map(({ id, path }) => ({ value: id, label: path.join(' › ') }))}
      value={node.id}
      onDropdownOpen={() => setIsAsked(true)}
      onChange={(id) => go('reports', id ?? node.id, view)}
    />
  );
}
