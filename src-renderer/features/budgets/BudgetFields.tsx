import type { ReactNode } from 'react';
import { NumberInput, Select, TagsInput, Textarea, TextInput } from '@mantine/core';
import { BUDGET_TYPES } from '#shared/domain/budget.ts';
import { COST_BASES } from '#shared/domain/cost.ts';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import { CUSTOM, type Draft, type Problems } from './budget-draft.ts';

interface FieldsProps {
  readonly draft: Draft;
  readonly set: (part: Partial<Draft>) => void;
}

interface CheckedProps extends FieldsProps {
  readonly problems: Problems;
}

/** What a budget is called, what it is, and below which one it stands. */
export function PlaceFields({
  draft,
  set,
  places,
  isNew,
}: FieldsProps & { readonly places: readonly BudgetAnswer[]; readonly isNew: boolean }): ReactNode {
  return (
    <>
      <TextInput
        label="Name"
        required
        data-autofocus
        value={draft.name}
        onChange={(event) => set({ name: event.currentTarget.value })}
      />
      <Select
        label="Type"
        data={BUDGET_TYPES.map((type) => ({ value: type, label: type }))}
        value={draft.type}
        onChange={(type) => set({ type: type ?? 'team' })}
      />
      <Select
        label="Under"
        placeholder="nothing: a root"
        clearable
        searchable
        data={places.map(({ id, path }) => ({ value: id, label: path.join(' › ') }))}
        value={draft.parentId}
        onChange={(parentId) => set({ parentId })}
      />
      {isNew ? (
        <TextInput
          label="Id, which stays"
          placeholder="from type and name"
          value={draft.id}
          onChange={(event) => set({ id: event.currentTarget.value })}
        />
      ) : null}
    </>
  );
}

/** How much, in what money, over which months. */
export function PlanFields({
  draft,
  set,
  problems,
  isNew,
}: CheckedProps & { readonly isNew: boolean }): ReactNode {
  return (
    <>
      <TextInput
        label="Amount in total"
        inputMode="decimal"
        placeholder="12000.00"
        value={draft.amount}
        error={problems.amount}
        onChange={(event) => set({ amount: event.currentTarget.value })}
      />
      {isNew ? null : (
        <TextInput
          label="Plan changes from"
          placeholder="this month"
          value={draft.effectiveMonth}
          error={problems.effectiveMonth}
          onChange={(event) => set({ effectiveMonth: event.currentTarget.value })}
        />
      )}
      <TextInput
        label="Currency"
        placeholder="inherited"
        maxLength={3}
        value={draft.currency}
        onChange={(event) => set({ currency: event.currentTarget.value.toUpperCase() })}
      />
      <TextInput
        label="First month"
        placeholder="inherited, or 2026-01"
        value={draft.startMonth}
        error={problems.startMonth}
        onChange={(event) => set({ startMonth: event.currentTarget.value })}
      />
      <NumberInput
        label="Months"
        placeholder="inherited"
        min={1}
        max={240}
        value={draft.months}
        onChange={(months) => set({ months })}
      />
    </>
  );
}

/** How the plan falls on months, which costs count against it, and what becomes of what is left. */
export function CostFields({
  draft,
  set,
  problems,
  isCustom,
}: CheckedProps & {
  /** Whether its months can be planned one by one: in the form of a new budget, in the tree of one that is there. */
  readonly isCustom: boolean;
}): ReactNode {
  return (
    <>
      <Select
        label="Phasing"
        placeholder="evenly"
        clearable
        data={[
          { value: 'even', label: 'evenly' },
          { value: 'days', label: 'by days' },
          { value: 'seasonal', label: "by last year's profile" },
          ...(isCustom ? [{ value: CUSTOM, label: 'month by month' }] : []),
        ]}
        value={draft.phasing}
        onChange={(phasing) => set({ phasing })}
      />
      <Select
        label="Cost basis"
        placeholder="inherited"
        clearable
        data={[...COST_BASES]}
        value={draft.costBasis}
        onChange={(costBasis) => set({ costBasis })}
      />
      <Select
        label="Unspent money"
        data={[
          { value: 'lapses', label: 'lapses each month' },
          { value: 'rolls', label: 'rolls over' },
        ]}
        value={draft.rollsOver ? 'rolls' : 'lapses'}
        onChange={(value) => set({ rollsOver: value === 'rolls' })}
      />
      {draft.rollsOver ? (
        <TextInput
          label="At most"
          placeholder="all of it"
          inputMode="decimal"
          value={draft.cap}
          error={problems.cap}
          onChange={(event) => set({ cap: event.currentTarget.value })}
        />
      ) : null}
      {draft.monthly === null || draft.phasing !== CUSTOM ? null : (
        <Textarea
          className="wide"
          label="Amount of each month, one a line"
          description="The amount in total is their sum where it is left blank."
          autosize
          minRows={3}
          maxRows={12}
          value={draft.monthly}
          error={draft.monthly === '' ? undefined : problems.monthly}
          required
          onChange={(event) => set({ monthly: event.currentTarget.value })}
        />
      )}
    </>
  );
}

/** Whose budget it is, and what is to be known of it. */
export function PeopleFields({ draft, set, problems }: CheckedProps): ReactNode {
  return (
    <>
      <TextInput
        label="Owner"
        value={draft.owner}
        onChange={(event) => set({ owner: event.currentTarget.value })}
      />
      <TagsInput
        label="Tags"
        placeholder={draft.tags.length === 0 ? 'key=value' : ''}
        splitChars={[]}
        value={[...draft.tags]}
        error={problems.tags}
        onChange={(tags) => set({ tags })}
      />
      <Textarea
        className="wide"
        label="Notes"
        autosize
        minRows={1}
        value={draft.notes}
        onChange={(event) => set({ notes: event.currentTarget.value })}
      />
    </>
  );
}
