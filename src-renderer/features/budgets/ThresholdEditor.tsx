import { useState, type ReactNode } from 'react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { ActionIcon, Button, Checkbox, NumberInput, Select } from '@mantine/core';
import { Plus, X } from 'lucide-react';
import {
  ALERT_BASES,
  DEFAULT_THRESHOLDS,
  SEVERITIES,
  type AlertBasis,
  type Severity,
} from '#shared/domain/alert.ts';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import { useQueries } from '../../client/backend.tsx';
import { Form } from '../../forms/Form.tsx';
import { sayDone, sayFailed } from '../../session/notices.ts';

interface Rule {
  readonly percent: number;
  readonly basis: AlertBasis;
  readonly severity: Severity;
}

/** The bounds at which a budget raises alerts: the workspace's own, or its own list. */
export function ThresholdEditor({ budget }: { readonly budget: BudgetAnswer }): ReactNode {
  const [rules, setRules] = useState<readonly Rule[] | null>(() => rulesOf(budget));
  const update = useMutation(
    useQueries().budgets.update.mutationOptions({
      onSuccess: () => sayDone('Thresholds saved.'),
      onError: sayFailed,
    }),
  );
  const workspaceRules = useWorkspaceRules();
  const put = (index: number, part: Partial<Rule>): void =>
    setRules((rules ?? []).map((rule, at) => (at === index ? { ...rule, ...part } : rule)));
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
      {rules === null ? <WorkspaceRules rules={workspaceRules} /> : null}
      {rules?.map((rule, index) => (
        <div key={index} className="condition">
          <NumberInput
            aria-label="Percent"
            suffix=" %"
            min={1}
            value={rule.percent}
            onChange={(value) => put(index, { percent: Number(value) || 1 })}
          />
          <Select
            aria-label="Of"
            data={[...ALERT_BASES]}
            value={rule.basis}
            onChange={(value) => put(index, { basis: ALERT_BASES.find((one) => one === value) ?? 'actual' })}
          />
          <Select
            aria-label="Severity"
            data={[...SEVERITIES]}
            value={rule.severity}
            onChange={(value) =>
              put(index, { severity: SEVERITIES.find((one) => one === value) ?? 'warning' })
            }
          />
          <ActionIcon
            aria-label="Remove the threshold"
            onClick={() => setRules(rules.filter((_, at) => at !== index))}
          >
            <X size={14} />
          </ActionIcon>
        </div>
      ))}
      <div className="row">
        {rules === null ? null : (
          <Button
            variant="default"
            leftSection={<Plus size={14} />}
            onClick={() => setRules([...rules, { percent: 100, basis: 'actual', severity: 'warning' }])}
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
function useWorkspaceRules(): readonly Rule[] {
  const settings = useQuery(useQueries().settings.get.queryOptions({ input: {} })).data?.data;
  const stored = (settings?.thresholds as readonly Partial<Rule>[] | undefined) ?? DEFAULT_THRESHOLDS;
  return stored.flatMap(({ percent, basis, severity }) =>
    percent === undefined || basis === undefined || severity === undefined
      ? []
      : [{ percent, basis, severity }],
  );
}

/** What holds as long as a budget has no rules of its own. */
function WorkspaceRules({ rules }: { readonly rules: readonly Rule[] }): ReactNode {
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

function rulesOf(budget: BudgetAnswer): readonly Rule[] | null {
  return budget.thresholds === null
    ? null
    : budget.thresholds.map(({ percent, basis, severity }) => ({ percent: percent ?? 100, basis, severity }));
}
