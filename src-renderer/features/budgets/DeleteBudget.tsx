import { useState, type ReactNode } from 'react';
import { useMutation } from '@tanstack/react-query';
import { Button, Checkbox } from '@mantine/core';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import { useQueries } from '../../client/backend.tsx';
import { sayDone, sayFailed } from '../../session/notices.ts';
import { usePlace } from '../../session/place.ts';

/** Deletes a budget, alone or with all below it; undo brings it back. */
export function DeleteBudget({ budget }: { readonly budget: BudgetAnswer }): ReactNode {
  const { go, view } = usePlace();
  const [withChildren, setWithChildren] = useState(false);
  const remove = useMutation(
    useQueries().budgets.remove.mutationOptions({
      onSuccess: () => {
        sayDone(`${budget.name} deleted; undo brings it back.`);
        go('budgets', budget.parentId ?? '', view);
      },
      onError: sayFailed,
    }),
  );
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
      <div>
        <Button
          variant="default"
          loading={remove.isPending}
          onClick={() =>
            remove.mutate({ budgetId: budget.id, withChildren, expectedRevision: budget.revision })
          }
        >
          Delete the budget
        </Button>
      </div>
    </div>
  );
}
