import { useMemo } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { formatAmount, type Micros } from '#shared/domain/money.ts';
import type { Month } from '#shared/domain/calendar.ts';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import { useQueries } from '../../../client/backend.tsx';
import { failureOf } from '../../../client/failure.ts';
import { amountText, countText } from '../../../format/style.ts';
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
  /** Puts amounts in one write. */
  readonly put: (changes: readonly CellChange[]) => void;
  /** Amounts on their way, by `waitingKey`; undefined where there are none. */
  readonly waiting: ReadonlyMap<string, string> | undefined;
}

export function waitingKey(budgetId: string, month: string | undefined): string {
  return `${month ?? ''} ${budgetId}`;
}

/** Amounts are shown at once as they were typed, then as they were answered; the rest of the page asks again as after any write. */
export function usePlan(): Planner {
  const { budgets } = useQueries();
  const client = useQueryClient();
  const plan = useMutation(
    budgets.plan.mutationOptions({
      onSuccess: ({ data }) => {
        const changed = new Map(data.map((budget) => [budget.id, budget]));
        client.setQueriesData({ queryKey: budgets.list.key() }, (old: unknown) => patched(old, changed));
      },
    }),
  );
  const put = (changes: readonly CellChange[]): void => {
    const cells = changes.map(({ budget, month, amount }) => ({
      ...{ budgetId: budget.id, expectedRevision: budget.revision, amount: formatAmount(amount) },
      ...(month === undefined ? {} : { month }),
    }));
    if (cells.length === 0) return;
    plan.mutate(
      { cells, reason: 'Plan by month' },
      {
        onSuccess: () => {
          if (cells.length > 1) sayDone(`${countText(cells.length, 'amount', 'amounts')} put.`);
        },
        onError: (error) => sayRefused(error, changes),
      },
    );
  };
  const sent = plan.isPending ? plan.variables : undefined;
  const waiting = useMemo(
    () =>
      sent &&
      new Map(
        sent.cells.map(({ budgetId, month, amount }) => [
          waitingKey(budgetId, month),
          String(typeof amount === 'object' ? amount.amount : amount),
        ]),
      ),
    [sent],
  );
  return { put, waiting };
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
