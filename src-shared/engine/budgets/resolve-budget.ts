import type { AlertThreshold } from '../../domain/alert.ts';
import type { Budget, BudgetType, Phasing, Rollover, Scope } from '../../domain/budget.ts';
import { addMonths, fiscalYearStart, monthsBetween, type Day, type Month } from '../../domain/calendar.ts';
import type { CostBasis } from '../../domain/cost.ts';
import { formatAmount, sumMicros, ZERO, type Micros } from '../../domain/money.ts';
import { newBudgetId, RESERVED_IDS } from './budget-id.ts';
import { impliedScope, type KnowsValue } from './implied-scope.ts';
import { planMonths } from './phasing.ts';

/** A threshold as a request carries it: the part it does not use may be present as undefined. */
export interface ThresholdDraft extends Pick<AlertThreshold, 'basis' | 'severity'> {
  readonly percent?: number | undefined;
  readonly amount?: Micros | undefined;
}

/** A budget as a person states it: what is left out or null is inherited. */
export interface BudgetDraft {
  readonly id?: string | undefined;
  readonly name: string;
  readonly type: BudgetType;
  readonly parentId?: string | null | undefined;
  readonly owner?: string | null | undefined;
  readonly currency?: string | null | undefined;
  readonly costBasis?: CostBasis | null | undefined;
  readonly amount?: Micros | null | undefined;
  readonly startMonth?: Month | null | undefined;
  readonly months?: number | null | undefined;
  readonly phasing?: Phasing | null | undefined;
  readonly scope?: Scope | null | undefined;
  readonly rollover?: { readonly cap?: Micros | undefined } | null | undefined;
  readonly thresholds?: readonly ThresholdDraft[] | null | undefined;
  readonly tags?: Readonly<Record<string, string>> | null | undefined;
  readonly notes?: string | null | undefined;
}

/** What a draft is completed from. */
export interface ResolveContext {
  readonly parent: Budget | null;
  /** The workspace's currency and the month (1–12) its fiscal year starts with. */
  readonly workspace: { readonly currency: string; readonly fiscalYearStart: number };
  readonly asOf: Day;
  readonly isTaken: (id: string) => boolean;
  readonly knows: KnowsValue;
  /** Cost of a month in a scope and those above it, for the seasonal profile; left out where there is no history. */
  readonly spentIn?:
    | ((budget: Pick<Budget, 'scope' | 'costBasis' | 'currency' | 'parentId'>, month: Month) => Micros)
    | undefined;
}

export interface FieldError {
  readonly path: string;
  readonly message: string;
}

export type Resolved =
  | { readonly ok: true; readonly budget: Budget; readonly warnings: readonly string[] }
  | { readonly ok: false; readonly errors: readonly FieldError[] };

/**
 * Completes a draft. A child inherits currency, cost basis, start month and months from its parent; a later start month alone
 * shortens it to the parent's end. A root takes the workspace's currency, billed cost and the fiscal year of asOf. Phasing is
 * even; an amount that is left out is zero, or the sum of custom amounts. Tree rules are checked elsewhere.
 *
 * @example resolveBudget({ name: 'Payments', type: 'team', parentId: 'org-2026' }, { parent: org2026, … })
 * // ok, id 'team-payments', currency and period of org2026, scope team = Payments
 */
export function resolveBudget(draft: BudgetDraft, context: ResolveContext): Resolved {
  const id = draft.id ?? newBudgetId(draft.type, draft.name, context.isTaken);
  const period = periodOf(draft, context);
  const phasing: Phasing = draft.phasing ?? { kind: 'even' };
  const amount = draft.amount ?? (phasing.kind === 'custom' ? sumMicros(phasing.amounts) : ZERO);
  const errors = [...checkId(id), ...checkPhasing(phasing, amount, period.months)];
  if (errors.length > 0) return { ok: false, errors };
  const implied = impliedScope({ ...draft, id }, context.knows);
  const isImplied = draft.scope === null || draft.scope === undefined;
  const shell = {
    parentId: context.parent?.id ?? draft.parentId ?? null,
    scope: isImplied ? implied.scope : (draft.scope ?? []),
    ...termsOf(draft, context),
  };
  const lastYear = seasonalProfile({ ...shell, ...period, phasing }, context.spentIn);
  const budget: Budget = {
    id,
    name: draft.name,
    type: draft.type,
    owner: draft.owner ?? '',
    ...shell,
    amount,
    ...period,
    phasing,
    plan: planMonths({ amount, ...period, phasing, lastYear }),
    scopeKind: isImplied ? 'implied' : 'explicit',
    rollover: rolloverOf(draft.rollover),
    thresholds: thresholdsOf(draft.thresholds),
    tags: draft.tags ?? {},
    notes: draft.notes ?? '',
    revision: 1,
  };
  return { ok: true, budget, warnings: isImplied && implied.warning !== null ? [implied.warning] : [] };
}

