import { useState, type ReactNode } from 'react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { TextInput } from '@mantine/core';
import { fromUnits, money } from '#shared/domain/money.ts';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import { useBackend } from '../../client/backend.tsx';
import { moneyText } from '../../format/style.ts';
import { Form } from '../../forms/Form.tsx';
import { FormFoot } from '../../forms/FormFoot.tsx';
import { sayDone } from '../../session/notices.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { Failure } from '../../ui/States.tsx';
import { applySentence, ApplyTrial, useTrial } from './ApplyTrial.tsx';
import { isSame, draftOf, leversOf, type Draft } from './draft.ts';
import type { Evaluation } from './evaluate.ts';

/** Makes the scenario's estimate, or the amount it names, the budget: a revision with a reason, to be undone like any other. */
export function ApplyDialog({
  node,
  draft,
  now,
  onClose,
}: {
  readonly node: BudgetAnswer;
  readonly draft: Draft;
  readonly now: Evaluation;
  /** With the draft as it is saved, where it was. */
  readonly onClose: (saved?: Draft) => void;
}): ReactNode {
  const [name, setName] = useState('');
  const [reason, setReason] = useState('');
  const after = money(
    draft.budgetAmount === null ? now.outcome.atCompletion : fromUnits(now.amount),
    node.currency,
  );
  const trial = useTrial(node, after);
  const { apply, isStored } = useApply(node, draft, onClose);
  return (
    <Dialog onClose={() => onClose()} title="Apply as a budget revision">
      <Form onSubmit={() => apply.mutate({ name, reason })}>
        <p>{applySentence(node, after, draft.budgetAmount === null)}</p>
        <ApplyTrial node={node} trial={trial} />
        <Failure error={apply.error} />
        {isStored ? null : (
          <TextInput
            label="Save the scenario as"
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            required
            data-autofocus
          />
        )}
        <TextInput
          label="Reason, kept with the revision"
          value={reason}
          placeholder="Agreed in the planning session"
          data-autofocus={isStored || undefined}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <FormFoot
          submit={isStored ? 'Apply' : 'Save and apply'}
          isDisabled={trial.isError}
          isBusy={apply.isPending}
          onCancel={() => onClose()}
        />
      </Form>
    </Dialog>
  );
}

/** Applies the levers as they stand; they are saved under a name first, unless they are those of a scenario. */
function useApply(node: BudgetAnswer, draft: Draft, onApplied: (saved: Draft) => void) {
  const { client, queries } = useBackend();
  const scenarios = useQuery(queries.scenarios.list.queryOptions({ input: {} })).data?.data ?? [];
  const stored = scenarios.find(({ id }) => id === draft.scenarioId);
  const isStored = stored !== undefined && isSame(draftOf(stored), draft);
  const idOf = async (name: string): Promise<string> => {
    if (isStored) return stored.id;
    const fields = { name, budgetId: node.id, quantile: draft.quantile, levers: leversOf(draft) };
    return (await client.scenarios.save(fields)).data.id;
  };
  const apply = useMutation({
    mutationFn: async ({ name, reason }: { readonly name: string; readonly reason: string }) => {
      const id = await idOf(name);
      const { data } = await client.scenarios.apply({
        ...{ id, budgetId: node.id },
        ...(reason === '' ? {} : { reason }),
      });
      return { id, after: data.after };
    },
    onSuccess: ({ id, after }) => {
      sayDone(`${node.name} is now ${moneyText(after)}; undo takes it back.`);
      onApplied({ ...draft, scenarioId: id, budgetAmount: null });
    },
  });
  return { apply, isStored };
}
