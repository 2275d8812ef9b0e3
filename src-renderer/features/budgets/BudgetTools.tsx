import { useState, type ReactNode } from 'react';
import { Button, TextInput } from '@mantine/core';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import { useBackend } from '../../client/backend.tsx';
import { countText } from '../../format/style.ts';
import { Form } from '../../forms/Form.tsx';
import { sayDone, sayFailed } from '../../session/notices.ts';
import { saveFile } from '../../session/save-file.ts';
import { DivideAmount } from './DivideAmount.tsx';
import { SaveAsTemplate } from './SaveAsTemplate.tsx';
import { ActFoot, useTriedAct } from './TriedAct.tsx';

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
  const [time, setTime] = useState('');
  const restore = useTriedAct(budget, useBackend().client.budgets.restoreTree, ({ data }) =>
    sayDone(
      `${countText(data.restored.length, 'budget', 'budgets')} brought back, ${data.removed.length} gone.`,
    ),
  );
  const input = { budgetId: budget.id, at: momentOf(day, time) };
  return (
    <Form className="stack tight" onSubmit={() => restore.act.mutate(input)}>
      <h3 className="title">Bring the branch back</h3>
      <div className="field-grid">
        <TextInput
          type="date"
          label="As it was on"
          value={day}
          required
          onChange={(event) => setDay(event.currentTarget.value)}
        />
        <TextInput
          type="time"
          label="At, or at its end"
          value={time}
          onChange={(event) => setTime(event.currentTarget.value)}
        />
      </div>
      <ActFoot tried={restore} input={input} verb="Bring back" isDisabled={day === ''} />
    </Form>
  );
}

/** A time of a day in the user's own zone, as the revisions are shown; without one the day, which is meant to its end. */
function momentOf(day: string, time: string): string {
  return day === '' || time === '' ? day : new Date(`${day}T${time}`).toISOString();
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
