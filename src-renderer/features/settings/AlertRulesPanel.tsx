import { useState, type ReactNode } from 'react';
import { useMutation } from '@tanstack/react-query';
import { Button } from '@mantine/core';
import { Plus } from 'lucide-react';
import { DEFAULT_THRESHOLDS } from '#shared/domain/alert.ts';
import { useQueries } from '../../client/backend.tsx';
import { AlertRules, NEW_RULE, percentRules, type AlertRule } from '../../forms/AlertRules.tsx';
import { Form } from '../../forms/Form.tsx';
import { sayDone, sayFailed } from '../../session/notices.ts';
import { Panel } from '../../ui/Panel.tsx';

const labelsOf = (number: number) => ({
  percent: `Percent of rule ${number}`,
  basis: `Basis of rule ${number}`,
  severity: `Severity of rule ${number}`,
  remove: `Remove rule ${number}`,
});

/** The workspace's own rules, which hold for every budget that has no list of its own. */
export function AlertRulesPanel({ thresholds }: { readonly thresholds: readonly unknown[] }): ReactNode {
  const [rules, setRules] = useState<readonly AlertRule[]>(() => percentRules(thresholds));
  const save = useMutation(
    useQueries().settings.set.mutationOptions({
      onSuccess: () => sayDone('The rules are saved.'),
      onError: sayFailed,
    }),
  );
  return (
    <Panel
      title="Alert rules"
      label="For every budget without rules of its own, in percent of its whole period"
      className="span-6"
    >
      <Form onSubmit={() => save.mutate({ thresholds: [...rules] })}>
        <AlertRules rules={rules} labelsOf={labelsOf} onChange={setRules} />
        <div className="row">
          <Button
            variant="default"
            leftSection={<Plus size={14} />}
            onClick={() => setRules([...rules, NEW_RULE])}
          >
            Add
          </Button>
          <Button variant="default" onClick={() => setRules(percentRules(DEFAULT_THRESHOLDS))}>
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
