import type { AlertThreshold } from './alert.ts';
import { DEFAULT_THRESHOLDS } from './alert.ts';
import type { StatusBounds } from './budget.ts';
import { DEFAULT_STATUS_BOUNDS } from './budget.ts';
import type { Day } from './calendar.ts';
import { DEFAULT_TAG_MAPPING, type TagMapping } from './cost.ts';
import { toMicros } from './money.ts';
import type { Materiality } from './variance.ts';

/** What a workspace decides for all its budgets. Parts that one subject alone knows (policy, catalogue) are kept by it. */
export interface Settings {
  readonly currency: string;
  /** Month (1–12) the fiscal year starts with. */
  readonly fiscalYearStart: number;
  readonly statusBounds: StatusBounds;
  readonly thresholds: readonly AlertThreshold[];
  readonly tagMapping: TagMapping;
  readonly materiality: Materiality;
  /** The day on which the workspace stands, pinned; null: the machine's date. */
  readonly asOf: Day | null;
  /** Null: the default of the subject that reads it. */
  readonly approvalPolicy: unknown;
  readonly actionCatalogue: unknown;
  readonly destinations: unknown;
  /** Whether the workspace holds the bundled sample. */
  readonly sample: boolean;
}

export const DEFAULT_SETTINGS: Settings = {
  currency: 'USD',
  fiscalYearStart: 1,
  statusBounds: DEFAULT_STATUS_BOUNDS,
  thresholds: DEFAULT_THRESHOLDS,
  tagMapping: DEFAULT_TAG_MAPPING,
  materiality: { amount: toMicros(1_000_000_000), percent: 5 },
  asOf: null,
  approvalPolicy: null,
  actionCatalogue: null,
  destinations: null,
  sample: false,
};
