import { useState, type ReactNode } from 'react';
import { useMutation } from '@tanstack/react-query';
import { Button, Select, TextInput } from '@mantine/core';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import { useBackend, useQueries } from '../../client/backend.tsx';
import { countText } from '../../format/style.ts';
import { amountToSend, notAnAmount } from '../../format/typed.ts';
import { Form } from '../../forms/Form.tsx';
import { sayDone, sayFailed } from '../../session/notices.ts';
import { saveFile } from '../../session/save-file.ts';

const CASCADE_WORDS = [
  { value: 'equal', label: 'in equal parts' },
  { value: 'lastYear', label: 'as last year was spent' },
  { value: 'shares', label: 'by the shares they have now' },
] as const;
type CascadeMethod = (typeof CASCADE_WORDS)[number]['value'];

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
      {children.length === 0 ? null : <Cascade budget={budget} parts={children} />}
      <RestoreTree budget={budget} />
      <SaveAsFile budget={budget} />
    </>
  );
}

function Cascade({
  budget,
  parts,
}: {
  readonly budget: BudgetAnswer;
  readonly parts: readonly BudgetAnswer[];
}): ReactNode {
  const { budgets } = useQueries();
  const [method, setMethod] = useState<CascadeMethod>('equal');
  const [amount, setAmount] = useState('');
  const whole = amountToSend(amount);
  const isWrong = whole === undefined && amount.trim() !== '';
  const cascade = useMutation(
    budgets.cascade.mutationOptions({
      onSuccess: () => sayDone(`Divided among ${countText(parts.length, 'budget', 'budgets')}.`),
      onError: sayFailed,
    }),
  );
  const build = useMutation(
    budgets.build.mutationOptions({
      onSuccess: () => sayDone(`${budget.name} is now the sum of what is below.`),
      onError: sayFailed,
    }),
  );
  return (
    <Form
      className="stack tight"
      onSubmit={() =>
        cascade.mutate({
          ...{ budgetId: budget.id, method },
          ...(whole === undefined ? {} : { amount: whole }),
          ...(method === 'shares' ? { shares: sharesOf(parts) } : {}),
        })
      }
    >
      <h3 className="title">Amounts of {countText(parts.length, 'part', 'parts')}</h3>
      <TextInput
        label={`Divide this amount, ${budget.currency}`}
        placeholder="the one it has"
        inputMode="decimal"
        value={amount}
        error={isWrong ? notAnAmount('12000.50') : undefined}
        onChange={(event) => setAmount(event.currentTarget.value)}
      />
      <Select
        label="among them"
        data={[...CASCADE_WORDS]}
        value={method}
        onChange={(value) => setMethod(value ?? 'equal')}
      />
      <div className="row">
        <Button type="submit" variant="default" disabled={isWrong} loading={cascade.isPending}>
          Divide
        </Button>
        <Button
          variant="default"
          loading={build.isPending}
          onClick={() => build.mutate({ budgetId: budget.id })}
        >
          Add up from them instead
        </Button>
      </div>
    </Form>
  );
}

/** Percent of each part in the sum of all, by its id. */
function sharesOf(parts: readonly BudgetAnswer[]): Record<string, number> {
  const total = parts.reduce((sum, { amount }) => sum + Number(amount.amount), 0);
  return Object.fromEntries(
    parts.map(({ id, amount }) => [
      id,
      total === 0 ? 100 / parts.length : (Number(amount.amount) / total) * 100,
    ]),
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
  const keep = useMutation({
    mutationFn: async () => {
      const { data } = await client.budgets.export({ budgetId: budget.id, format: 'json' });
      return client.templates.save({
        name: budget.id,
        title: budget.name,
        tree: JSON.parse(data.content),
      });
    },
    onSuccess: ({ data }) => sayDone(`“${data.title}” is among the templates.`),
    onError: sayFailed,
  });
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
        <Button variant="default" loading={keep.isPending} onClick={() => keep.mutate()}>
          As a template
        </Button>
      </div>
    </section>
  );
}
