import { useMutation } from '@tanstack/react-query';
import type { Inputs } from '#shared/contract/contract.ts';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import { useQueries } from '../../client/backend.tsx';
import { sayDone } from '../../session/notices.ts';
import { useFilled } from '../../session/unsaved.ts';
import { changedFields, draftOf, type BudgetFields, type Draft } from './budget-draft.ts';

/** A budget as it is being edited. */
interface Edited {
  /** The version that the fields were taken from. */
  readonly base: BudgetAnswer;
  /** The latest revision that was seen. */
  readonly seen: number;
  readonly draft: Draft;
}

/** What is typed into a budget, over the version it was typed over; saved, tried without keeping it, or discarded. */
export function useBudgetEdit(budget: BudgetAnswer) {
  const queries = useQueries();
  const { value: edited, set: setEdited, saved } = useFilled<Edited>(`budget ${budget.id}`);
  const base = edited?.base ?? budget;
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
  const change = (fields: BudgetFields): Inputs['budgets']['update'] => ({
    ...changedFields(fields, base),
    budgetId: base.id,
    expectedRevision: edited?.seen ?? base.revision,
  });
  return {
    base,
    draft: edited?.draft ?? draftOf(budget, undefined),
    isEdited: edited !== undefined,
    /** Whether somebody else changed the budget, and that was not seen yet. */
    isOvertaken: edited !== undefined && edited.seen !== budget.revision,
    /** What the budget would be with what was tried. */
    outcome: attempt.data?.data,
    error: update.error ?? attempt.error,
    isBusy: update.isPending,
    setDraft: (draft: Draft) => setEdited({ base, seen: edited?.seen ?? budget.revision, draft }),
    /** Goes on over what somebody else changed. */
    goOn: () => {
      if (edited !== undefined) setEdited({ ...edited, seen: budget.revision });
    },
    save: (fields: BudgetFields) => update.mutate(change(fields)),
    tryOut: (fields: BudgetFields) => {
      update.reset();
      attempt.mutate({ ...change(fields), dryRun: true });
    },
    discard: () => {
      setEdited(undefined);
      attempt.reset();
      update.reset();
    },
  };
}
