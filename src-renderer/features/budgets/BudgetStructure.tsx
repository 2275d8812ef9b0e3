import { useState, type ReactNode } from 'react';
import { useMutation } from '@tanstack/react-query';
import { Button } from '@mantine/core';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import { useQueries } from '../../client/backend.tsx';
import { countText } from '../../format/style.ts';
import { tidy } from '../../format/percent.ts';
import { Form } from '../../forms/Form.tsx';
import { NumberField } from '../../forms/NumberField.tsx';
import { sayDone, sayFailed } from '../../session/notices.ts';
import { usePlace } from '../../session/place.ts';
import { DeleteBudget } from './DeleteBudget.tsx';
import { MergeBudgets } from './MergeBudgets.tsx';
import { SplitBudget } from './SplitBudget.tsx';

/** What changes the tree around a budget: next year's copy, a split, a merge with siblings, its end. */
export function BudgetStructure({
  budget,
  all,
}: {
  readonly budget: BudgetAnswer;
  readonly all: readonly BudgetAnswer[];
}): ReactNode {
  const siblings = all.filter(({ id, parentId }) => id !== budget.id && parentId === budget.parentId);
  return (
    <>
      <CopyToNextYear budget={budget} />
      {budget.parentId === null ? null : <SplitBudget budget={budget} />}
      {budget.parentId === null || siblings.length === 0 ? null : (
        <MergeBudgets budget={budget} siblings={siblings} />
      )}
      <DeleteBudget budget={budget} />
    </>
  );
}

function CopyToNextYear({ budget }: { readonly budget: BudgetAnswer }): ReactNode {
  const { go, view } = usePlace();
  const [growth, setGrowth] = useState(0);
  const copy = useMutation(
    useQueries().budgets.copy.mutationOptions({
      onSuccess: ({ data }) => {
        sayDone(`${countText(data.length, 'budget', 'budgets')} made for the period after.`);
        go('budgets', data[0]?.id, view);
      },
      onError: sayFailed,
    }),
  );
  return (
    <Form
      className="stack tight"
      onSubmit={() => copy.mutate({ budgetId: budget.id, growth: tidy(growth / 100) })}
    >
      <h3 className="title">Copy to the next year</h3>
      <div className="row end">
        <NumberField label="With growth, %" value={growth} onChange={setGrowth} min={-99} w={120} />
        <Button type="submit" variant="default" loading={copy.isPending}>
          Copy
        </Button>
      </div>
    </Form>
  );
}
