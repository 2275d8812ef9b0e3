import type { CostBasis, Dimension } from './cost.ts';
import type { Micros } from './money.ts';
import type { Month } from './calendar.ts';
import type { AlertThreshold } from './alert.ts';

export const BUDGET_TYPES = ['organization', 'team', 'project', 'service', 'region'] as const;
export type BudgetType = (typeof BUDGET_TYPES)[number];

export const SCOPE_OPERATORS = ['in', 'notIn', 'startsWith'] as const;
export interface ScopeCondition {
  readonly dimension: Dimension;
  readonly op: (typeof SCOPE_OPERATORS)[number];
  readonly values: readonly string[];
}
/** Conditions that must all hold; none means all of the parent's. */
export type Scope = readonly ScopeCondition[];

/** How an amount falls on the months of its period. `custom` amounts, one a month, must add up to the amount. */
export type Phasing =
  | { readonly kind: 'even' }
  | { readonly kind: 'days' }
  | { readonly kind: 'seasonal' }
  | { readonly kind: 'custom'; readonly amounts: readonly Micros[] };

/** Unspent money moves to the next month, at most `cap` of it. */
export interface Rollover {
  readonly cap?: Micros;
}

export interface Budget {
  readonly id: string;
  readonly name: string;
  readonly type: BudgetType;
  readonly parentId: string | null;
  readonly owner: string;
  readonly currency: string;
  readonly costBasis: CostBasis;
  /** The total over the whole period. */
  readonly amount: Micros;
  readonly startMonth: Month;
  readonly months: number;
  readonly phasing: Phasing;
  /** The plan of each month, in order; always adds up to `amount`. Kept, so that a change leaves past months as they were. */
  readonly plan: readonly Micros[];
  readonly scope: Scope;
  /** `implied`: the scope came from the type and name, and follows them. */
  readonly scopeKind: 'explicit' | 'implied';
  readonly rollover: Rollover | null;
  readonly thresholds: readonly AlertThreshold[] | null;
  readonly tags: Readonly<Record<string, string>>;
  readonly notes: string;
  readonly revision: number;
}

/** The ladder of status and outlook. */
export const BUDGET_STATUSES = ['healthy', 'warning', 'critical', 'exceeded'] as const;
export type BudgetStatus = (typeof BUDGET_STATUSES)[number];

/** Shares of the amount at which the ladder's steps begin. */
export interface StatusBounds {
  readonly warning: number;
  readonly critical: number;
  readonly exceeded: number;
}
export const DEFAULT_STATUS_BOUNDS: StatusBounds = { warning: 0.75, critical: 0.9, exceeded: 1 };

/** A cost that several budgets share, and how it is divided among them. Rules apply in order. */
export interface SharedCostRule {
  readonly id: string;
  readonly name: string;
  readonly rootId: string;
  /** Which facts are shared; matched before the budgets' own scopes. */
  readonly scope: Scope;
  readonly method:
    | { readonly kind: 'even' }
    | { readonly kind: 'direct' }
    | {
        readonly kind: 'fixed';
        readonly shares: readonly { readonly budgetId: string; readonly percent: number }[];
      };
  /** The budgets that bear it; for `fixed` the shares name them. */
  readonly targets: readonly string[];
}

/** A recorded change of a budget. `before` is null for its creation, `after` for its deletion. */
export interface BudgetRevision {
  readonly budgetId: string;
  readonly revision: number;
  readonly at: string;
  readonly author: string;
  readonly reason: string;
  readonly before: Budget | null;
  readonly after: Budget | null;
}
