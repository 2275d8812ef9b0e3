import type { ReactNode } from 'react';
import { useMutation } from '@tanstack/react-query';
import { Button } from '@mantine/core';
import type { Inputs } from '#shared/contract/contract.ts';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import { useQueries } from '../../client/backend.tsx';
import { moneyText } from '../../format/style.ts';
import { sayDone } from '../../session/notices.ts';
import { useFilled } from '../../session/unsaved.ts';
import { Failure } from '../../ui/States.tsx';
import { BudgetForm } from './BudgetForm.tsx';
import { changedFields, draftOf, type BudgetFields, type Draft } from './budget-draft.ts';
import { differencesOf, FieldChanges } from './FieldChanges.tsx';

/** A budget as it is being edited. */
interface Edited {
  /** The version that the fields were taken from. */
  readonly base: BudgetAnswer;
  /** The latest revision that was seen. */
  readonly seen: number;
  readonly draft: Draft;
}

/**
 * Changes a budget, or tries a change without keeping it. What was typed stays until it is saved or discarded, also when somebody
 * else changes the budget meanwhile: both versions are shown, and only the fields that were changed here are put.
 */
export function BudgetEdit({
  budget,
  all,
}: {
  readonly budget: BudgetAnswer;
  readonly all: readonly BudgetAnswer[];
}): ReactNode {
  const queries = useQueries();
  const { value: edited, set: setEdited, saved } = useFilled<Edited>(`budget ${budget.id}`);
  const base = edited?.base ?? budget;
  const draft = edited?.draft ?? draftOf(budget, undefined);
  const attempt = useMutation(queries.budgets.update.mutationOptions());
  const update = useMutation(
    queries.budgets.update.mutationOptions({
      onSuccess: ({ data }) => {
        saved();
        if (data.revision === base.revision) setEdited(undefined);
        attempt.reset();
        sayDone(`${data.name} changed.`);
      },
    }),
  );
  // What was saved stays in the fields until the page has read it back.
  const savedAs = update.data?.data.revision;
  if (edited !== undefined && savedAs !== undefined && base.revision < savedAs && savedAs <= budget.revision)
    setEdited(undefined);
  const discard = (): void => {
    setEdited(undefined);
    attempt.reset();
    update.reset();
  };
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
          onTheirs={discard}
          onMine={() => setEdited({ ...edited, seen: budget.revision })}
        />
      )}
      {attempt.data === undefined ? null : (
        <p role="status">
          With this the budget would hold {moneyText(attempt.data.data.spent)} of cost so far and be{' '}
          {attempt.data.data.status}.
        </p>
      )}
      <BudgetForm
        budget={base}
        draft={draft}
        onDraft={(next) => setEdited({ base, seen: edited?.seen ?? budget.revision, draft: next })}
        all={all}
        isBusy={update.isPending}
        submitLabel="Save"
        onSubmit={(fields) => update.mutate(change(fields))}
        onTry={(fields) => {
          update.reset();
          attempt.mutate({ ...change(fields), dryRun: true });
        }}
      >
        {edited === undefined ? null : (
          <>
            <Button variant="default" onClick={discard}>
              Discard the changes
            </Button>
            <span className="quiet">Not saved yet.</span>
          </>
        )}
      </BudgetForm>
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
