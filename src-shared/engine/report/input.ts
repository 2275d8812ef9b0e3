import type { Micros } from '../../domain/money.ts';
import type { Day, Month } from '../../domain/calendar.ts';
import type { Budget, BudgetStatus } from '../../domain/budget.ts';
import type { CostBasis } from '../../domain/cost.ts';
import type { Alert } from '../../domain/alert.ts';
import type { Approval } from '../../domain/approval.ts';
import type { MadeReport } from '../../domain/made-report.ts';
import type { Import } from '../../domain/import.ts';
import type { PlannedChange, StoredForecast } from '../../domain/forecast.ts';
import type { Materiality, VarianceRow } from '../../domain/variance.ts';
import type { VarianceAnalysis } from '../variance/analysis.ts';
import type { VarianceCause } from '../variance/attribution.ts';
import type { Paper, SectionName } from './model.ts';

/** What the actuals are compared with, and how a sentence names it: `{ kind: 'budget', name: 'budget' }`. */
export interface Comparison {
  readonly kind: 'budget' | 'forecast' | 'previous' | 'lastYear' | 'scenario';
  readonly name: string;
}

export interface FurtherVariance {
  readonly against: Comparison;
  readonly analysis: VarianceAnalysis;
}

/** A month of the budget's whole period. `actual` is null after asOf, `forecast` null for months that are complete. */
export interface ReportMonth {
  readonly month: Month;
  readonly plan: Micros;
  readonly actual: Micros | null;
  /** The whole month's expected cost where it is not complete: what is spent of it and the rest. */
  readonly forecast: Micros | null;
  readonly priorYear: Micros | null;
}

export interface ReportBudgetLine {
  readonly id: string;
  readonly name: string;
  readonly depth: number;
  readonly amount: Micros;
  readonly spent: Micros;
  readonly planToDate: Micros;
  readonly status: BudgetStatus;
  readonly outlook: BudgetStatus;
  /** Actual and forecast to the end of the period; null without a forecast. */
  readonly atCompletion: Micros | null;
  readonly probability: number | null;
}

export interface ReportComment {
  /** The row it explains, as the table names it: `Payments › EC2`. */
  readonly row: string;
  readonly text: string;
  readonly kind: 'timing' | 'permanent' | null;
  readonly author: string;
  readonly at: string;
}

export interface ReportRestatement {
  /** What it is of: a service. */
  readonly item: string;
  readonly month: Month;
  readonly currency: string;
  readonly change: Micros;
  readonly importId: string;
  readonly at: string;
}

/** All that a report needs, gathered by whoever can read the workspace. Money is in `currency` throughout. */
export interface ReportInput {
  readonly workspace: string;
  readonly budget: Budget;
  /** Names from the root down to the budget itself. */
  readonly path: readonly string[];
  readonly from: Month;
  readonly to: Month;
  readonly against: Comparison;
  /** `Base` where no scenario is chosen. */
  readonly scenario: string;
  readonly currency: string;
  readonly costBasis: CostBasis;
  readonly timeBasis: 'chargeDay' | 'billingMonth';
  readonly asOf: Day;
  /** The moment up to which imports and changes count; all of them where it is left out. */
  readonly knownAt?: string;
  readonly dataTo: Day | null;
  readonly preparedBy: string;
  /** An ISO moment. */
  readonly preparedAt: string;
  readonly version: string;
  readonly locale: string;
  readonly paper: Paper;
  /** `summary` prints at most 8 rows a table, `standard` 25, `full` all. */
  readonly detail: 'summary' | 'standard' | 'full';
  /** Which sections, all when left out; their order is fixed. */
  readonly sections?: readonly SectionName[];
  /** Spend from the start of the budget's period to asOf. */
  readonly spent: Micros;
  readonly planToDate: Micros;
  readonly status: BudgetStatus;
  readonly outlook: BudgetStatus;
  /** Actual and forecast to the end of the period; null without a forecast. */
  readonly atCompletion: Micros | null;
  readonly months: readonly ReportMonth[];
  /** The main comparison; its rows make the bridge. */
  readonly variance: VarianceAnalysis;
  /** By other dimensions; where no budget pins one, against an earlier period, which says more than a plan of zero. */
  readonly furtherVariances: readonly FurtherVariance[];
  /** One row a month of the report's period, with the key `month`. */
  readonly varianceByMonth: readonly VarianceRow[];
  readonly materiality: Materiality;
  /** What moved the figures, largest first. */
  readonly causes: readonly VarianceCause[];
  readonly forecast: StoredForecast | null;
  /** Central bands of the running total from the period's start, by level in percent, one pair for each forecast month. */
  readonly cumulativeBands: Readonly<Record<string, readonly (readonly [Micros, Micros])[]>> | null;
  readonly budgets: readonly ReportBudgetLine[];
  readonly alerts: readonly Alert[];
  readonly approvals: readonly Approval[];
  readonly comments: readonly ReportComment[];
  readonly changes: readonly PlannedChange[];
  readonly assumptions: readonly string[];
  /** The report of the same budget that its readers have seen last; null for the first. */
  readonly lastReport: MadeReport | null;
  /** What bills that were reissued since then changed. */
  readonly restatements: readonly ReportRestatement[];
  readonly imports: readonly Import[];
  /** The rates by which other currencies are counted in the budget's, of the months it speaks of. */
  readonly rates: readonly {
    readonly month: Month;
    readonly from: string;
    readonly to: string;
    readonly rate: string;
  }[];
  readonly audit: { readonly entries: number; readonly head: string; readonly isIntact: boolean };
}
