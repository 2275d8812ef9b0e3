/** Applies a scenario's levers to a baseline in the page: the same pure engine that the backend runs on save. */
import { parseAmount, toUnits } from '#shared/domain/money.ts';
import {
  applyPlan,
  type PlanChange,
  type PlanLevers,
  type PlannedForecast,
} from '#shared/engine/forecast/plan.ts';
import { scopeKey } from '#shared/engine/scenario/affected.ts';
import { isMonth } from '#shared/domain/calendar.ts';
import type { Inputs } from '#shared/contract/contract.ts';
import type { Baseline } from './fan-series.ts';

/** Levers as the contract carries them: money as text. */
export type LeversInput = NonNullable<Inputs['scenarios']['compare']['levers']>;
export type ChangeInput = NonNullable<LeversInput['changes']>[number];

/**
 * The share of the baseline in a scope: as the backend resolved it, where it was asked; else of one value as the page offers it, of
 * several values their sum, and of any other scope the whole.
 */
function shareOf(scope: ChangeInput['scope'], shares: Shares): number {
  const [condition, ...more] = scope ?? [];
  if (scope === undefined || condition === undefined) return 1;
  const resolved = shares[scopeKey(scope)];
  if (resolved !== undefined) return resolved;
  if (condition.op !== 'in' || more.length > 0) return 1;
  const parts = condition.values.map((value) => namedShare(`${condition.dimension}:${value}`, shares));
  return Math.min(
    1,
    parts.reduce((sum, part) => sum + part, 0),
  );
}

type Shares = Readonly<Record<string, number>>;

/** The share of a dimension value, whatever the case of its letters; 0 where it is none. */
function namedShare(name: string, shares: Shares): number {
  const exact = shares[name];
  if (exact !== undefined) return exact;
  const found = Object.keys(shares).find((one) => one.toLowerCase() === name.toLowerCase());
  return found === undefined ? 0 : (shares[found] ?? 0);
}

/** A planned change in the engine's form; undefined where its start is no month. */
export function planChange(change: ChangeInput, shares: Shares): PlanChange | undefined {
  if (!isMonth(change.start)) return undefined;
  const amount = amountUnits(change.amount);
  return {
    name: change.name,
    start: change.start,
    kind: change.kind,
    share: shareOf(change.scope, shares),
    ...(change.end !== undefined && isMonth(change.end) ? { end: change.end } : {}),
    ...(amount === undefined ? {} : { amount }),
    ...(change.percent === undefined ? {} : { percent: change.percent }),
    ...(change.probability === undefined ? {} : { probability: change.probability }),
    ...(change.startSpread === undefined ? {} : { startSpread: change.startSpread }),
    ...(change.sizeSpread === undefined ? {} : { sizeSpread: change.sizeSpread }),
  };
}

/** Currency units of an amount as a request states it. */
export function amountUnits(amount: LeversInput['budgetAmount']): number | undefined {
  if (amount === undefined) return undefined;
  const micros = parseAmount(typeof amount === 'object' ? amount.amount : amount);
  return micros === undefined ? undefined : toUnits(micros);
}

export function planLevers(levers: LeversInput, shares: Shares = {}): PlanLevers {
  const { budgetAmount: _budget, changes, ...rest } = levers;
  const kept = Object.fromEntries(
    Object.entries(rest).filter(([, value]) => value !== undefined),
  ) as PlanLevers;
  return changes === undefined ? kept : { ...kept, changes: planChanges(changes, shares) };
}

/** Planned changes in the engine's form; one whose start is no month is left out. */
export function planChanges(changes: readonly ChangeInput[], shares: Shares): PlanChange[] {
  return changes.map((change) => planChange(change, shares)).filter((change) => change !== undefined);
}

/** What is added to the plan without a scenario: growth and planned changes. */
export interface Additions {
  readonly growth?: Readonly<Record<string, number>>;
  readonly changes?: readonly ChangeInput[];
  /** The intervals of each month that are wanted, in percent; none where the paths are enough. */
  readonly levels?: readonly number[];
}

/** Moves a baseline by levers: to the micro as the backend does with the same scenario, because paths and seed are its own. */
export function planned(
  baseline: Pick<Baseline, 'mean' | 'paths' | 'startMonth' | 'shares' | 'seed'>,
  levers: LeversInput,
  quantile = 0.5,
  additions: Additions = {},
): PlannedForecast {
  const { shares } = baseline;
  const names = [...Object.keys(levers.overrides ?? {}), ...Object.keys(additions.growth ?? {})];
  return applyPlan({
    mean: baseline.mean,
    paths: baseline.paths,
    startMonth: baseline.startMonth,
    levels: additions.levels ?? [],
    levers: planLevers(levers, shares),
    quantile,
    composition: Object.fromEntries(names.map((name) => [name, namedShare(name, shares)])),
    seed: baseline.seed,
    ...(additions.growth === undefined ? {} : { growth: additions.growth }),
    ...(additions.changes === undefined ? {} : { changes: planChanges(additions.changes, shares) }),
  });
}
