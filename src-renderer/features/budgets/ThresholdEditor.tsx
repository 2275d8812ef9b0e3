import type { ReactNode } from 'react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Checkbox } from '@mantine/core';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import { useQueries } from '../../client/backend.tsx';
import {
  AlertRules,
  DEFAULT_RULES,
  AddRule,
  rulesOf,
  ruleText,
  type AlertRule,
} from '../../forms/AlertRules.tsx';
import { Form } from '../../forms/Form.tsx';
import { UnsavedFoot } from '../../forms/UnsavedFoot.tsx';
import { sayDone, sayFailed } from '../../session/notices.ts';
import { useUnsaved } from '../../session/unsaved.ts';

const LABELS = { size: 'At', basis: 'Of', severity: 'Severity', remove: 'Remove the threshold' };
const labelsOf = (): typeof LABELS => LABELS;

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
  const workspaceRules = useWorkspaceRules();
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
      <Checkbox
        label="As the workspace says"
        checked={rules === null}
        onChange={(event) => form.set(event.currentTarget.checked ? null : workspaceRules)}
      />
      {rules === null ? (
        <WorkspaceRules rules={workspaceRules} currency={budget.currency} />
      ) : (
        <>
          <AlertRules rules={rules} currency={budget.currency} labelsOf={labelsOf} onChange={form.set} />
          <div>
            <AddRule rules={rules} onChange={form.set} />
          </div>
        </>
      )}
      <UnsavedFoot isChanged={form.isChanged} isBusy={update.isPending} onDiscard={form.discard} />
    </Form>
  );
}

/** The rules of the workspace; those that everybody starts with until they are read. */
function useWorkspaceRules(): readonly AlertRule[] {
  const settings = useQuery(useQueries().settings.get.queryOptions({ input: {} })).data?.data;
  return settings === undefined ? DEFAULT_RULES : rulesOf(settings.thresholds);
}

/** What holds as long as a budget has no rules of its own. */
function WorkspaceRules({
  rules,
  currency,
}: {
  readonly rules: readonly AlertRule[];
  readonly currency: string;
}): ReactNode {
  return (
    <ul className="stack tight quiet">
      {rules
        .map((rule) => ruleText(rule, currency))
        .map((text) => (
          <li key={text}>{text}</li>
        ))}
    </ul>
  );
}
