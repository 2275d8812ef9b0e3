import { useMemo } from 'react';
import { toMonth } from '#shared/domain/calendar.ts';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import type { PlannedForecast } from '#shared/engine/forecast/plan.ts';
import { outcomeOf, type PeriodOutcome } from '#shared/engine/scenario/what-if.ts';
import { doneMonths, type Baseline } from '../../charts/fan-series.ts';
import { amountUnits, planned, type LeversInput } from '../../charts/planned.ts';
import { wantedShares, withAmount, withShares } from '../../charts/scenario-baseline.ts';
import { unitsOf } from '../../format/style.ts';
import { useAffected } from '../../session/affected.ts';
import type { ScenarioAnswer } from '../../session/baseline.ts';
import { movedGrowth, type Assumptions } from './assumptions.ts';

export interface Planned {
  /** With the plan of the amount that spend is held against. */
  readonly shown: Baseline;
  readonly plan: PlannedForecast;
  readonly outcome: PeriodOutcome;
  /** What spend is held against, in currency units: a scenario may put another amount than the budget's own. */
  readonly amount: number;
}

/** The forecast with what is assumed, in a scenario where one is chosen, and how the budget's period ends by it. */
export function usePlanned(
  node: BudgetAnswer,
  asked: Baseline,
  assumptions: Assumptions,
  scenario: ScenarioAnswer | null,
  levels: readonly number[],
): Planned {
  const levers = useMemo(() => (scenario?.levers ?? {}) as LeversInput, [scenario]);
  const baseline = useBaselineShares(node.id, asked, assumptions, levers);
  const quantile = scenario?.quantile ?? 0.5;
  const plan = useMemo(
    () =>
      planned(baseline, levers, quantile, {
        growth: movedGrowth(assumptions.growth),
        changes: assumptions.changes,
        levels,
      }),
    [baseline, levers, quantile, assumptions, levels],
  );
  const own = unitsOf(node.amount);
  const amount = amountUnits(levers.budgetAmount) ?? own;
  const shown = useMemo(() => withAmount(baseline, own, amount), [baseline, own, amount]);
  const outcome = useMemo(
    () =>
      outcomeOf(
        {
          startMonth: toMonth(node.startMonth),
          months: node.months,
          spentByMonth: baseline.months.slice(0, doneMonths(baseline)).map(({ spent }) => spent),
          nextMonth: baseline.startMonth,
          amount,
        },
        plan,
      ),
    [node, baseline, plan, amount],
  );
  return { shown, plan, outcome, amount };
}

/** The baseline with the shares that are needed; those of the usual parts came with it, others are asked for. */
function useBaselineShares(
  budgetId: string,
  asked: Baseline,
  { growth, changes }: Assumptions,
  levers: LeversInput,
): Baseline {
  const parts = useMemo(() => {
    const { overall: _whole, ...rates } = growth;
    return {
      overrides: { ...rates, ...levers.overrides },
      changes: [...changes, ...(levers.changes ?? [])],
    };
  }, [growth, changes, levers]);
  const needsMore = useMemo(() => {
    const { names, scopes } = wantedShares(parts);
    return scopes.length > 0 || names.some((name) => asked.shares[name] === undefined);
  }, [parts, asked]);
  const affected = useAffected(needsMore ? budgetId : undefined, parts);
  return useMemo(() => withShares(asked, affected), [asked, affected]);
}
