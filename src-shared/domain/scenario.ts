import type { Growth, PlannedChange } from './forecast.ts';
import type { Micros } from './money.ts';

/** Levers on the baseline. Shares are fractions; what is left out is at its base. */
export interface Levers {
  /** Extra growth a year. */
  readonly growth?: number;
  /** Change of unit prices. */
  readonly price?: number;
  /** Change of usage. */
  readonly usage?: number;
  /** Discount on what commitments cover. */
  readonly commitmentDiscount?: number;
  /** Share of usage that commitments cover. */
  readonly commitmentCoverage?: number;
  /** Change of usage for a dimension value (`"team:payments"`). */
  readonly overrides?: Growth;
  readonly changes?: readonly PlannedChange[];
  /** Names of planned changes that are switched off, those of the scenario itself included. */
  readonly disabledChanges?: readonly string[];
  readonly budgetAmount?: Micros;
}

export const BUILT_IN_SCENARIOS = ['optimistic', 'realistic', 'pessimistic'] as const;
export type BuiltInScenario = (typeof BUILT_IN_SCENARIOS)[number];

export interface Scenario {
  readonly id: string;
  readonly name: string;
  readonly budgetId: string | null;
  /** The quantile of the baseline's paths it stands on: 0.2, 0.5 or 0.8; own scenarios 0.5. */
  readonly quantile: number;
  readonly levers: Levers;
  readonly notes: string;
}
