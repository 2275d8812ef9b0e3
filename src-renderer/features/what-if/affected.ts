/** The budgets above and below under the levers: pure, and to the micro what the backend answers for a saved scenario. */
import type { BudgetStatus, StatusBounds } from '#shared/domain/budget.ts';
import { toMonth } from '#shared/domain/calendar.ts';
import { fromUnits, toMicros, type Micros } from '#shared/domain/money.ts';
import { ladderStep } from '#shared/engine/budgets/status.ts';
import { quantileShift } from '#shared/engine/forecast/plan.ts';
import {
  moveAffected,
  scopeKey,
  type AffectedBudget,
  type AffectedOutcome,
  type PlanMove,
} from '#shared/engine/scenario/affected.ts';
import type { Baseline } from '../../charts/fan-series.ts';
import { planChange, planLevers } from '../../charts/planned.ts';
import type { AffectedAnswer } from '../../charts/scenario-baseline.ts';
import { microsOf } from '../../format/style.ts';
import { leversOf, type Draft } from './draft.ts';
import type { Evaluation } from './evaluate.ts';

/** An answer read once, so that a movement of a slider has only to compute. */
export interface Affected {
  readonly bounds: StatusBounds;
  readonly budgets: readonly (AffectedBudget & Named)[];
  /** How many budgets are right below; the largest of them are followed. */
  readonly below: number;
}

interface Named {
  readonly budgetId: string;
  readonly name: string;
  readonly currency: string;
}

/** A budget of the list: as it stands and under the levers. */
export interface AffectedRow extends Named, AffectedOutcome {
  readonly relation: 'above' | 'own' | 'below';
  readonly amount: Micros;
  readonly before: Micros;
}

export function readAffected({ bounds, rows, below }: AffectedAnswer): Affected {
  return {
    bounds,
    below,
    budgets: rows.map(({ startMonth, amount, spent, atCompletion, ...row }) => ({
      ...row,
      currency: amount.currency,
      amount: microsOf(amount),
      spent: microsOf(spent),
      atCompletion: microsOf(atCompletion),
      startMonth: toMonth(startMonth),
    })),
  };
}

/** A draft as the other budgets need it. */
export function moveOf(baseline: Baseline, draft: Draft, now: Evaluation): PlanMove {
  const { shares, mean, paths, startMonth } = baseline;
  const { changes: _changes, disabledChanges: _off, ...levers } = planLevers(leversOf(draft), shares);
  return {
    startMonth,
    before: mean,
    after: now.planned.mean,
    ...(draft.quantile !== 0.5 && { shift: quantileShift(mean, paths, draft.quantile) }),
    levers,
    changes: draft.changes.flatMap((one) => {
      const change = one.isOn ? planChange(one, shares) : undefined;
      if (change === undefined) return [];
      const { scope } = one;
      return [{ change, scope: scope === undefined || scope.length === 0 ? null : scopeKey(scope) }];
    }),
  };
}

export interface OwnBudget extends Named {
  readonly amount: Micros;
  readonly spent: Micros;
}

/** All budgets of the list in order: those above from the top, the budget itself, those below by size. */
export function affectedRows(
  { budgets, bounds }: Affected,
  own: OwnBudget,
  base: Evaluation,
  now: Evaluation,
  move: PlanMove,
): readonly AffectedRow[] {
  const rows = budgets.map((budget): AffectedRow => ({
    ...moveAffected(budget, move, bounds),
    budgetId: budget.budgetId,
    name: budget.name,
    currency: budget.currency,
    relation: budget.relation,
    amount: budget.amount,
    before: budget.atCompletion,
  }));
  return [
    ...rows.filter(({ relation }) => relation === 'above'),
    ownRow(own, base, now, bounds),
    ...rows.filter(({ relation }) => relation === 'below'),
  ];
}

/** The budget whose levers are moved: its amount may be a lever too. */
function ownRow(own: OwnBudget, base: Evaluation, now: Evaluation, bounds: StatusBounds): AffectedRow {
  const amount = now.amount === base.amount ? own.amount : fromUnits(now.amount);
  const [before, after] = [base.outcome.atCompletion, now.outcome.atCompletion];
  const stepOf = (end: Micros, of: Micros): BudgetStatus =>
    ladderStep(end > own.spent ? end : own.spent, of, bounds);
  const [wasOver, isOver] = [before > own.amount, after > amount];
  return {
    budgetId: own.budgetId,
    name: own.name,
    currency: own.currency,
    relation: 'own',
    amount,
    before,
    atCompletion: after,
    difference: toMicros(after - before),
    outlookBefore: stepOf(before, own.amount),
    outlook: stepOf(after, amount),
    crossing: wasOver === isOver ? null : isOver ? 'over' : 'within',
  };
}
