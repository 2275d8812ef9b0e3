import { useState, type ReactNode } from 'react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Modal, Textarea, TextInput } from '@mantine/core';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import { useQueries } from '../../client/backend.tsx';
import { failureOf } from '../../client/failure.ts';
import { sayDone } from '../../session/notices.ts';
import { leversOf, type Draft } from './draft.ts';

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
  const fields = { budgetId: node.id, quantile: draft.quantile, levers: leversOf(draft), notes };
  const error = save.error ?? update.error;
  return (
    <Modal
      opened
      onClose={() => onClose()}
      title={<span className="title">Save the scenario</span>}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate({ ...fields, name });
        }}
      >
        {error === null ? null : (
          <p role="alert" className="adverse">
            {failureOf(error).message}
          </p>
        )}
        <TextInput
          label="Name"
          value={name}
          placeholder={current === undefined ? 'Lean growth' : `${current.name} 2`}
          onChange={(event) => setName(event.currentTarget.value)}
          required
          data-autofocus
        />
        <Textarea
          label="Notes, printed in the report"
          autosize
          minRows={2}
          value={notes}
          onChange={(event) => setNotes(event.currentTarget.value)}
        />
        <div className="row">
          <Button type="submit" loading={save.isPending}>
            Save as new
          </Button>
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
        </div>
      </form>
    </Modal>
  );
}
