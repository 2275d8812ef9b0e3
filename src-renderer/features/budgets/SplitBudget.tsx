import { useState, type ReactNode } from 'react';
import { useMutation } from '@tanstack/react-query';
import { ActionIcon, Button, TextInput } from '@mantine/core';
import { Plus, X } from 'lucide-react';
import type { Dimension } from '#shared/domain/cost.ts';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import { useQueries } from '../../client/backend.tsx';
import { Form } from '../../forms/Form.tsx';
import { NumberField } from '../../forms/NumberField.tsx';
import { sayDone, sayFailed } from '../../session/notices.ts';
import { isWhole, PercentSum } from './PercentSum.tsx';
import { ReasonField } from './ReasonField.tsx';
import { DimensionField, ValuesField } from './ScopeFields.tsx';

interface Part {
  readonly name: string;
  readonly percent: number;
  readonly values: readonly string[];
}
const TWO_PARTS: readonly Part[] = [
  { name: '', percent: 50, values: [] },
  { name: '', percent: 50, values: [] },
];

/** Siblings in its place: each with its share of the amount and the values it takes. */
export function SplitBudget({ budget }: { readonly budget: BudgetAnswer }): ReactNode {
  const [dimension, setDimension] = useState<Dimension>('service');
  const [parts, setParts] = useState<readonly Part[]>(TWO_PARTS);
  const [reason, setReason] = useState('');
  const percents = parts.map(({ percent }) => percent);
  const split = useMutation(
    useQueries().budgets.split.mutationOptions({
      onSuccess: ({ data }) => sayDone(`Split into ${data.map(({ name }) => name).join(', ')}.`),
      onError: sayFailed,
    }),
  );
  return (
    <Form
      className="stack tight"
      onSubmit={() =>
        split.mutate({
          budgetId: budget.id,
          parts: parts.map(({ name, percent, values }) => ({
            name,
            percent,
            scope: [{ dimension, op: 'in', values: [...values] }],
          })),
          reason: reason.trim() || 'Split',
        })
      }
    >
      <h3 className="title">Split</h3>
      <DimensionField label="By" isLabelShown dimension={dimension} onChange={setDimension} />
      {parts.map((part, index) => (
        <PartFields
          key={index}
          part={part}
          number={index + 1}
          dimension={dimension}
          put={(change) => setParts(parts.with(index, { ...part, ...change }))}
          onRemove={parts.length > 2 ? () => setParts(parts.toSpliced(index, 1)) : undefined}
        />
      ))}
      <PercentSum percents={percents} />
      <ReasonField value={reason} onChange={setReason} />
      <div className="row">
        <Button
          variant="default"
          leftSection={<Plus size={14} />}
          onClick={() => setParts([...parts, { name: '', percent: 0, values: [] }])}
        >
          Part
        </Button>
        <Button type="submit" variant="default" disabled={!isWhole(percents)} loading={split.isPending}>
          Split
        </Button>
      </div>
    </Form>
  );
}

/** One of the siblings: its name, its share, what it takes. */
function PartFields({
  part,
  number,
  dimension,
  put,
  onRemove,
}: {
  readonly part: Part;
  readonly number: number;
  readonly dimension: Dimension;
  readonly put: (change: Partial<Part>) => void;
  /** Undefined where no part can go. */
  readonly onRemove: (() => void) | undefined;
}): ReactNode {
  return (
    <div className="condition">
      <TextInput
        aria-label={`Name of part ${number}`}
        placeholder="name"
        required
        value={part.name}
        onChange={(event) => put({ name: event.currentTarget.value })}
      />
      <NumberField
        aria-label={`Share of part ${number}`}
        suffix=" %"
        min={0.01}
        max={100}
        value={part.percent}
        onChange={(percent) => put({ percent })}
      />
      <ValuesField
        label={`Values of part ${number}`}
        dimension={dimension}
        values={part.values}
        onChange={(values) => put({ values })}
      />
      <ActionIcon aria-label={`Remove part ${number}`} disabled={onRemove === undefined} onClick={onRemove}>
        <X size={14} />
      </ActionIcon>
    </div>
  );
}
