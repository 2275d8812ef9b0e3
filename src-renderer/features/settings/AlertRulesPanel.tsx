import { useState, type ReactNode } from 'react';
import { useMutation } from '@tanstack/react-query';
import { ActionIcon, Button, NumberInput, Select } from '@mantine/core';
import { Plus, X } from 'lucide-react';
import {
  ALERT_BASES,
  DEFAULT_THRESHOLDS,
  SEVERITIES,
  type AlertBasis,
  type Severity,
} from '#shared/domain/alert.ts';
import { useQueries } from '../../client/backend.tsx';
import { Form } from '../../forms/Form.tsx';
import { sayDone, sayFailed } from '../../session/notices.ts';
import { Panel } from '../../ui/Panel.tsx';

interface Rule {
  readonly percent: number;
  readonly basis: AlertBasis;
  readonly severity: Severity;
}

/** The workspace's own rules, which hold for every budget that has no list of its own. */
export function AlertRulesPanel({ thresholds }: { readonly thresholds: readonly unknown[] }): ReactNode {
  const [rules, setRules] = useState<readonly Rule[]>(() => rulesOf(thresholds));
  const save = useMutation(
    useQueries().settings.set.mutationOptions({
      onSuccess: () => sayDone('The rules are saved.'),
      onError: sayFailed,
    }),
  );
  const put = (index: number, part: Partial<Rule>): void =>
    setRules(rules.map((rule, at) => (at === index ? { ...rule, ...part } : rule)));
  return (
    <Panel
      title="Alert rules"
      label="For every budget without rules of its own, in percent of its whole period"
      className="span-6"
    >
      <Form onSubmit={() => save.mutate({ thresholds: [...rules] })}>
        {rules.map((rule, index) => (
          <div key={index} className="condition">
            <NumberInput
              aria-label={`Percent of rule ${index + 1}`}
              suffix=" %"
              min={1}
              value={rule.percent}
              onChange={(value) => put(index, { percent: Number(value) || 1 })}
            />
            <Select
              aria-label={`Basis of rule ${index + 1}`}
              data={[...ALERT_BASES]}
              value={rule.basis}
              onChange={(value) =>
                put(index, { basis: ALERT_BASES.find((one) => one === value) ?? 'actual' })
              }
            />
            <Select
              aria-label={`Severity of rule ${index + 1}`}
              data={[...SEVERITIES]}
              value={rule.severity}
              onChange={(value) =>
                put(index, { severity: SEVERITIES.find((one) => one === value) ?? 'warning' })
              }
            />
            <ActionIcon
              aria-label={`Remove rule ${index + 1}`}
              onClick={() => setRules(rules.filter((_, at) => at !== index))}
            >
              <X size={14} />
            </ActionIcon>
          </div>
        ))}
        <div className="row">
          <Button
            variant="default"
            leftSection={<Plus size={14} />}
            onClick={() => setRules([...rules, { percent: 100, basis: 'actual', severity: 'warning' }])}
          >
            Add
          </Button>
          <Button variant="default" onClick={() => setRules(rulesOf(DEFAULT_THRESHOLDS))}>
            Defaults
          </Button>
          <Button type="submit" variant="default" loading={save.isPending}>
            Save
          </Button>
        </div>
      </Form>
    </Panel>
  );
}

/** The rules in percent; a rule on money belongs to one budget and is not shown here. */
function rulesOf(thresholds: readonly unknown[]): Rule[] {
  return thresholds.flatMap((stored) => {
    const { percent, basis, severity } = stored as Partial<Rule>;
    return percent === undefined || basis === undefined || severity === undefined
      ? []
      : [{ percent, basis, severity }];
  });
}
