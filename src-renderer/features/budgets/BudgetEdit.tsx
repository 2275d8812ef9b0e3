import { useState, type ReactNode } from 'react';
import { useMutation } from '@tanstack/react-query';
import { Button } from '@mantine/core';
import type { Inputs } from '#shared/contract/contract.ts';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import { useQueries } from '../../client/backend.tsx';
import { moneyText } from '../../format/style.ts';
import { sayDone } from '../../session/notices.ts';
import { Failure } from '../../ui/States.tsx';
import { BudgetForm } from './BudgetForm.tsx';
import { changedFields, type BudgetFields } from './budget-draft.ts';
import { differencesOf, FieldChanges } from './FieldChanges.tsx';

/**
 * Changes a budget, or tries a change without keeping it. What is being typed stays when somebody else changes the budget
 * meanwhile: both versions are shown, and only the fields that were changed here are put.
 */
export function BudgetEdit({
  budget,
  all,
}: {
  readonly budget: BudgetAnswer;
  readonly all: readonly BudgetAnswer[];
}): ReactNode {
  const queries = useQueries();
  /** The version that is being edited, and the latest one that was seen; undefined while nothing was typed. */
  const [edited, setEdited] = useState<{ readonly base: BudgetAnswer; readonly seen: number }>();
  const base = edited?.base ?? budget;
  const attempt = useMutation(queries.budgets.update.mutationOptions());
  const update = useMutation(
    queries.budgets.update.mutationOptions({
      onSuccess: ({ data }) => {
        setEdited(undefined);
        attempt.reset();
        sayDone(`${data.name} changed.`);
      },
    }),
  );
  const change = (fields: BudgetFields): Inputs['budgets']['update'] => ({
    ...changedFields(fields, base),
    budgetId: base.id,
    expectedRevision: edited?.seen ?? base.revision,
  });
  const error: unknown = update.error ?? attempt.error;
  return (
    <div className="stack">
      <Failure error={error} />
      {edited === undefined || edited.seen === budget.revision ? null : (
        <Meanwhile
          base={base}
          now={budget}
          onTheirs={() => {
            setEdited(undefined);
            attempt.reset();
            update.reset();
          }}
          onMine={() => setEdited({ base, seen: budget.revision })}
        />
      )}
      {attempt.data === undefined ? null : (
        <p role="status">
          With this the budget would hold {moneyText(attempt.data.data.spent)} of cost so far and be{' '}
          {attempt.data.data.status}.
        </p>
      )}
      <BudgetForm
        key={base.revision}
        budget={base}
        parent={undefined}
        all={all}
        isBusy={update.isPending}
        submitLabel="Save"
        onEdit={() => setEdited(edited ?? { base: budget, seen: budget.revision })}
        onSubmit={(fields) => update.mutate(change(fields))}
        onTry={(fields) => {
          update.reset();
          attempt.mutate({ ...change(fields), dryRun: true });
        }}
      />
    </div>
  );
}

/** Somebody else changed the budget while it was being edited. */
function Meanwhile({
  base,
  now,
  onTheirs,
  onMine,
}: {
  readonly base: BudgetAnswer;
  readonly now: BudgetAnswer;
  readonly onTheirs: () => void;
  readonly onMine: () => void;
}): ReactNode {
  return (
    <section className="stack tight" role="alert">
      <p className="strong">
        This budget was changed elsewhere meanwhile: revision {base.revision} is {now.revision} now.
      </p>
      <FieldChanges changes={differencesOf(base, now)} />
      <p className="quiet">What you typed is still here; saving it puts only the fields you changed.</p>
      <div className="row">
        <Button variant="default" onClick={onMine}>
          Go on with mine
        </Button>
        <Button variant="default" onClick={onTheirs}>
          Take theirs
        </Button>
      </div>
    </section>
  );
}
