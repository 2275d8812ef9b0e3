import { useState, type ReactNode } from 'react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Checkbox } from '@mantine/core';
import { Plus } from 'lucide-react';
import { DEFAULT_THRESHOLDS } from '#shared/domain/alert.ts';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import { useQueries } from '../../client/backend.tsx';
import { AlertRules, NEW_RULE, percentRules, type AlertRule } from '../../forms/AlertRules.tsx';
import { Form } from '../../forms/Form.tsx';
import { sayDone, sayFailed } from '../../session/notices.ts';

const LABELS = { percent: 'Percent', basis: 'Of', severity: 'Severity', remove: 'Remove the threshold' };
const labelsOf = (): typeof LABELS => LABELS;

/** The bounds at which a budget raises alerts: the workspace's own, or its own list. */
export function ThresholdEditor({ budget }: { readonly budget: BudgetAnswer }): ReactNode {
  const [rules, setRules] = useState<readonly AlertRule[] | null>(() => rulesOf(budget));
  const update = useMutation(
    useQueries().budgets.update.mutationOptions({
      onSuccess: () => sayDone('Thresholds saved.'),
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
        onChange={(event) => setRules(event.currentTarget.checked ? null : workspaceRules)}
      />
      {rules === null ? (
        <WorkspaceRules rules={workspaceRules} />
      ) : (
        <AlertRules rules={rules} labelsOf={labelsOf} onChange={setRules} />
      )}
      <div className="row">
        {rules === null ? null : (
          <Button
            variant="default"
            leftSection={<Plus size={14} />}
            onClick={() => setRules([...rules, NEW_RULE])}
          >
            Add
          </Button>
        )}
        <Button type="submit" loading={update.isPending}>
          Save
        </Button>
      </div>
    </Form>
  );
}

/** The rules of the workspace, in percent; those that everybody starts with until they are read. */
function useWorkspaceRules(): readonly AlertRule[] {
  const settings = useQuery(useQueries().settings.get.queryOptions({ input: {} })).data?.data;
  return percentRules(settings?.thresholds ?? DEFAULT_THRESHOLDS);
}

/** What holds as long as a budget has no rules of its own. */
function WorkspaceRules({ rules }: { readonly rules: readonly AlertRule[] }): ReactNode {
  return (
    <ul className="stack tight quiet">
      {rules.map(({ percent, basis, severity }) => (
        <li key={`${percent} ${basis} ${severity}`}>
          {percent} % {basis}: {severity}
        </li>
      ))}
    </ul>
  );
}

function rulesOf(budget: BudgetAnswer): readonly AlertRule[] | null {
  return budget.thresholds === null
    ? null
    : budget.thresholds.map(({ percent, basis, severity }) => ({ percent: percent ?? 100, basis, severity }));
}
