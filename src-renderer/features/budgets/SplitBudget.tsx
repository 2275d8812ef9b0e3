import { useState, type ReactNode } from 'react';
import { ActionIcon, Button, TextInput } from '@mantine/core';
import { Plus, X } from 'lucide-react';
import type { Scope } from '#shared/domain/budget.ts';
import type { Dimension } from '#shared/domain/cost.ts';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import { useBackend } from '../../client/backend.tsx';
import { Form } from '../../forms/Form.tsx';
import { NumberField } from '../../forms/NumberField.tsx';
import { sayDone } from '../../session/notices.ts';
import { isWhole, PercentSum } from './PercentSum.tsx';
import { ReasonField } from './ReasonField.tsx';
import { ScopeBuilder } from './ScopeBuilder.tsx';
import { DimensionField, ValuesField } from './ScopeFields.tsx';
import { ActFoot, useTriedAct } from './TriedAct.tsx';

interface Part {
  /** Blank: made from its type and name. */
  readonly id: string;
  readonly name: string;
  readonly percent: number;
  readonly values: readonly string[];
  /** What else must hold of its costs. */
  readonly further: Scope;
}
const BLANK: Part = { id: '', name: '', percent: 0, values: [], further: [] };
const TWO_PARTS: readonly Part[] = [
  { ...BLANK, percent: 50 },
  { ...BLANK, percent: 50 },
];

/** Siblings in its place: each with its share of the amount and the values it takes. */
export function SplitBudget({ budget }: { readonly budget: BudgetAnswer }): ReactNode {
  const [dimension, setDimension] = useState<Dimension>('service');
  const [parts, setParts] = useState<readonly Part[]>(TWO_PARTS);
  const [reason, setReason] = useState('');
  const percents = parts.map(({ percent }) => percent);
  const split = useTriedAct(budget, useBackend().client.budgets.split, ({ data }) =>
    sayDone(`Split into ${data.map(({ name }) => name).join(', ')}.`),
  );
  const division = {
    budgetId: budget.id,
    parts: parts.map(({ id, name, percent, values, further }) => ({
      ...(id.trim() === '' ? {} : { id: id.trim() }),
      ...{ name, percent },
      scope: [{ dimension, op: 'in' as const, values }, ...further].map((one) => ({
        ...one,
        values: [...one.values],
      })),
    })),
    reason: reason.trim() || 'Split',
  };
  return (
    <Form className="stack tight" onSubmit={() => split.act.mutate(division)}>
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
          onClick={() => setParts([...parts, BLANK])}
        >
          Part
        </Button>
      </div>
      <ActFoot tried={split} input={division} verb="Split" isDisabled={!isWhole(percents)} />
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
    <>
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
      <details className="disclosure">
        <summary>Id and further conditions of part {number}</summary>
        <div className="stack tight">
          <TextInput
            label={`Id of part ${number}, which stays`}
            placeholder="from type and name"
            value={part.id}
            onChange={(event) => put({ id: event.currentTarget.value })}
          />
          <ScopeBuilder
            scope={part.further}
            onChange={(further) => put({ further: further ?? [] })}
            isAlwaysExplicit
            empty="No further condition."
          />
        </div>
      </details>
    </>
  );
}
