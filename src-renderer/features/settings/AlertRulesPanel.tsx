import type { ReactNode } from 'react';
import { useMutation } from '@tanstack/react-query';
import { Button } from '@mantine/core';
import { useQueries } from '../../client/backend.tsx';
import { AlertRules, DEFAULT_RULES, AddRule, rulesOf, type AlertRule } from '../../forms/AlertRules.tsx';
import { Form } from '../../forms/Form.tsx';
import { UnsavedFoot } from '../../forms/UnsavedFoot.tsx';
import { sayDone, sayFailed } from '../../session/notices.ts';
import { useUnsaved } from '../../session/unsaved.ts';
import { Panel } from '../../ui/Panel.tsx';
import type { SettingsAnswer } from './SettingsPage.tsx';

const labelsOf = (number: number) => ({
  size: `Size of rule ${number}`,
  basis: `Basis of rule ${number}`,
  severity: `Severity of rule ${number}`,
  remove: `Remove rule ${number}`,
});

/** The workspace's own rules, which hold for every budget that has no list of its own. */
export function AlertRulesPanel({ settings }: { readonly settings: SettingsAnswer }): ReactNode {
  const form = useUnsaved<readonly AlertRule[]>('alert rules', rulesOf(settings.thresholds));
  const rules = form.value;
  const save = useMutation(
    useQueries().settings.set.mutationOptions({
      onSuccess: () => {
        form.saved();
        sayDone('The rules are saved.');
      },
      onError: sayFailed,
    }),
  );
  return (
    <Panel
      title="Alert rules"
      label="For every budget without rules of its own; percents are of its whole period"
      className="span-6"
    >
      <Form onSubmit={() => save.mutate({ thresholds: [...rules] })}>
        <AlertRules rules={rules} currency={settings.currency} labelsOf={labelsOf} onChange={form.set} />
        <div className="row">
          <AddRule rules={rules} onChange={form.set} />
          <Button variant="default" onClick={() => form.set(DEFAULT_RULES)}>
            Defaults
          </Button>
        </div>
        <UnsavedFoot isChanged={form.isChanged} isBusy={save.isPending} onDiscard={form.discard} />
      </Form>
    </Panel>
  );
}
