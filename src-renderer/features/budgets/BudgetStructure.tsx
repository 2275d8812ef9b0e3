import { useState, type ReactNode } from 'react';
import { useMutation } from '@tanstack/react-query';
import { ActionIcon, Button, MultiSelect, Select, TagsInput, TextInput } from '@mantine/core';
import { Plus, X } from 'lucide-react';
import { COLUMN_DIMENSIONS, MAPPED_TAG_DIMENSIONS, type Dimension } from '#shared/domain/cost.ts';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import { useQueries } from '../../client/backend.tsx';
import { countText } from '../../format/style.ts';
import { tidy } from '../../format/percent.ts';
import { Form } from '../../forms/Form.tsx';
import { NumberField } from '../../forms/NumberField.tsx';
import { sayDone, sayFailed } from '../../session/notices.ts';
import { usePlace } from '../../session/place.ts';
import { DeleteBudget } from './DeleteBudget.tsx';

/** What changes the tree around a budget: next year's copy, a split, a merge with siblings, its end. */
export function BudgetStructure({
  budget,
  all,
}: {
  readonly budget: BudgetAnswer;
  readonly all: readonly BudgetAnswer[];
}): ReactNode {
  const siblings = all.filter(({ id, parentId }) => id !== budget.id && parentId === budget.parentId);
  return (
    <>
      <CopyToNextYear budget={budget} />
      {budget.parentId === null ? null : <Split budget={budget} />}
      {budget.parentId === null || siblings.length === 0 ? null : (
        <Merge budget={budget} siblings={siblings} />
      )}
      <DeleteBudget budget={budget} />
    </>
  );
}

function CopyToNextYear({ budget }: { readonly budget: BudgetAnswer }): ReactNode {
  const { go } = usePlace();
  const [growth, setGrowth] = useState(0);
  const copy = useMutation(
    useQueries().budgets.copy.mutationOptions({
      onSuccess: ({ data }) => {
        sayDone(`${countText(data.length, 'budget', 'budgets')} made for the period after.`);
        go('budgets', data[0]?.id);
      },
      onError: sayFailed,
    }),
  );
  return (
    <Form
      className="stack tight"
      onSubmit={() => copy.mutate({ budgetId: budget.id, growth: tidy(growth / 100) })}
    >
      <h3 className="title">Copy to the next year</h3>
      <div className="row end">
        <NumberField label="With growth, %" value={growth} onChange={setGrowth} min={-99} w={120} />
        <Button type="submit" variant="default" loading={copy.isPending}>
          Copy
        </Button>
      </div>
    </Form>
  );
}

interface Part {
  readonly name: string;
  readonly percent: number;
  readonly values: readonly string[];
}
const TWO_PARTS: readonly Part[] = [
  { name: '', percent: 50, values: [] },
  { name: '', percent: 50, values: [] },
];
const DIMENSIONS: readonly Dimension[] = [...COLUMN_DIMENSIONS, ...MAPPED_TAG_DIMENSIONS];

/** Siblings in its place: each with its share of the amount and the values it takes. */
function Split({ budget }: { readonly budget: BudgetAnswer }): ReactNode {
  const [dimension, setDimension] = useState<Dimension>('service');
  const [parts, setParts] = useState<readonly Part[]>(TWO_PARTS);
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
          reason: 'Split',
        })
      }
    >
      <h3 className="title">Split</h3>
      <Select
        label="By"
        data={[...DIMENSIONS]}
        value={dimension}
        onChange={(value) => setDimension(value ?? 'service')}
      />
      {parts.map((part, index) => (
        <PartFields
          key={index}
          part={part}
          number={index + 1}
          put={(change) => setParts(parts.with(index, { ...part, ...change }))}
          onRemove={parts.length > 2 ? () => setParts(parts.toSpliced(index, 1)) : undefined}
        />
      ))}
      <div className="row">
        <Button
          variant="default"
          leftSection={<Plus size={14} />}
          onClick={() => setParts([...parts, { name: '', percent: 0, values: [] }])}
        >
          Part
        </Button>
        <Button type="submit" variant="default" loading={split.isPending}>
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
  put,
  onRemove,
}: {
  readonly part: Part;
  readonly number: number;
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
      <TagsInput
        aria-label={`Values of part ${number}`}
        placeholder={part.values.length === 0 ? 'values' : ''}
        value={[...part.values]}
        onChange={(values) => put({ values })}
      />
      <ActionIcon aria-label={`Remove part ${number}`} disabled={onRemove === undefined} onClick={onRemove}>
        <X size={14} />
      </ActionIcon>
    </div>
  );
}

function Merge({
  budget,
  siblings,
}: {
  readonly budget: BudgetAnswer;
  readonly siblings: readonly BudgetAnswer[];
}): ReactNode {
  const [chosen, setChosen] = useState<string[]>([]);
  const merge = useMutation(
    useQueries().budgets.merge.mutationOptions({
      onSuccess: ({ data }) => sayDone(`Merged into ${data.name}.`),
      onError: sayFailed,
    }),
  );
  return (
    <Form
      className="stack tight"
      onSubmit={() => merge.mutate({ budgetIds: [budget.id, ...chosen], reason: 'Merged' })}
    >
      <h3 className="title">Merge siblings into it</h3>
      <MultiSelect
        aria-label="Siblings to merge"
        placeholder={chosen.length === 0 ? 'siblings' : ''}
        data={siblings.map(({ id, name }) => ({ value: id, label: name }))}
        value={chosen}
        onChange={setChosen}
      />
      <div>
        <Button type="submit" variant="default" disabled={chosen.length === 0} loading={merge.isPending}>
          Merge
        </Button>
      </div>
    </Form>
  );
}
