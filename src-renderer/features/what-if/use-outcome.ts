import { useCallback, useMemo } from 'react';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import { useBackend } from '../../client/backend.tsx';
import type { Baseline } from '../../charts/fan-series.ts';
import { wantedShares, withAmount, withShares, type AffectedAnswer } from '../../charts/scenario-baseline.ts';
import { unitsOf } from '../../format/style.ts';
import { useAffected } from '../../session/affected.ts';
import { BASE, isAtBase, type Draft } from './draft.ts';
import { bridgeOf, evaluate, meanAt, type Evaluation, type Step } from './evaluate.ts';

/** What a draft comes to, beside the base; undefined before there is anything to forecast from. */
export interface Outcome {
  readonly budgetAmount: number;
  /** With the shares of the parts that the levers name. */
  readonly baseline: Baseline;
  /** Its plan for the amount of the draft. */
  readonly shown: Baseline;
  readonly base: Evaluation | undefined;
  readonly now: Evaluation | undefined;
  readonly isBase: boolean;
  readonly steps: readonly Step[];
  readonly affected: AffectedAnswer | undefined;
  /** What another draft comes to, whose levers may name parts that were not asked for yet. */
  readonly evaluated: (draft: Draft) => Promise<Evaluation | undefined>;
}

/** Works a draft out on the sample paths that are here, without asking the backend; each piece only where its input moved. */
export function useOutcome(node: BudgetAnswer, asked: Baseline, draft: Draft): Outcome {
  const { client } = useBackend();
  const affected = useAffected(node.id, draft);
  const baseline = useMemo(() => withShares(asked, affected), [asked, affected]);
  const budgetAmount = unitsOf(node.amount);
  const base = useMemo(() => evaluate(baseline, budgetAmount, BASE), [baseline, budgetAmount]);
  const now = useMemo(() => evaluate(baseline, budgetAmount, draft), [baseline, budgetAmount, draft]);
  const mean = useMemo(() => meanAt(baseline, draft.quantile), [baseline, draft.quantile]);
  const shown = useMemo(
    () => withAmount(baseline, budgetAmount, now?.amount ?? budgetAmount),
    [baseline, budgetAmount, now?.amount],
  );
  const isBase = useMemo(() => isAtBase(draft), [draft]);
  const steps = useMemo(() => bridgeOf(baseline, draft, mean), [baseline, draft, mean]);
  const evaluated = useCallback(
    async (next: Draft) => {
      const { names, scopes } = wantedShares(next);
      const input = { budgetId: node.id, names: [...names], scopes: [...scopes] };
      const { data } = await client.scenarios.affected(input);
      return evaluate(withShares(asked, data), budgetAmount, next);
    },
    [client, node.id, asked, budgetAmount],
  );
  return { budgetAmount, baseline, shown, base, now, isBase, steps, affected, evaluated };
}
