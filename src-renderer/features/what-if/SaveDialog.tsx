import { useState, type ReactNode } from 'react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Button } from '@mantine/core';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import { useQueries } from '../../client/backend.tsx';
import { Form } from '../../forms/Form.tsx';
import { FormFoot } from '../../forms/FormFoot.tsx';
import { sayDone } from '../../session/notices.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { Failure } from '../../ui/States.tsx';
import { leversOf, type Draft } from './draft.ts';
import { ScenarioFields } from './ScenarioFields.tsx';

/** Keeps the levers as a scenario of their own, or changes the one they began from. */
export function SaveDialog({
  node,
  draft,
  onClose,
}: {
  readonly node: BudgetAnswer;
  readonly draft: Draft;
  /** With the draft as it is saved, where it is. */
  readonly onClose: (saved?: Draft) => void;
}): ReactNode {
  const queries = useQueries();
  const scenarios = useQuery(queries.scenarios.list.queryOptions({ input: {} })).data?.data ?? [];
  const current = scenarios.find(({ id }) => id === draft.scenarioId);
  const [name, setName] = useState('');
  const [notes, setNotes] = useState('');
  const keep = {
    onSuccess: ({ data }: { readonly data: { readonly id: string; readonly name: string } }) => {
      sayDone(`${data.name} saved.`);
      onClose({ ...draft, scenarioId: data.id });
    },
  };
  const save = useMutation(queries.scenarios.save.mutationOptions(keep));
  const update = useMutation(queries.scenarios.update.mutationOptions(keep));
  const fields = { quantile: draft.quantile, levers: leversOf(draft), notes };
  const error = save.error ?? update.error;
  return (
    <Dialog onClose={() => onClose()} title="Save the scenario">
      <Form onSubmit={() => save.mutate({ ...fields, budgetId: node.id, name })}>
        <Failure error={error} />
        <ScenarioFields
          name={name}
          notes={notes}
          placeholder={current === undefined ? 'Lean growth' : `${current.name} 2`}
          onName={setName}
          onNotes={setNotes}
        />
        <FormFoot submit="Save as new" isBusy={save.isPending} onCancel={() => onClose()}>
          {current === undefined ? null : (
            <Button
              variant="default"
              loading={update.isPending}
              onClick={() =>
                update.mutate({ id: current.id, ...fields, notes: notes === '' ? current.notes : notes })
              }
            >
              Change {current.name}
            </Button>
          )}
        </FormFoot>
      </Form>
    </Dialog>
  );
}
