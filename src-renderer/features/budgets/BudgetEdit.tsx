import type { ReactNode } from 'react';
import { useMutation } from '@tanstack/react-query';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import { useQueries } from '../../client/backend.tsx';
import { failureOf } from '../../client/failure.ts';
import { moneyText } from '../../format/style.ts';
import { sayDone } from '../../session/notices.ts';
import { BudgetForm, type BudgetFields } from './BudgetForm.tsx';

/** Changes a budget, or tries a change without keeping it. */
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
    </div>
  );
}
