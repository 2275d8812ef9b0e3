/** A planned change of the infrastructure: when, how much, of what, how sure. Forecast and what-if share it. */
import { useState, type ReactNode } from 'react';
import { SegmentedControl, Select, TextInput } from '@mantine/core';
import { isMonth } from '#shared/domain/calendar.ts';
import { isDimension } from '#shared/domain/cost.ts';
import { parseAmount, formatAmount } from '#shared/domain/money.ts';
import { amountUnits, type ChangeInput } from '../charts/planned.ts';
import { plainStyle } from '../format/style.ts';
import { Form } from './Form.tsx';
import { FormFoot } from './FormFoot.tsx';

const KINDS = [
  { value: 'step', label: 'Step' },
  { value: 'ramp', label: 'Ramp' },
  { value: 'oneTime', label: 'One-time' },
] as const;
type Kind = (typeof KINDS)[number]['value'];
type Measure = 'amount' | 'percent';

const KIND_WORDS: Readonly<Record<Kind, string>> = {
  step: 'From its first month on, in full; until the last month where one is named.',
  ramp: 'Grows evenly from the first month to the last, and stays; over a year where no last month is named.',
  oneTime: 'Once, in its month.',
};

interface Fields {
  readonly name: string;
  readonly kind: Kind;
  readonly start: string;
  readonly end: string;
  readonly measure: Measure;
  readonly size: string;
  readonly probability: string;
  readonly part: string | null;
}

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
  const [fields, setFields] = useState<Fields>(() => fieldsOf(change, startMonth));
  const [problem, setProblem] = useState<string>();
  const set = (part: Partial<Fields>): void => setFields({ ...fields, ...part });
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
  readonly fields: Fields;
  readonly set: (part: Partial<Fields>) => void;
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
        data={Object.entries(shares).map(([key, share]) => ({
          value: key,
          label: `${key.replace(':', ' ')}, ${plainStyle().percent(share * 100)}`,
        }))}
        value={fields.part}
        onChange={(part) => set({ part })}
      />
    </>
  );
}

function fieldsOf(change: ChangeInput | undefined, startMonth: string): Fields {
  const condition = change?.scope?.[0];
  const amount = amountUnits(change?.amount);
  return {
    name: change?.name ?? '',
    kind: change?.kind ?? 'step',
    start: change?.start ?? startMonth,
    end: change?.end ?? '',
    measure: change?.percent === undefined ? 'amount' : 'percent',
    size: change === undefined ? '' : String(amount ?? change.percent ?? ''),
    probability: String(Math.round((change?.probability ?? 1) * 1000) / 10),
    part: condition === undefined ? null : `${condition.dimension}:${condition.values[0] ?? ''}`,
  };
}

/** The change that the fields state, or the sentence that says what is wrong with them. */
function changeOf(fields: Fields): ChangeInput | string {
  const { name, kind, start, end, measure, part } = fields;
  const size = fields.size.replace('\u2212', '-').replaceAll(/[\s,]/g, '');
  const probability = Number(fields.probability.replace('%', '')) / 100;
  if (name.trim() === '') return 'A change needs a name.';
  if (!isMonth(start)) return 'A change needs its first month.';
  if (end !== '' && (!isMonth(end) || end < start)) return 'The last month comes before the first.';
  if (!(probability >= 0 && probability <= 1)) return 'The probability lies between 0 and 100 %.';
  const micros = parseAmount(size);
  if (micros === undefined)
    return measure === 'amount' ? 'The amount is not a number.' : 'The percent is not a number.';
  const [dimension, value] =
    part === null ? ['', ''] : [part.slice(0, part.indexOf(':')), part.slice(part.indexOf(':') + 1)];
  return {
    name: name.trim(),
    kind,
    start,
    ...(end === '' || kind === 'oneTime' || !isMonth(end) ? {} : { end }),
    ...(measure === 'amount' ? { amount: formatAmount(micros) } : { percent: Number(size) }),
    ...(probability === 1 ? {} : { probability }),
    ...(isDimension(dimension) ? { scope: [{ dimension, op: 'in' as const, values: [value] }] } : {}),
  };
}
