import { useMemo, useRef, useState } from 'react';
import { useMutation } from '@tanstack/react-query';
import { formatAmount, type Micros } from '#shared/domain/money.ts';
import type { Month } from '#shared/domain/calendar.ts';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import { useBackend } from '../../../client/backend.tsx';
import { failureOf } from '../../../client/failure.ts';
import { amountText, countText } from '../../../format/style.ts';
import { EDITS_IN_TURN } from '../../../session/actions.ts';
import { sayDone, sayFailed } from '../../../session/notices.ts';
import { planOf } from './columns.tsx';
import type { TreeRow } from './tree-rows.ts';

/** A new amount of a budget in a month, or of the whole budget. */
export interface CellChange {
  readonly budget: BudgetAnswer;
  readonly month: Month | undefined;
  readonly amount: Micros;
}

export interface Planner {
  /** The rows, with what own writes made of their budgets where a row was read before. */
  readonly rows: readonly TreeRow[];
  /** Puts amounts in one write, after those that are on their way. */
  readonly put: (changes: readonly CellChange[]) => void;
  /** Amounts on their way, by `waitingKey`. */
  readonly waiting: ReadonlyMap<string, Micros>;
}

export function waitingKey(budgetId: string, month: string | undefined): string {
  return `${month ?? ''} ${budgetId}`;
}

/** A write on its way: the reason is that of the moment in which it was typed. */
interface Put {
  readonly changes: readonly CellChange[];
  readonly why: string;
}

type Answers = ReadonlyMap<string, BudgetAnswer>;

/**
 * Puts amounts, with the reason that their revisions tell. They are shown at once as they were typed, then as they were answered, until the rows are read again: a reading that was on
 * its way before the write comes back after it, with the amount from before.
 */
export function usePlan(asked: readonly TreeRow[], reason: string): Planner {
  const { client } = useBackend();
  const [sent, setSent] = useState<readonly (readonly CellChange[])[]>([]);
  const [answers, setAnswers] = useState<Answers>(new Map());
  const ahead = useMemo(() => aheadOf(asked, answers), [asked, answers]);
  if (ahead.size < answers.size) setAnswers(ahead);
  const rows = useMemo(() => withAnswers(asked, ahead), [asked, ahead]);
  // The revisions that own writes made, which the rows may not know yet when the next write is sent.
  const revisions = useRef(new Map<string, number>());
  const { mutate } = useMutation({
    scope: EDITS_IN_TURN,
    mutationFn: ({ changes, why }: Put) =>
      client.budgets.plan({
        cells: changes.map((one) => cellOf(one, revisions.current)),
        reason: why === '' ? 'Plan by month' : why,
      }),
    onSuccess: ({ data }, { changes }) => {
      for (const { id, revision } of data) revisions.current.set(id, revision);
      setAnswers((before) => new Map([...before, ...data.map((budget) => [budget.id, budget] as const)]));
      if (changes.length > 1) sayDone(`${countText(changes.length, 'amount', 'amounts')} put.`);
    },
    onError: (error, { changes }) => sayRefused(error, changes),
    onSettled: (_data, _error, { changes }) => setSent((waiting) => waiting.filter((one) => one !== changes)),
  });
  const put = (changes: readonly CellChange[]): void => {
    if (changes.length === 0) return;
    setSent((waiting) => [...waiting, changes]);
    mutate({ changes, why: reason.trim() });
  };
  const waiting = useMemo(
    () => new Map(sent.flat().map(({ budget, month, amount }) => [waitingKey(budget.id, month), amount])),
    [sent],
  );
  return { rows, put, waiting };
}

/** The answers that are newer than their rows. Those of rows that left the sight are forgotten: they are read when they come back. */
function aheadOf(rows: readonly TreeRow[], answers: Answers): Answers {
  if (answers.size === 0) return answers;
  return new Map(
    rows.flatMap(({ budget: { id, revision } }) => {
      const answer = answers.get(id);
      return answer !== undefined && answer.revision > revision ? [[id, answer] as const] : [];
    }),
  );
}

function withAnswers(rows: readonly TreeRow[], ahead: Answers): readonly TreeRow[] {
  if (ahead.size === 0) return rows;
  return rows.map((row) => {
    const budget = ahead.get(row.budget.id);
    return budget === undefined ? row : { ...row, budget };
  });
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
