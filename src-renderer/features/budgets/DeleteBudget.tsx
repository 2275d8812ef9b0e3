import { useState, type ReactNode } from 'react';
import { Checkbox } from '@mantine/core';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import { useBackend } from '../../client/backend.tsx';
import { sayDone } from '../../session/notices.ts';
import { usePlace } from '../../session/place.ts';
import { ActFoot, useTriedAct } from './TriedAct.tsx';

/** Deletes a budget, alone or with all below it; undo brings it back. */
export function DeleteBudget({ budget }: { readonly budget: BudgetAnswer }): ReactNode {
  const { go, view } = usePlace();
  const [withChildren, setWithChildren] = useState(false);
  const remove = useTriedAct(budget, useBackend().client.budgets.remove, () => {
    sayDone(`${budget.name} deleted; undo brings it back.`);
    go('budgets', budget.parentId ?? '', view);
  });
  return (
    <div className="stack tight">
      <h3 className="title">Delete</h3>
      {budget.childCount === 0 ? null : (
        <Checkbox
          label={`With all ${budget.childCount} budgets under it`}
          checked={withChildren}
          onChange={(event) => setWithChildren(event.currentTarget.checked)}
        />
      )}
      <ActFoot
        tried={remove}
        input={{ budgetId: budget.id, withChildren, expectedRevision: budget.revision }}
        verb="Delete the budget"
        isSubmit={false}
      />
    </div>
  );
}
