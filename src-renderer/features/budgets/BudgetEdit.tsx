import { useState, type ReactNode } from 'react';
import { useMutation } from '@tanstack/react-query';
import { Button, Checkbox } from '@mantine/core';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import { useQueries } from '../../client/backend.tsx';
import { failureOf } from '../../client/failure.ts';
import { moneyText } from '../../format/style.ts';
import { sayDone, sayFailed } from '../../session/notices.ts';
import { usePlace } from '../../session/place.ts';
import { BudgetForm, type BudgetFields } from './BudgetForm.tsx';

/** Changes a budget, tries a change without keeping it, or deletes it. */
export function BudgetEdit({
  budget,
  all,
}: {
  readonly budget: BudgetAnswer;
  readonly all: readonly BudgetAnswer[];
}): ReactNode {
  const queries = useQueries();
  const update = useMutation(
    queries.budgets.update.mutationOptions({ onSuccess: ({ data }) => sayDone(`${data.name} changed.`) }),
  );
  const attempt = useMutation(queries.budgets.update.mutationOptions());
  const change = (fields: BudgetFields): typeof fields & { budgetId: string; expectedRevision: number } => ({
    ...fields,
    budgetId: budget.id,
    expectedRevision: budget.revision,
  });
  const error: unknown = update.error ?? attempt.error;
  return (
    <div className="stack">
      {error === null ? null : (
        <p role="alert" className="adverse">
          {failureOf(error).message}
        </p>
      )}
      {attempt.data === undefined ? null : (
        <p role="status">
          With this the budget would hold {moneyText(attempt.data.data.spent)} of cost so far and be{' '}
          {attempt.data.data.status}.
        </p>
      )}
      <BudgetForm
        budget={budget}
        parent={undefined}
        all={all}
        isBusy={update.isPending}
        submitLabel="Keep"
        onSubmit={(fields) => update.mutate(change(fields))}
        onTry={(fields) => attempt.mutate({ ...change(fields), dryRun: true })}
      />
      <DeleteBudget budget={budget} />
    </div>
  );
}

function DeleteBudget({ budget }: { readonly budget: BudgetAnswer }): ReactNode {
  const { go } = usePlace();
  const [withChildren, setWithChildren] = useState(false);
  const remove = useMutation(
    useQueries().budgets.remove.mutationOptions({
      onSuccess: () => {
        sayDone(`${budget.name} deleted; undo brings it back.`);
        go('budgets', budget.parentId ?? '');
      },
      onError: sayFailed,
    }),
  );
  return (
    <div className="stack tight">
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
