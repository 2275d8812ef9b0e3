import { useMemo, useRef, useState } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { formatAmount, type Micros } from '#shared/domain/money.ts';
import type { Month } from '#shared/domain/calendar.ts';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import { useBackend, useQueries } from '../../../client/backend.tsx';
import { failureOf } from '../../../client/failure.ts';
import { amountText, countText } from '../../../format/style.ts';
import { EDITS_IN_TURN } from '../../../session/actions.ts';
import { sayDone, sayFailed } from '../../../session/notices.ts';
import { planOf } from './columns.tsx';

/** A new amount of a budget in a month, or of the whole budget. */
export interface CellChange {
  readonly budget: BudgetAnswer;
  readonly month: Month | undefined;
  readonly amount: Micros;
}

interface Page {
  readonly data: readonly BudgetAnswer[];
}

export interface Planner {
  /** Puts amounts in one write, after those that are on their way. */
  readonly put: (changes: readonly CellChange[]) => void;
  /** Amounts on their way, by `waitingKey`. */
  readonly waiting: ReadonlyMap<string, Micros>;
}

export function waitingKey(budgetId: string, month: string | undefined): string {
  return `${month ?? ''} ${budgetId}`;
}

/** Amounts are shown at once as they were typed, then as they were answered; the rest of the page asks again as after any write. */
export function usePlan(): Planner {
  const { client } = useBackend();
  const queries = useQueries();
  const queryClient = useQueryClient();
  const [sent, setSent] = useState<readonly (readonly CellChange[])[]>([]);
  // The revisions that own writes made, which the rows may not know yet when the next write is sent.
  const revisions = useRef(new Map<string, number>());
  const { mutate } = useMutation({
    scope: EDITS_IN_TURN,
    mutationFn: (changes: readonly CellChange[]) =>
      client.budgets.plan({
        cells: changes.map((one) => cellOf(one, revisions.current)),
        reason: 'Plan by month',
      }),
    onSuccess: ({ data }, changes) => {
      for (const { id, revision } of data) revisions.current.set(id, revision);
      const changed = new Map(data.map((budget) => [budget.id, budget]));
      queryClient.setQueriesData({ queryKey: queries.budgets.list.key() }, (old: unknown) =>
        patched(old, changed),
      );
      if (changes.length > 1) sayDone(`${countText(changes.length, 'amount', 'amounts')} put.`);
    },
    onError: (error, changes) => sayRefused(error, changes),
    onSettled: (_data, _error, changes) => setSent((waiting) => waiting.filter((one) => one !== changes)),
  });
  const put = (changes: readonly CellChange[]): void => {
    if (changes.length === 0) return;
    setSent((waiting) => [...waiting, changes]);
    mutate(changes);
  };
  const waiting = useMemo(
    () => new Map(sent.flat().map(({ budget, month, amount }) => [waitingKey(budget.id, month), amount])),
    [sent],
  );
  return { put, waiting };
}

function cellOf({ budget, month, amount }: CellChange, revisions: ReadonlyMap<string, number>) {
  return {
    ...{ budgetId: budget.id, amount: formatAmount(amount) },
    expectedRevision: Math.max(budget.revision, revisions.get(budget.id) ?? 0),
    ...(month === undefined ? {} : { month }),
  };
}

/** A lost update is told with both amounts, so that nothing typed is lost. */
function sayRefused(error: unknown, changes: readonly CellChange[]): void {
  const { code, message, details } = failureOf(error);
  const current = details['current'] as BudgetAnswer | undefined;
  const [first] = changes;
  if (code !== 'lost_update' || current === undefined || first === undefined) {
    sayFailed(error);
    return;
  }
  const now = first.month === undefined ? current.amount : planOf(current, first.month);
  const yours = { amount: formatAmount(first.amount), currency: current.currency };
  sayFailed(
    new Error(
      `${message} You typed ${amountText(yours)}; there stands ${now === undefined ? 'nothing' : amountText(now)} now. Type it again to put yours.`,
    ),
  );
}

/** A list, or pages of one, with the changed budgets in the place of what stood there. */
function patched(old: unknown, changed: ReadonlyMap<string, BudgetAnswer>): unknown {
  if (typeof old !== 'object' || old === null) return old;
  if ('pages' in old && Array.isArray(old.pages))
    return { ...old, pages: old.pages.map((page: unknown) => patched(page, changed)) };
  if (!isPage(old) || !old.data.some(({ id }) => changed.has(id))) return old;
  return { ...old, data: old.data.map((budget) => changed.get(budget.id) ?? budget) };
}

function isPage(value: object): value is Page {
  return 'data' in value && Array.isArray(value.data);
}
