import type { Risk } from '../../domain/approval.ts';
import { multiplyByRatio, toMicros, type Micros } from '../../domain/money.ts';
import { RISK_PARTS, type ApprovalPolicy, type RiskPartName } from './policy.ts';

/** What is known about a request when it is made. */
export interface RiskInput {
  /** The budget's amount as it is. */
  readonly budgeted: Micros;
  /** The total that is asked for. */
  readonly requested: Micros;
  /** What the parent has not given to any child, before the request; null for a root. */
  readonly parentUnallocated: Micros | null;
  /** P(breach) of the latest forecast, 0–1; null where there is none. */
  readonly breachProbability: number | null;
  /** Width of the forecast's interval as a fraction of its mean; null where there is none. */
  readonly forecastSpread: number | null;
  /** The part of the period that is still to come, 0–1. */
  readonly timeLeft: number;
  /** How often this budget ended a month or a period over its plan. */
  readonly pastOverruns: number;
  /** 0 for a root. */
  readonly depth: number;
}

/** What is not known counts half: neither safe nor dangerous. */
const UNKNOWN = 0.5;

/**
 * The risk of granting a request, 0–100: the sum of value (0–1) × weight (points) of seven parts, each of them kept. Values
 * and score are rounded to four decimals.
 *
 * @example a raise by 50 % of a root: overrunPercent counts in full, 1 × 45 points
 */
export function assessRisk(input: RiskInput, policy: ApprovalPolicy): Risk {
  const { scales } = policy;
  const percent = overrunPercent(input.budgeted, input.requested);
  const values: Record<RiskPartName, number> = {
    overrunPercent: percent / scales.overrunPercent,
    overrunOfUnallocated: ofUnallocated(input, percent, scales.rootReservePercent),
    breachProbability: input.breachProbability ?? UNKNOWN,
    forecastSpread: input.forecastSpread === null ? UNKNOWN : input.forecastSpread / scales.forecastSpread,
    timeLeft: input.timeLeft,
    pastOverruns: input.pastOverruns / scales.pastOverruns,
    treeLevel: 1 - input.depth / scales.treeDepth,
  };
  const parts = RISK_PARTS.map((name) => ({
    name,
    value: Math.round(clamp(values[name]) * 1e4) / 1e4,
    weight: policy.weights[name],
  }));
  const score = parts.reduce((sum, { value, weight }) => sum + value * weight, 0);
  return { score: Math.round(score * 1e4) / 1e4, parts };
}

/**
 * How far a total lies over the budgeted amount, in percent of it, to four decimals; never below 0. Over a budget of
 * nothing: 100.
 *
 * @example overrunPercent(toMicros(200n), toMicros(250n)) // 25
 */
export function overrunPercent(budgeted: Micros, requested: Micros): number {
  if (requested <= budgeted) return 0;
  if (budgeted <= 0n) return 100;
  return Number(multiplyByRatio(toMicros(requested - budgeted), 1_000_000n, budgeted)) / 10_000;
}

function ofUnallocated(input: RiskInput, percent: number, rootReservePercent: number): number {
  if (input.parentUnallocated === null) return percent / rootReservePercent;
  const overrun = input.requested - input.budgeted;
  if (overrun <= 0n) return 0;
  if (input.parentUnallocated <= 0n) return 1;
  return Number(multiplyByRatio(toMicros(overrun), 1_000_000n, input.parentUnallocated)) / 1e6;
}

function clamp(value: number): number {
  return Math.min(1, Math.max(0, value));
}
