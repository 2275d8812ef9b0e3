/** Applies a scenario's levers to a baseline in the page: the same pure engine that the backend runs on save. */
import { parseAmount, toUnits } from '#shared/domain/money.ts';
import {
  applyPlan,
  type PlanChange,
  type PlanLevers,
  type PlannedForecast,
} from '#shared/engine/forecast/plan.ts';
import { isMonth } from '#shared/domain/calendar.ts';
import type { Inputs } from '#shared/contract/contract.ts';
import type { Baseline } from './fan-series.ts';

/** Levers as the contract carries them: money as text. */
export type LeversInput = NonNullable<Inputs['scenarios']['compare']['levers']>;
type ChangeInput = NonNullable<LeversInput['changes']>[number];

/** A planned change in the engine's form; its scope is taken as the whole, the backend resolves it exactly. */
function planChange(change: ChangeInput): PlanChange | undefined {
  if (!isMonth(change.start)) return undefined;
  const amount = amountUnits(change.amount);
  return {
    name: change.name,
    start: change.start,
    kind: change.kind,
    ...(change.end !== undefined && isMonth(change.end) ? { end: change.end } : {}),
    ...(amount === undefined ? {} : { amount }),
    ...(change.percent === undefined ? {} : { percent: change.percent }),
    ...(change.probability === undefined ? {} : { probability: change.probability }),
  };
}

/** Currency units of an amount as a request states it. */
export function amountUnits(amount: LeversInput['budgetAmount']): number | undefined {
  if (amount === undefined) return undefined;
  const micros = parseAmount(typeof amount === 'object' ? amount.amount : amount);
  return micros === undefined ? undefined : toUnits(micros);
}

export function planLevers(levers: LeversInput): PlanLevers {
  const { budgetAmount: _budget, changes, ...rest } = levers;
  const kept = Object.fromEntries(
    Object.entries(rest).filter(([, value]) => value !== undefined),
  ) as PlanLevers;
  return changes === undefined
    ? kept
    : { ...kept, changes: changes.map(planChange).filter((change) => change !== undefined) };
}

export function planned(baseline: Baseline, levers: LeversInput, quantile = 0.5): PlannedForecast {
  return applyPlan({
    mean: baseline.mean,
    paths: baseline.paths,
    startMonth: baseline.startMonth,
    levels: [80],
    levers: planLevers(levers),
    quantile,
    composition: baseline.shares,
    seed: baseline.seed,
  });
}
