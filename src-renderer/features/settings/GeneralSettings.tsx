import type { ReactNode } from 'react';
import { useMutation } from '@tanstack/react-query';
import { Select, TextInput } from '@mantine/core';
import { useQueries } from '../../client/backend.tsx';
import { notAnAmount, typedAmount } from '../../format/typed.ts';
import { Form } from '../../forms/Form.tsx';
import { MONTHS_OF_YEAR } from '../../forms/months-of-year.ts';
import { NumberField } from '../../forms/NumberField.tsx';
import { UnsavedFoot } from '../../forms/UnsavedFoot.tsx';
import { sayDone, sayFailed } from '../../session/notices.ts';
import { useUnsaved } from '../../session/unsaved.ts';
import { Panel } from '../../ui/Panel.tsx';
import { draftOf, settingsOf, type Draft } from './general-draft.ts';
import type { SettingsAnswer } from './SettingsPage.tsx';

const STATUS_BOUNDS = [
  { key: 'warning', label: 'Warning from' },
  { key: 'critical', label: 'Critical from' },
  { key: 'exceeded', label: 'Exceeded from' },
] as const;

/** Currency, fiscal year, the steps of the status ladder, and when a variance is material. */
export function GeneralSettings({ settings }: { readonly settings: SettingsAnswer }): ReactNode {
  const form = useUnsaved('general', draftOf(settings));
  const draft = form.value;
  const set = (part: Partial<Draft>): void => form.set({ ...draft, ...part });
  const isWrong = typedAmount(draft.materialAmount) === undefined;
  const save = useMutation(
    useQueries().settings.set.mutationOptions({
      onSuccess: () => {
        form.saved();
        sayDone('Settings saved.');
      },
      onError: sayFailed,
    }),
  );
  return (
    <Panel
      title="Money and time"
      label="Status is spend to date in percent of the budget; a variance is material over both bounds"
      className="span-6"
    >
      <Form onSubmit={() => save.mutate(settingsOf(draft))}>
        <div className="field-grid">
          <TextInput
            label="Currency"
            maxLength={3}
            required
            value={draft.currency}
            onChange={(event) => set({ currency: event.currentTarget.value.toUpperCase() })}
          />
          <Select
            label="Fiscal year starts in"
            data={MONTHS_OF_YEAR}
            value={String(draft.fiscalYearStart)}
            onChange={(value) => set({ fiscalYearStart: Number(value ?? 1) })}
          />
          {STATUS_BOUNDS.map(({ key, label }) => (
            <NumberField
              key={key}
              label={label}
              suffix=" %"
              min={0}
              max={500}
              value={draft[key]}
              onChange={(value) => set({ [key]: value })}
            />
          ))}
          <TextInput
            label={`Material over, ${draft.currency}`}
            inputMode="decimal"
            value={draft.materialAmount}
            error={isWrong ? notAnAmount('1000.50') : undefined}
            onChange={(event) => set({ materialAmount: event.currentTarget.value })}
          />
          <NumberField
            label="and over, of the plan"
            suffix=" %"
            min={0}
            value={draft.materialPercent}
            onChange={(materialPercent) => set({ materialPercent })}
          />
        </div>
        <UnsavedFoot
          isChanged={form.isChanged}
          isBusy={save.isPending}
          isRefused={isWrong}
          onDiscard={form.discard}
        />
      </Form>
    </Panel>
  );
}
