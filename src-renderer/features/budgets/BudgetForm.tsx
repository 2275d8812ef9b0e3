import { useState, type ReactNode } from 'react';
import { Button, NumberInput, Select, Textarea, TextInput } from '@mantine/core';
import { BUDGET_TYPES, type BudgetType, type Scope } from '#shared/domain/budget.ts';
import { COST_BASES } from '#shared/domain/cost.ts';
import { isMonth } from '#shared/domain/calendar.ts';
import type { Inputs } from '#shared/contract/contract.ts';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import { amountOf } from './grid/cells.ts';
import { ScopeBuilder } from './ScopeBuilder.tsx';
import { formatAmount } from '#shared/domain/money.ts';

/** What a form states; blank is inherited. */
export type BudgetFields = Omit<Inputs['budgets']['create'], 'id'>;

interface Draft {
  readonly name: string;
  readonly type: BudgetType;
  readonly parentId: string | null;
  readonly owner: string;
  readonly amount: string;
  readonly currency: string;
  readonly costBasis: string | null;
  readonly startMonth: string;
  readonly months: number | string;
  readonly phasing: string | null;
  readonly scope: Scope | null;
  readonly notes: string;
}

/** A budget's fields. What is left empty is inherited from the parent, or from the workspace for a root. */
export function BudgetForm({
  budget,
  parent,
  all,
  isBusy,
  submitLabel,
  onSubmit,
  onTry,
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
}): ReactNode {
  const [draft, setDraft] = useState<Draft>(() => draftOf(budget, parent));
  const set = (part: Partial<Draft>): void => setDraft({ ...draft, ...part });
  const amount = amountOf(draft.amount);
  const isMonthWrong = draft.startMonth !== '' && !isMonth(draft.startMonth);
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (amount !== undefined && !isMonthWrong) onSubmit(fieldsOf(draft, budget));
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
          allowDeselect={false}
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

function draftOf(budget: BudgetAnswer | undefined, parent: BudgetAnswer | undefined): Draft {
  if (budget === undefined)
    return {
      name: '',
      type: parent === undefined ? 'organization' : 'team',
      parentId: parent?.id ?? null,
      owner: '',
      amount: '',
      currency: '',
      costBasis: null,
      startMonth: '',
      months: '',
      phasing: null,
      scope: null,
      notes: '',
    };
  return {
    name: budget.name,
    type: budget.type,
    parentId: budget.parentId,
    owner: budget.owner,
    amount: budget.amount.amount.replace(/\.?0+$/, ''),
    currency: budget.currency,
    costBasis: budget.costBasis,
    startMonth: budget.startMonth,
    months: budget.months,
    phasing: budget.phasing.kind === 'custom' ? null : budget.phasing.kind,
    scope: budget.scopeKind === 'explicit' ? budget.scope : null,
    notes: budget.notes,
  };
}

function fieldsOf(draft: Draft, budget: BudgetAnswer | undefined): BudgetFields {
  const amount = amountOf(draft.amount);
  const phasing = (['even', 'days', 'seasonal'] as const).find((kind) => kind === draft.phasing);
  const costBasis = COST_BASES.find((basis) => basis === draft.costBasis);
  const isAmountKept =
    budget !== undefined && amount !== undefined && formatAmount(amount) === budget.amount.amount;
  return {
    name: draft.name,
    type: draft.type,
    parentId: draft.parentId,
    notes: draft.notes,
    owner: draft.owner,
    ...(amount === undefined || draft.amount.trim() === '' || isAmountKept
      ? {}
      : { amount: formatAmount(amount) }),
    ...(draft.currency === '' ? {} : { currency: draft.currency }),
    ...(costBasis === undefined ? {} : { costBasis }),
    ...(isMonth(draft.startMonth) ? { startMonth: draft.startMonth } : {}),
    ...(draft.months === '' ? {} : { months: Number(draft.months) }),
    ...(phasing === undefined ? {} : { phasing: { kind: phasing } }),
    ...(draft.scope === null && budget === undefined
      ? {}
      : {
          scope:
            draft.scope === null ? null : draft.scope.map((one) => ({ ...one, values: [...one.values] })),
        }),
  };
}
