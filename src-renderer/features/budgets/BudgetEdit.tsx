import type { ReactNode } from 'react';
import { Button } from '@mantine/core';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import { moneyText } from '../../format/style.ts';
import { Failure } from '../../ui/States.tsx';
import { BudgetForm } from './BudgetForm.tsx';
import { differencesOf, FieldChanges } from './FieldChanges.tsx';
import { useBudgetEdit } from './use-budget-edit.ts';

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
  const edit = useBudgetEdit(budget);
  return (
    <div className="stack">
      <Failure error={edit.error} />
      {edit.isOvertaken ? (
        <Meanwhile base={edit.base} now={budget} onTheirs={edit.discard} onMine={edit.goOn} />
      ) : null}
      {edit.outcome === undefined ? null : (
        <p role="status">
          With this the budget would hold {moneyText(edit.outcome.spent)} of cost so far and be{' '}
          {edit.outcome.status}.
        </p>
      )}
      <BudgetForm
        budget={edit.base}
        draft={edit.draft}
        onDraft={edit.setDraft}
        all={all}
        isBusy={edit.isBusy}
        submitLabel="Save"
        onSubmit={edit.save}
        onTry={edit.tryOut}
      >
        {edit.isEdited ? (
          <>
            <Button variant="default" onClick={edit.discard}>
              Discard the changes
            </Button>
            <span className="quiet">Not saved yet.</span>
          </>
        ) : null}
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
