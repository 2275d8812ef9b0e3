/** A baseline as a scenario needs it: with the shares of the parts that its levers name, and the plan of its amount. */
import type { Outputs } from '#shared/contract/contract.ts';
import { scopeKey } from '#shared/engine/scenario/affected.ts';
import type { Baseline } from './fan-series.ts';
import type { ChangeInput, LeversInput } from './planned.ts';

export type AffectedAnswer = Outputs['scenarios']['affected']['data'];

/** The levers that speak of parts of the spend. */
export interface PartLevers {
  readonly overrides?: LeversInput['overrides'] | undefined;
  readonly changes?: readonly Pick<ChangeInput, 'scope'>[] | undefined;
}

/** The shares of a budget together with those that the backend resolved: of other dimensions, and of scopes. */
export function withShares(baseline: Baseline, answer: AffectedAnswer | undefined): Baseline {
  const isKnown = (name: string): boolean => baseline.shares[name] !== undefined;
  if (answer === undefined || Object.keys({ ...answer.shares, ...answer.scopes }).every(isKnown))
    return baseline;
  return { ...baseline, shares: { ...answer.shares, ...baseline.shares, ...answer.scopes } };
}

/** What the backend has to resolve for levers: names of overrides, and scopes of planned changes. */
export function wantedShares({ overrides = {}, changes = [] }: PartLevers): {
  readonly names: readonly string[];
  readonly scopes: readonly NonNullable<ChangeInput['scope']>[];
} {
  const scopes = changes.flatMap(({ scope }) => (scope === undefined || scope.length === 0 ? [] : [scope]));
  return {
    names: Object.keys(overrides).sort(),
    scopes: [...new Map(scopes.map((scope) => [scopeKey(scope), scope])).values()],
  };
}

/** The plan by month in the proportions of the budget, for another amount. */
export function withAmount(baseline: Baseline, from: number, to: number): Baseline {
  if (from === to || from === 0) return baseline;
  return {
    ...baseline,
    months: baseline.months.map((month) => ({ ...month, plan: (month.plan * to) / from })),
  };
}
