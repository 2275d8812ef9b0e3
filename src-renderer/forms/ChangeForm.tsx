/** A planned change of the infrastructure: when, how much, of what, how sure. Forecast and what-if share it. */
import { useState, type ReactNode } from 'react';
import { SegmentedControl, Select, TextInput } from '@mantine/core';
import type { ChangeInput } from '../charts/planned.ts';
import { changeOf, fieldsOf, partsToChoose, type ChangeFields, type ChangeKind } from './change-fields.ts';
import { Form } from './Form.tsx';
import { FormFoot } from './FormFoot.tsx';

const KINDS = [
  { value: 'step', label: 'Step' },
  { value: 'ramp', label: 'Ramp' },
  { value: 'oneTime', label: 'One-time' },
] as const;

const KIND_WORDS: Readonly<Record<ChangeKind, string>> = {
  step: 'From its first month on, in full; until the last month where one is named.',
  ramp: 'Grows evenly from the first month to the last, and stays; over a year where no last month is named.',
  oneTime: 'Once, in its month.',
};

export function ChangeForm({
  currency,
  startMonth,
  shares,
  change,
  onKeep,
  onCancel,
}: {
  readonly currency: string;
  readonly startMonth: string;
  /** What a percent can be of: `team:payments` and its share. */
  readonly shares: Readonly<Record<string, number>>;
  readonly change: ChangeInput | undefined;
  readonly onKeep: (change: ChangeInput) => void;
  readonly onCancel: () => void;
}): ReactNode {
  const [fields, setFields] = useState<ChangeFields>(() => fieldsOf(change, startMonth));
  const [problem, setProblem] = useState<string>();
  const set = (part: Partial<ChangeFields>): void => setFields({ ...fields, ...part });
  const submit = (): void => {
    const made = changeOf(fields);
    if (typeof made === 'string') setProblem(made);
    else onKeep(made);
  };
  return (
    <Form onSubmit={submit}>
      {problem === undefined ? null : (
        <p role="alert" className="adverse">
          {problem}
        </p>
      )}
      <TextInput
        label="Name"
        placeholder="EU launch"
        value={fields.name}
        onChange={(event) => set({ name: event.currentTarget.value })}
        required
        data-autofocus
      />
      <div className="stack tight">
        <SegmentedControl
          aria-label="Kind of change"
          value={fields.kind}
          onChange={(kind) => set({ kind })}
          data={[...KINDS]}
        />
        <p className="quiet">{KIND_WORDS[fields.kind]}</p>
      </div>
      <div className="field-grid">
        <TimeFields fields={fields} set={set} />
        <SizeFields fields={fields} set={set} currency={currency} shares={shares} />
      </div>
      <FormFoot submit={change === undefined ? 'Add' : 'Save'} onCancel={onCancel} />
    </Form>
  );
}

interface FieldsProps {
  readonly fields: ChangeFields;
  readonly set: (part: Partial<ChangeFields>) => void;
}

function TimeFields({ fields, set }: FieldsProps): ReactNode {
  return (
    <>
      <TextInput
        type="month"
        label="First month"
        value={fields.start}
        onChange={(event) => set({ start: event.currentTarget.value })}
        required
      />
      {fields.kind === 'oneTime' ? null : (
        <TextInput
          type="month"
          label="Last month (optional)"
          value={fields.end}
          onChange={(event) => set({ end: event.currentTarget.value })}
        />
      )}
      <TextInput
        label="May begin earlier or later by, months"
        inputMode="numeric"
        placeholder="0"
        value={fields.startSpread}
        onChange={(event) => set({ startSpread: event.currentTarget.value })}
      />
    </>
  );
}

/** How much of what, and how sure. */
function SizeFields({
  fields,
  set,
  currency,
  shares,
}: FieldsProps & {
  readonly currency: string;
  readonly shares: Readonly<Record<string, number>>;
}): ReactNode {
  return (
    <>
      <TextInput
        label={
          fields.measure === 'amount'
            ? `Amount, ${currency}${fields.kind === 'oneTime' ? '' : ' a month'}`
            : 'Percent'
        }
        inputMode="decimal"
        placeholder={fields.measure === 'amount' ? '6000' : '-10'}
        value={fields.size}
        onChange={(event) => set({ size: event.currentTarget.value })}
        required
      />
      <Select
        label="Given as"
        data={[
          { value: 'amount', label: 'amount' },
          { value: 'percent', label: 'percent' },
        ]}
        value={fields.measure}
        onChange={(measure) => set({ measure: measure ?? 'amount' })}
      />
      <TextInput
        label="May be larger or smaller by, %"
        inputMode="decimal"
        placeholder="0"
        value={fields.sizeSpread}
        onChange={(event) => set({ sizeSpread: event.currentTarget.value })}
      />
      <TextInput
        label="Probability, %"
        inputMode="decimal"
        value={fields.probability}
        onChange={(event) => set({ probability: event.currentTarget.value })}
      />
      <Select
        label="Of"
        placeholder="all spend"
        clearable
        searchable
        limit={60}
        data={partsToChoose(shares, fields.part)}
        value={fields.part}
        onChange={(part) => set({ part })}
      />
    </>
  );
}
