import type { Budget, Phasing } from '../../domain/budget.ts';
import { monthOf, type Month } from '../../domain/calendar.ts';
import type { Micros } from '../../domain/money.ts';
import { sumMicros, ZERO } from '../../domain/money.ts';
import { impliedScope } from './implied-scope.ts';
import { planMonths, replanFrom } from './phasing.ts';
import {
  checkPhasing,
  periodOf,
  rolloverOf,
  seasonalProfile,
  termsOf,
  thresholdsOf,
  type BudgetDraft,
  type ResolveContext,
  type Resolved,
} from './resolve-budget.ts';

/** The fields of a change; what is left out stays, `null` puts an optional one back to what is inherited. */
export type BudgetEdit = Omit<BudgetDraft, 'id' | 'name' | 'type'> & {
  readonly name?: BudgetDraft['name'] | undefined;
  readonly type?: BudgetDraft['type'] | undefined;
  /** The month from which a new amount counts; left out: that of asOf. */
  readonly effectiveMonth?: Month | undefined;
};

/**
 * Changes a budget. A new amount or phasing counts from the month of asOf and leaves the plan of the months before as it was;
 * new custom amounts and a new start month plan the whole period. What is put back to what is inherited takes it as a new
 * budget would. An implied scope follows type and name until a scope is
 * stated. Tree rules are checked elsewhere.
 *
 * @example changeBudget(year of 1200, { amount: 1800 }, { asOf: '2026-07-10', … })
 * // months January to June keep 100, July to December have 200
 */
export function changeBudget(
  before: Budget,
  edit: BudgetEdit,
  context: Omit<ResolveContext, 'isTaken'>,
): Resolved {
  const phasing = edit.phasing === undefined ? before.phasing : (edit.phasing ?? { kind: 'even' as const });
  const kept = <Field extends 'currency' | 'costBasis' | 'startMonth' | 'months'>(field: Field) =>
    edit[field] === undefined ? before[field] : edit[field];
  const shell = {
    ...before,
    name: edit.name ?? before.name,
    type: edit.type ?? before.type,
    parentId: edit.parentId === undefined ? before.parentId : edit.parentId,
    owner: edit.owner === undefined ? before.owner : (edit.owner ?? ''),
    ...termsOf({ currency: kept('currency'), costBasis: kept('costBasis') }, context),
    ...periodOf({ startMonth: kept('startMonth'), months: kept('months') }, context),
    rollover: edit.rollover === undefined ? before.rollover : rolloverOf(edit.rollover),
    thresholds: edit.thresholds === undefined ? before.thresholds : thresholdsOf(edit.thresholds),
    tags: edit.tags === undefined ? before.tags : (edit.tags ?? {}),
    notes: edit.notes === undefined ? before.notes : (edit.notes ?? ''),
    phasing,
  };
  const amount = edit.amount ?? amountOfCustom(edit.phasing) ?? (edit.amount === null ? ZERO : before.amount);
  const isScaled =
    phasing.kind === 'custom' && samePhasing(phasing, before.phasing) && shell.months === before.months;
  const errors = checkPhasing(isScaled ? EVEN : phasing, amount, shell.months);
  if (errors.length > 0) return { ok: false, errors };
  const scoped = withScope(shell, before, edit, context);
  const plan = planOf(
    { ...scoped.budget, amount },
    before,
    edit.effectiveMonth ?? monthOf(context.asOf),
    context,
  );
  const shown: Phasing = phasing.kind === 'custom' ? { kind: 'custom', amounts: plan } : phasing;
  return { ok: true, budget: { ...scoped.budget, amount, phasing: shown, plan }, warnings: scoped.warnings };
}

/** Custom amounts that are only scaled need not add up to the new amount. */
const EVEN: Phasing = { kind: 'even' };

function amountOfCustom(phasing: Phasing | null | undefined): Micros | undefined {
  return phasing?.kind === 'custom' ? sumMicros(phasing.amounts) : undefined;
}

function withScope(
  shell: Budget,
  before: Budget,
  edit: BudgetEdit,
  context: Pick<ResolveContext, 'knows'>,
): { budget: Budget; warnings: string[] } {
  const isSentBack =
    before.scopeKind === 'implied' && JSON.stringify(edit.scope) === JSON.stringify(before.scope);
  const stated = edit.scope === undefined || isSentBack ? undefined : edit.scope;
  if (stated !== undefined && stated !== null)
    return { budget: { ...shell, scope: stated, scopeKind: 'explicit' }, warnings: [] };
  const isImplied = stated === null || before.scopeKind === 'implied';
  if (!isImplied) return { budget: shell, warnings: [] };
  const isSame = stated === undefined && shell.name === before.name && shell.type === before.type;
  if (isSame) return { budget: shell, warnings: [] };
  const { scope, warning } = impliedScope(shell, context.knows);
  return { budget: { ...shell, scope, scopeKind: 'implied' }, warnings: warning === null ? [] : [warning] };
}

function planOf(
  budget: Budget,
  before: Budget,
  from: Month,
  context: Pick<ResolveContext, 'spentIn'>,
): readonly Micros[] {
  const isSamePhasing = samePhasing(budget.phasing, before.phasing);
  const isSamePeriod = budget.startMonth === before.startMonth && budget.months === before.months;
  if (isSamePhasing && isSamePeriod && budget.amount === before.amount) return before.plan;
  const input = { ...budget, lastYear: seasonalProfile(budget, context.spentIn) };
  if (budget.startMonth !== before.startMonth || (budget.phasing.kind === 'custom' && !isSamePhasing))
    return planMonths(input);
  return replanFrom({ ...input, before: before.plan, from });
}

function samePhasing(a: Phasing, b: Phasing): boolean {
  if (a.kind !== 'custom' || b.kind !== 'custom') return a.kind === b.kind;
  return (
    a.amounts.length === b.amounts.length && a.amounts.every((amount, index) => amount === b.amounts[index])
  );
}
