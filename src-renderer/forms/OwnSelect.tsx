import type { ReactNode } from 'react';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import { AnySelect } from './AnySelect.tsx';

/** Narrows a list of all budgets to the one that is chosen in the bar. */
export function OwnSelect({
  node,
  isOwn,
  onChange,
}: {
  readonly node: BudgetAnswer | null | undefined;
  readonly isOwn: boolean;
  readonly onChange: (isOwn: boolean) => void;
}): ReactNode {
  if (node === null || node === undefined) return null;
  return (
    <AnySelect
      label="Budget"
      values={[node.name]}
      value={isOwn ? node.name : null}
      onChange={(name) => onChange(name !== null)}
    />
  );
}
