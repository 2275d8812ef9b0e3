import type { ReactNode } from 'react';
import { useMutation } from '@tanstack/react-query';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import { useQueries } from '../../client/backend.tsx';
import { rulesOf, type AlertRule } from '../../forms/AlertRules.tsx';
import { Form } from '../../forms/Form.tsx';
import { UnsavedFoot } from '../../forms/UnsavedFoot.tsx';
import { sayDone, sayFailed } from '../../session/notices.ts';
import { useUnsaved } from '../../session/unsaved.ts';
import { OwnRules } from './OwnRules.tsx';

/** The bounds at which a budget raises alerts: the workspace's own, or its own list. */
export function ThresholdEditor({ budget }: { readonly budget: BudgetAnswer }): ReactNode {
  const stored = budget.thresholds === null ? null : rulesOf(budget.thresholds);
  const form = useUnsaved<readonly AlertRule[] | null>(`thresholds ${budget.id}`, stored);
  const rules = form.value;
  const update = useMutation(
    useQueries().budgets.update.mutationOptions({
      onSuccess: () => {
        form.saved();
        sayDone('Thresholds saved.');
      },
      onError: sayFailed,
    }),
  );
  return (
    <Form
      onSubmit={() =>
        update.mutate({
          budgetId: budget.id,
          expectedRevision: budget.revision,
          thresholds: rules === null ? null : [...rules],
          reason: 'Thresholds',
        })
      }
    >
      <OwnRules rules={rules} currency={budget.currency} onChange={form.set} />
      <UnsavedFoot isChanged={form.isChanged} isBusy={update.isPending} onDiscard={form.discard} />
    </Form>
  );
}
