/**
 * What a scenario of one budget does to the budgets above and below it: the calculation that the page runs on every movement of a
 * slider, and the backend where it is asked for a saved scenario. Both take the same figures, so that they agree to the micro.
 */
import type { BudgetStatus, Scope, StatusBounds } from '../../domain/budget.ts';
import { addMonths, monthsBetween, type Month } from '../../domain/calendar.ts';
import { fromUnits, sumMicros, toMicros, type Micros } from '../../domain/money.ts';
import { ladderStep } from '../budgets/status.ts';
import { applyPlan, type PlanChange, type PlanLevers } from '../forecast/plan.ts';

/** Names a scope, so that what was found out about it can be kept under it. */
export function scopeKey(scope: Scope): string {
  return JSON.stringify(scope.map(({ dimension, op, values }) => [dimension, op, ...values]));
}

/** A part of a budget's recent spend. */
export interface PartOfSpend {
  /** Of the budget's own recent spend, the share that lies in it. */
  readonly share: number;
  /** Of what the scenario's budget spends in it, the share that is this budget's. */
  readonly part: number;
}

/** A budget above or below the one whose levers are moved, as it stands without them. */
export interface AffectedBudget {
  readonly relation: 'above' | 'below';
  readonly amount: Micros;
  readonly spent: Micros;
  /** Spent, and expected to the period's end. */
  readonly atCompletion: Micros;
  readonly startMonth: Month;
  readonly months: number;
  /** Expected spend of each month from the plan's first to the period's end, in units. */
  readonly mean: readonly number[];
  readonly whole: PartOfSpend;
  /** By dimension value (`"team:payments"`), for overrides. */
  readonly shares: Readonly<Record<string, number>>;
  /** By the key of a planned change's scope. */
  readonly scopes: Readonly<Record<string, PartOfSpend>>;
}

/** A planned change with the key of its scope; null where it has none. */
export interface ScopedChange {
  readonly change: PlanChange;
  readonly scope: string | null;
}

/** A scenario of one budget, as far as the others need it. */
export interface PlanMove {
  readonly startMonth: Month;
  /** The budget's mean by month without the scenario and with it, in units. */
  readonly before: ArrayLike<number>;
  readonly after: ArrayLike<number>;
  /** How far the scenario's quantile lies from the mean, by month; none at the median. */
  readonly shift?: ArrayLike<number> | undefined;
  readonly levers: Omit<PlanLevers, 'changes' | 'disabledChanges'>;
  readonly changes: readonly ScopedChange[];
}

export interface AffectedOutcome {
  readonly difference: Micros;
  readonly atCompletion: Micros;
  readonly outlookBefore: BudgetStatus;
  readonly outlook: BudgetStatus;
  /** Whether what is expected now passes the amount and did not, or the other way round. */
  readonly crossing: 'over' | 'within' | null;
}

/**
 * A budget above moves by the difference of the scenario's budget in the months that both have. A budget below is moved by the
 * levers themselves, applied to its own months and shares; an amount that is planned falls on it by its part of the recent spend
 * in the change's scope. All budgets of a tree have one currency.
 *
 * @example of a parent at 900 of 1000 whose child is expected at 150 instead of 100:
 * // { difference: 50, atCompletion: 950, outlookBefore: 'critical', outlook: 'critical', crossing: null }
 */
export function moveAffected(budget: AffectedBudget, move: PlanMove, bounds: StatusBounds): AffectedOutcome {
  const { amount, spent } = budget;
  const difference = budget.relation === 'above' ? moveAbove(budget, move) : moveBelow(budget, move);
  const atCompletion = toMicros(budget.atCompletion + difference);
  const outlookOf = (end: Micros): BudgetStatus => ladderStep(end > spent ? end : spent, amount, bounds);
  const isOver = (end: Micros): boolean => end > amount;
  return {
    difference,
    atCompletion,
    outlookBefore: outlookOf(budget.atCompletion),
    outlook: outlookOf(atCompletion),
    crossing:
      isOver(atCompletion) === isOver(budget.atCompletion) ? null : isOver(atCompletion) ? 'over' : 'within',
  };
}

function moveAbove(budget: AffectedBudget, { startMonth, before, after }: PlanMove): Micros {
  return sumMicros(
    stepsOf(budget, startMonth, before.length).map((step) =>
      fromUnits((after[step] ?? 0) - (before[step] ?? 0)),
    ),
  );
}

function moveBelow(budget: AffectedBudget, move: PlanMove): Micros {
  const { mean, whole, scopes, shares } = budget;
  const { startMonth, before, shift, levers } = move;
  const planned = applyPlan({
    mean,
    paths: [],
    startMonth,
    levels: [],
    levers: { ...levers, changes: move.changes.map((one) => ownChange(one, whole, scopes)) },
    composition: shares,
    ...(shift !== undefined && {
      shift: mean.map((value, step) => (before[step] ? value * ((shift[step] ?? 0) / before[step]) : 0)),
    }),
  });
  return sumMicros(
    stepsOf(budget, startMonth, mean.length).map((step) =>
      toMicros(fromUnits(planned.mean[step] ?? 0) - fromUnits(mean[step] ?? 0)),
    ),
  );
}

/** A change as it falls on one budget: its amount by the part of the spend, its percent on the budget's own share. */
function ownChange(
  { change, scope }: ScopedChange,
  whole: PartOfSpend,
  scopes: Readonly<Record<string, PartOfSpend>>,
): PlanChange {
  const { share, part } = scope === null ? whole : (scopes[scope] ?? NOTHING);
  const { amount } = change;
  return { ...change, share, ...(amount !== undefined && { amount: amount * part }) };
}

const NOTHING: PartOfSpend = { share: 0, part: 0 };

/** The steps of the plan that lie in a budget's period. */
function stepsOf(
  { startMonth, months }: Pick<AffectedBudget, 'startMonth' | 'months'>,
  first: Month,
  horizon: number,
): number[] {
  const begin = Math.max(0, monthsBetween(first, startMonth));
  const end = Math.min(horizon, monthsBetween(first, addMonths(startMonth, months)));
  return Array.from({ length: Math.max(0, end - begin) }, (_, index) => begin + index);
}
