import { useState, type ReactNode } from 'react';
import { MultiSelect, TextInput } from '@mantine/core';
import type { Scope } from '#shared/domain/budget.ts';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import { useBackend } from '../../client/backend.tsx';
import { Form } from '../../forms/Form.tsx';
import { sayDone } from '../../session/notices.ts';
import { ReasonField } from './ReasonField.tsx';
import { ScopeBuilder } from './ScopeBuilder.tsx';
import { ActFoot, useTriedAct } from './TriedAct.tsx';

/** Makes one budget of a budget and its siblings, which keeps its id; its name and its scope can be others. */
export function MergeBudgets({
  budget,
  siblings,
  onDone,
}: {
  readonly budget: BudgetAnswer;
  readonly siblings: readonly BudgetAnswer[];
  readonly onDone: () => void;
}): ReactNode {
  const [chosen, setChosen] = useState<string[]>([]);
  const [name, setName] = useState('');
  const [scope, setScope] = useState<Scope | null>(null);
  const [reason, setReason] = useState('');
  const merge = useTriedAct(budget, useBackend().client.budgets.merge, ({ data }) => {
    sayDone(`Merged into ${data.name}.`);
    onDone();
  });
  const union = {
    budgetIds: [budget.id, ...chosen],
    ...(name.trim() === '' ? {} : { name: name.trim() }),
    ...(scope === null ? {} : { scope: scope.map((one) => ({ ...one, values: [...one.values] })) }),
    reason: reason.trim() || 'Merged',
  };
  return (
    <Form className="stack tight" onSubmit={() => merge.act.mutate(union)}>
      <h3 className="title">Merge siblings into it</h3>
      <MultiSelect
        aria-label="Siblings to merge"
        placeholder={chosen.length === 0 ? 'siblings' : ''}
        searchable
        data={siblings.map(({ id, name: sibling }) => ({ value: id, label: sibling }))}
        value={chosen}
        onChange={setChosen}
      />
      {chosen.length === 0 ? null : (
        <>
          <TextInput
            label="Name of the merged budget"
            placeholder={budget.name}
            maxLength={200}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <ScopeBuilder scope={scope} onChange={setScope} follows="What each of them has" />
          <ReasonField value={reason} onChange={setReason} />
        </>
      )}
      <ActFoot tried={merge} input={union} verb="Merge" isDisabled={chosen.length === 0} />
    </Form>
  );
}
