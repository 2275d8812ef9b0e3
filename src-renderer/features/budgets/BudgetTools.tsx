import { useState, type ReactNode } from 'react';
import { useMutation } from '@tanstack/react-query';
import { Button, TextInput } from '@mantine/core';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import { useBackend, useQueries } from '../../client/backend.tsx';
import { countText } from '../../format/style.ts';
import { Form } from '../../forms/Form.tsx';
import { sayDone, sayFailed } from '../../session/notices.ts';
import { saveFile } from '../../session/save-file.ts';
import { DivideAmount } from './DivideAmount.tsx';
import { SaveAsTemplate } from './SaveAsTemplate.tsx';

/** What the amounts and the past of a branch allow: divide, add up, bring back, and save as a file. */
export function BudgetTools({
  budget,
  all,
}: {
  readonly budget: BudgetAnswer;
  readonly all: readonly BudgetAnswer[];
}): ReactNode {
  const children = all.filter(({ parentId }) => parentId === budget.id);
  return (
    <>
      {children.length === 0 ? null : <DivideAmount budget={budget} parts={children} />}
      <RestoreTree budget={budget} />
      <SaveAsFile budget={budget} />
    </>
  );
}

function RestoreTree({ budget }: { readonly budget: BudgetAnswer }): ReactNode {
  const [day, setDay] = useState('');
  const restore = useMutation(
    useQueries().budgets.restoreTree.mutationOptions({
      onSuccess: ({ data }) =>
        sayDone(
          `${countText(data.restored.length, 'budget', 'budgets')} brought back, ${data.removed.length} gone.`,
        ),
      onError: sayFailed,
    }),
  );
  return (
    <Form className="stack tight" onSubmit={() => restore.mutate({ budgetId: budget.id, at: day })}>
      <h3 className="title">Bring the branch back</h3>
      <div className="row end">
        <TextInput
          type="date"
          label="As it was at the end of"
          value={day}
          required
          onChange={(event) => setDay(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" disabled={day === ''} loading={restore.isPending}>
          Bring back
        </Button>
      </div>
    </Form>
  );
}

function SaveAsFile({ budget }: { readonly budget: BudgetAnswer }): ReactNode {
  const { client } = useBackend();
  const save = (format: 'json' | 'csv'): void => {
    client.budgets
      .export({ budgetId: budget.id, format })
      .then(
        ({ data }) =>
          saveFile(
            data.name,
            new Blob([data.content], { type: format === 'csv' ? 'text/csv' : 'application/json' }),
          ),
        sayFailed,
      );
  };
  return (
    <section className="stack tight">
      <h3 className="title">Save with all below</h3>
      <div className="row">
        <Button variant="default" onClick={() => save('json')}>
          JSON, to read in again
        </Button>
        <Button variant="default" onClick={() => save('csv')}>
          CSV
        </Button>
      </div>
      <SaveAsTemplate budget={budget} />
    </section>
  );
}
