import { useState, type ReactNode } from 'react';
import { Button, NumberInput, Select, Textarea, TextInput } from '@mantine/core';
import { BUDGET_TYPES } from '#shared/domain/budget.ts';
import { COST_BASES } from '#shared/domain/cost.ts';
import { isMonth } from '#shared/domain/calendar.ts';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import { draftOf, fieldsOf, type BudgetFields, type Draft } from './budget-draft.ts';
import { amountOf } from './grid/cells.ts';
import { ScopeBuilder } from './ScopeBuilder.tsx';

/** A budget's fields. What is left empty is inherited from the parent, or from the workspace for a root. */
export function BudgetForm({
  budget,
  parent,
  all,
  isBusy,
  submitLabel,
  onSubmit,
  onTry,
  onEdit,
}: {
  /** The budget that is changed; undefined for a new one. */
  readonly budget: BudgetAnswer | undefined;
  readonly parent: BudgetAnswer | undefined;
  readonly all: readonly BudgetAnswer[];
  readonly isBusy: boolean;
  readonly submitLabel: string;
  readonly onSubmit: (fields: BudgetFields) => void;
  /** Tries the change without keeping it. */
  readonly onTry?: (fields: BudgetFields) => void;
  /** Something was typed or chosen. */
  readonly onEdit?: () => void;
}): ReactNode {
  const [draft, setDraft] = useState<Draft>(() => draftOf(budget, parent));
  const set = (part: Partial<Draft>): void => {
    setDraft({ ...draft, ...part });
    onEdit?.();
  };
  const amount = amountOf(draft.amount);
  const isCapWrong = draft.rollsOver && draft.cap.trim() !== '' && amountOf(draft.cap) === undefined;
  const isMonthWrong = draft.startMonth !== '' && !isMonth(draft.startMonth);
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (amount !== undefined && !isMonthWrong && !isCapWrong) onSubmit(fieldsOf(draft, budget));
      }}
    >
      <div className="field-grid">
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
          onChange={(type) => set({ type: BUDGET_TYPES.find((one) => one === type) ?? 'team' })}
        />
        <Select
          label="Under"
          placeholder="nothing: a root"
          clearable
          searchable
          data={all
            .filter(({ id }) => id !== budget?.id)
            .map(({ id, path }) => ({ value: id, label: path.join(' › ') }))}
          value={draft.parentId}
          onChange={(parentId) => set({ parentId })}
        />
        <TextInput
          label="Amount"
          description="Over all its months"
          inputMode="decimal"
          placeholder="12000.00"
          value={draft.amount}
          error={amount === undefined ? 'Not an amount; such as 12000.50' : undefined}
          onChange={(event) => set({ amount: event.currentTarget.value })}
        />
        <TextInput
          label="Currency"
          description="Empty: inherited"
          maxLength={3}
          value={draft.currency}
          onChange={(event) => set({ currency: event.currentTarget.value.toUpperCase() })}
        />
        <TextInput
          label="First month"
          description="Empty: inherited"
          placeholder="2026-01"
          value={draft.startMonth}
          error={isMonthWrong ? 'A month is written 2026-01' : undefined}
          onChange={(event) => set({ startMonth: event.currentTarget.value })}
        />
        <NumberInput
          label="Months"
          description="Empty: inherited"
          min={1}
          max={240}
          value={draft.months}
          onChange={(months) => set({ months })}
        />
        <Select
          label="Phasing"
          description="How it falls on months"
          placeholder="evenly"
          clearable
          data={[
            { value: 'even', label: 'evenly' },
            { value: 'days', label: 'by days' },
            { value: 'seasonal', label: "by last year's profile" },
          ]}
          value={draft.phasing}
          onChange={(phasing) => set({ phasing })}
        />
        <Select
          label="Cost basis"
          description="Billed is the cash view"
          placeholder="inherited"
          clearable
          data={[...COST_BASES]}
          value={draft.costBasis}
          onChange={(costBasis) => set({ costBasis })}
        />
        <Select
          label="Unspent money"
          data={[
            { value: 'lapses', label: 'lapses with its month' },
            { value: 'rolls', label: 'rolls over to the next' },
          ]}
          value={draft.rollsOver ? 'rolls' : 'lapses'}
          onChange={(value) => set({ rollsOver: value === 'rolls' })}
        />
        {draft.rollsOver ? (
          <TextInput
            label="At most"
            description="Empty: all of it"
            inputMode="decimal"
            value={draft.cap}
            error={isCapWrong ? 'Not an amount; such as 1200.50' : undefined}
            onChange={(event) => set({ cap: event.currentTarget.value })}
          />
        ) : null}
        <TextInput
          label="Owner"
          value={draft.owner}
          onChange={(event) => set({ owner: event.currentTarget.value })}
        />
        <Textarea
          className="wide"
          label="Notes"
          autosize
          minRows={1}
          value={draft.notes}
          onChange={(event) => set({ notes: event.currentTarget.value })}
        />
      </div>
      {budget === undefined ? null : (
        <TextInput
          label="Why"
          description="Kept with the revision"
          value={draft.reason}
          onChange={(event) => set({ reason: event.currentTarget.value })}
        />
      )}
      <ScopeBuilder scope={draft.scope} onChange={(scope) => set({ scope })} />
      <div className="row">
        <Button type="submit" loading={isBusy}>
          {submitLabel}
        </Button>
        {onTry === undefined ? null : (
          <Button variant="default" onClick={() => onTry(fieldsOf(draft, budget))}>
            Try it first
          </Button>
        )}
      </div>
    </form>
  );
}
