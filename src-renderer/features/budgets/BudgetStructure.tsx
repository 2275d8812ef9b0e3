import { useState, type ReactNode } from 'react';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import { useBackend } from '../../client/backend.tsx';
import { countText } from '../../format/style.ts';
import { tidy } from '../../format/percent.ts';
import { Form } from '../../forms/Form.tsx';
import { NumberField } from '../../forms/NumberField.tsx';
import { sayDone } from '../../session/notices.ts';
import { usePlace } from '../../session/place.ts';
import { DeleteBudget } from './DeleteBudget.tsx';
import { MergeBudgets } from './MergeBudgets.tsx';
import { SplitBudget } from './SplitBudget.tsx';
import { ActFoot, useTriedAct } from './TriedAct.tsx';

/** What changes the tree around a budget: next year's copy, a split, a merge with siblings, its end. */
export function BudgetStructure({
  budget,
  all,
}: {
  readonly budget: BudgetAnswer;
  readonly all: readonly BudgetAnswer[];
}): ReactNode {
  // What is filled in stays while the budget is read again, and begins anew once it was done.
  const [merges, setMerges] = useState(0);
  const siblings = all.filter(({ id, parentId }) => id !== budget.id && parentId === budget.parentId);
  return (
    <>
      <CopyToNextYear budget={budget} />
      {budget.parentId === null ? null : <SplitBudget budget={budget} />}
      {budget.parentId === null || siblings.length === 0 ? null : (
        <MergeBudgets key={merges} budget={budget} siblings={siblings} onDone={() => setMerges(merges + 1)} />
      )}
      <DeleteBudget budget={budget} />
    </>
  );
}

function CopyToNextYear({ budget }: { readonly budget: BudgetAnswer }): ReactNode {
  const { go, view } = usePlace();
  const [growth, setGrowth] = useState(0);
  const copy = useTriedAct(budget, useBackend().client.budgets.copy, ({ data }) => {
    sayDone(`${countText(data.length, 'budget', 'budgets')} made for the period after.`);
    go('budgets', data[0]?.id, view);
  });
  const input = { budgetId: budget.id, growth: tidy(growth / 100) };
  return (
    <Form className="stack tight" onSubmit={() => copy.act.mutate(input)}>
      <h3 className="title">Copy to the next year</h3>
      <NumberField label="With growth, %" value={growth} onChange={setGrowth} min={-99} w={120} />
      <ActFoot tried={copy} input={input} verb="Copy" />
    </Form>
  );
}