/** Where what a budget leaves out comes from. */
export type Inherited = Pick<ResolveContext, 'parent' | 'workspace' | 'asOf'>;

/** Currency and cost basis: as stated, else the parent's, else the workspace's currency and billed cost. */
export function termsOf(
  { currency, costBasis }: Pick<BudgetDraft, 'currency' | 'costBasis'>,
  { parent, workspace }: Inherited,
): Pick<Budget, 'currency' | 'costBasis'> {
  return {
    currency: currency ?? parent?.currency ?? workspace.currency,
    costBasis: costBasis ?? parent?.costBasis ?? 'billed',
  };
}

/** Start month and months: as stated, else within the parent's, else the fiscal year of asOf. */
export function periodOf(
  draft: Pick<BudgetDraft, 'startMonth' | 'months'>,
  context: Inherited,
): Pick<Budget, 'startMonth' | 'months'> {
  const { parent, workspace, asOf } = context;
  if (parent === null) {
    const startMonth = draft.startMonth ?? fiscalYearStart(asOf, workspace.fiscalYearStart);
    return { startMonth, months: draft.months ?? 12 };
  }
  const startMonth = draft.startMonth ?? parent.startMonth;
  const left = monthsBetween(startMonth, addMonths(parent.startMonth, parent.months));
  return { startMonth, months: draft.months ?? Math.max(1, Math.min(parent.months, left)) };
}

function checkId(id: string): FieldError[] {
  return RESERVED_IDS.includes(id) ? [{ path: 'id', message: `"${id}" is reserved; choose another id` }] : [];
}

/** The store keeps micros in 64 bits; children of a tree add up, so a tenth of that is left for each. */
const LARGEST_AMOUNT = 2n ** 63n / 10n;

/** Errors of an amount, and of custom amounts: one a month, adding up to it. */
export function checkPhasing(phasing: Phasing, amount: Micros, months: number): FieldError[] {
  if (amount > LARGEST_AMOUNT || amount < 0n - LARGEST_AMOUNT)
    return [{ path: 'amount', message: 'is larger than any budget can be' }];
  if (phasing.kind !== 'custom') return [];
  const path = 'phasing.amounts';
  if (phasing.amounts.length !== months)
    return [
      {
        path,
        message: `holds ${phasing.amounts.length} amounts for ${months} months; give one for each month`,
      },
    ];
  const sum = sumMicros(phasing.amounts);
  if (sum === amount) return [];
  return [
    {
      path,
      message: `add up to ${formatAmount(sum)}, but the amount is ${formatAmount(amount)}; they must be equal`,
    },
  ];
}

/** What the months of the period cost one year before, for seasonal phasing; undefined for any other. */
export function seasonalProfile(
  budget: Pick<Budget, 'scope' | 'costBasis' | 'currency' | 'parentId' | 'startMonth' | 'months' | 'phasing'>,
  spentIn: ResolveContext['spentIn'],
): Micros[] | undefined {
  if (budget.phasing.kind !== 'seasonal' || spentIn === undefined) return undefined;
  return Array.from({ length: budget.months }, (_, index) =>
    spentIn(budget, addMonths(budget.startMonth, (index % 12) - 12)),
  );
}

export function rolloverOf(rollover: BudgetDraft['rollover']): Rollover | null {
  if (rollover === null || rollover === undefined) return null;
  return rollover.cap === undefined ? {} : { cap: rollover.cap };
}

export function thresholdsOf(thresholds: BudgetDraft['thresholds']): Budget['thresholds'] {
  if (thresholds === null || thresholds === undefined) return null;
  return thresholds.map(({ percent, amount, basis, severity }) => ({
    ...(percent !== undefined && { percent }),
    ...(amount !== undefined && { amount }),
    basis,
    severity,
  }));
}
