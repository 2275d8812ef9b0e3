import { useState, type ReactNode } from 'react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Select } from '@mantine/core';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import { firstFree } from '#shared/engine/budgets/budget-id.ts';
import { useBackend } from '../../client/backend.tsx';
import { sayDone, sayFailed } from '../../session/notices.ts';

const NEW = '';

/** Keeps a budget with all below it as a template: a new one, or in place of what an own one made so far. */
export function SaveAsTemplate({ budget }: { readonly budget: BudgetAnswer }): ReactNode {
  const { client, queries } = useBackend();
  const templates = useQuery(queries.templates.list.queryOptions({ input: {} })).data?.data ?? [];
  const own = templates.filter(({ builtIn }) => !builtIn);
  const [chosen, setChosen] = useState<string>();
  // What was saved from this budget before is what is most likely meant.
  const target = chosen ?? own.find(({ name }) => name === budget.id)?.name ?? NEW;
  const keep = useMutation({
    mutationFn: async () => {
      const { data } = await client.budgets.export({ budgetId: budget.id, format: 'json' });
      const tree: unknown = JSON.parse(data.content);
      if (target !== NEW) return client.templates.update({ name: target, tree });
      const name = firstFree(budget.id, (other) => templates.some((template) => template.name === other));
      return client.templates.save({ name, title: budget.name, tree });
    },
    onSuccess: ({ data }) => {
      sayDone(
        target === NEW
          ? `“${data.title}” is among the templates.`
          : `“${data.title}” makes these budgets now.`,
      );
      setChosen(data.name);
    },
    onError: sayFailed,
  });
  return (
    <div className="row end">
      <Select
        label="Template"
        data={[
          { value: NEW, label: 'a new one' },
          ...own.map(({ name, title }) => ({ value: name, label: `in place of “${title}”` })),
        ]}
        value={target}
        onChange={(value) => setChosen(value ?? NEW)}
      />
      <Button variant="default" loading={keep.isPending} onClick={() => keep.mutate()}>
        As a template
      </Button>
    </div>
  );
}
