import { useMemo, type ReactNode } from 'react';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import type { Baseline } from '../../charts/fan-series.ts';
import type { AffectedAnswer } from '../../charts/scenario-baseline.ts';
import { microsOf } from '../../format/style.ts';
import { affectedRows, moveOf, readAffected } from './affected.ts';
import { AffectedBudgets } from './AffectedBudgets.tsx';
import type { Draft } from './draft.ts';
import type { Evaluation } from './evaluate.ts';

/** Moves the budgets above and below by the levers; nothing is drawn of a budget that stands alone. */
export function AffectedPanel({
  node,
  baseline,
  draft,
  base,
  now,
  answer,
}: {
  readonly node: BudgetAnswer;
  readonly baseline: Baseline;
  readonly draft: Draft;
  readonly base: Evaluation;
  readonly now: Evaluation;
  readonly answer: AffectedAnswer | undefined;
}): ReactNode {
  const affected = useMemo(() => (answer === undefined ? undefined : readAffected(answer)), [answer]);
  const own = useMemo(
    () => ({
      budgetId: node.id,
      name: node.name,
      currency: baseline.currency,
      amount: microsOf(node.amount),
      spent: microsOf(node.spent),
    }),
    [node, baseline.currency],
  );
  const move = useMemo(() => moveOf(baseline, draft, now), [baseline, draft, now]);
  const rows = useMemo(
    () => (affected === undefined ? [] : affectedRows(affected, own, base, now, move)),
    [affected, own, base, now, move],
  );
  if (affected === undefined || affected.budgets.length === 0) return null;
  return <AffectedBudgets name={node.name} currency={baseline.currency} rows={rows} below={affected.below} />;
}
