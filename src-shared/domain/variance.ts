import type { Micros } from './money.ts';

export type VarianceDirection = 'adverse' | 'favourable' | 'none';

/** The parts of a change against an earlier period; they add up to the variance exactly. */
export interface VarianceEffects {
  readonly price: Micros;
  readonly volume: Micros;
  readonly mix: Micros;
  readonly new: Micros;
  readonly discontinued: Micros;
  readonly oneOff: Micros;
}

/** What the actuals of a row cost in two months of the period, and what made the change; the effects add up to it exactly. */
export interface ActualsChange {
  readonly before: Micros;
  readonly after: Micros;
  readonly effects: VarianceEffects;
}

/** Whether a difference goes away by itself (timing), stays (permanent), or is partly each. */
export const JUDGEMENTS = ['timing', 'permanent', 'split'] as const;
export type JudgementKind = (typeof JUDGEMENTS)[number];

/** What somebody judged about a row's variance. */
export interface Judgement {
  readonly kind: JudgementKind;
  /** The part of a split that is timing; the rest is permanent. */
  readonly timing?: Micros;
}

/** A row's variance by what was judged of it and of the rows in it; the three add up to the variance exactly. */
export interface Attribution {
  /** What was judged of the row itself; null where nothing was. */
  readonly kind: JudgementKind | null;
  readonly timing: Micros;
  readonly permanent: Micros;
  /** What nobody judged. */
  readonly open: Micros;
}

export interface VarianceRow {
  readonly key: Readonly<Record<string, string>>;
  readonly plan: Micros;
  readonly actual: Micros;
  readonly variance: Micros;
  /** Percent of plan; null where the plan is zero. */
  readonly percent: number | null;
  readonly direction: VarianceDirection;
  readonly effects?: VarianceEffects;
  readonly effectsReason?: string;
  /** Against a plan, which has no quantities: how rate and volume of the actuals themselves moved over the period. */
  readonly actualsChange?: ActualsChange;
  readonly material: boolean;
  /** There where somebody judged a row of the comparison. */
  readonly attribution?: Attribution;
  readonly commentary?: string;
}

/** A row is material when it passes both bounds. */
export interface Materiality {
  readonly amount: Micros;
  readonly percent: number;
}

/** Variance = actual − plan; for cost, over is adverse. */
export function directionOf(variance: Micros): VarianceDirection {
  return variance > 0n ? 'adverse' : variance < 0n ? 'favourable' : 'none';
}
