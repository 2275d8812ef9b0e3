import { monthsBetween, type Month } from '../../domain/calendar.ts';
import type { Growth, PlannedChange } from '../../domain/forecast.ts';
import { toUnits } from '../../domain/money.ts';
import { seededRandom } from '../random.ts';
import { emptyPaths, pathIntervals } from './paths.ts';

/** A planned change in currency units, its scope resolved to the share of the baseline that it covers. */
export interface PlanChange {
  readonly name: string;
  readonly start: Month;
  readonly end?: Month;
  readonly kind: 'step' | 'ramp' | 'oneTime';
  /** Units a month; for `oneTime`, once. */
  readonly amount?: number;
  /** Percent of the covered baseline, e.g. `-10`. */
  readonly percent?: number;
  /** Share of the baseline in the change's scope; default 1. */
  readonly share?: number;
  /** Default 1. */
  readonly probability?: number;
  /** The start may come so many months earlier or later, evenly likely; default 0. */
  readonly startSpread?: number;
  /** Standard deviation of the size as a share of it; default 0. */
  readonly sizeSpread?: number;
}

/** Levers of a scenario; as `Levers` of the domain, with changes in units. */
export interface PlanLevers {
  readonly growth?: number;
  readonly price?: number;
  readonly usage?: number;
  readonly commitmentDiscount?: number;
  readonly commitmentCoverage?: number;
  readonly overrides?: Growth;
  readonly changes?: readonly PlanChange[];
  readonly disabledChanges?: readonly string[];
}

export interface PlanRequest {
  /** The baseline: mean and joint paths from `forecastMonthly`. */
  readonly mean: ArrayLike<number>;
  readonly paths: readonly Float64Array[];
  /** The month of the first step. */
  readonly startMonth: Month;
  readonly levels?: readonly number[];
  /** Growth a year: `overall`, and for dimension values (`"team:payments"`), whose part then grows at its own rate. */
  readonly growth?: Growth;
  readonly changes?: readonly PlanChange[];
  readonly levers?: PlanLevers;
  /** The quantile of the baseline that the scenario stands on; 0.5 is the mean itself. */
  readonly quantile?: number;
  /** How far that quantile lies from the mean, by month, where it is known already; else it is taken from the paths. */
  readonly shift?: ArrayLike<number>;
  /** Share of the baseline by dimension value, for growth and overrides of values. */
  readonly composition?: Growth;
  readonly seed?: number;
  /** Costs cannot be negative; default true where no baseline path is negative. */
  readonly nonNegative?: boolean;
}

export const PLAN_PARTS = ['baseline', 'growth', 'changes', 'scenario'] as const;

export interface PlannedForecast {
  readonly mean: Float64Array;
  readonly intervals: Readonly<Record<string, readonly (readonly [number, number])[]>>;
  readonly paths: readonly Float64Array[];
  /** Baseline, growth, changes, scenario: for each month they add up to the mean. */
  readonly parts: readonly { readonly name: (typeof PLAN_PARTS)[number]; readonly months: Float64Array }[];
}

/** The engine's form of a planned change; `share` is the part of the baseline in its scope. */
export function planChangeOf(change: PlannedChange, share = 1): PlanChange {
  return {
    name: change.name,
    start: change.start,
    kind: change.kind,
    share,
    ...(change.end === undefined ? {} : { end: change.end }),
    ...(change.amount === undefined ? {} : { amount: toUnits(change.amount) }),
    ...(change.percent === undefined ? {} : { percent: change.percent }),
    ...(change.probability === undefined ? {} : { probability: change.probability }),
    ...(change.startSpread === undefined ? {} : { startSpread: change.startSpread }),
    ...(change.sizeSpread === undefined ? {} : { sizeSpread: change.sizeSpread }),
  };
}

/** A ramp without an end takes a year. */
const RAMP_MONTHS = 12;

/**
 * Applies growth, planned changes and a scenario to a baseline, path by path. The k-th month is multiplied by
 * (1 + g)^(k/12); a change adds its amount, and its percent of the baseline, with its probability; levers multiply the
 * grown baseline. Means are expected values; every path draws whether, when and how large each change is. A change cannot
 * save more than is spent: the part it belongs to is that much smaller. Quick enough for a slider: 500 paths of 36 months
 * take a few milliseconds.
 *
 * @example applyPlan({ mean: [100], paths: [], startMonth: '2026-01', growth: { overall: 0.12 } }).mean // [100 × 1.12^(1/12)]
 */
export function applyPlan(request: PlanRequest): PlannedForecast {
  const { mean, paths, startMonth, levels = [80, 95], levers = {} } = request;
  const horizon = mean.length;
  const composition = request.composition ?? {};
  const growth = growthFactors(request.growth ?? {}, composition, horizon);
  const scenario = leverFactors(levers, composition, horizon);
  const shift = Float64Array.from(request.shift ?? quantileShift(mean, paths, request.quantile ?? 0.5));
  const disabled = new Set(levers.disabledChanges ?? []);
  const planned = request.changes ?? [];
  const kept = [...planned, ...(levers.changes ?? [])].filter(({ name }) => !disabled.has(name));
  const before = expectedChanges(planned, mean, startMonth);
  const after = expectedChanges(kept, mean, startMonth);

  const base = Float64Array.from(mean);
  const grown = base.map((value, step) => value * (growth[step]! - 1));
  const scenarioPart = base.map((value, step) => {
    const moved = (value + shift[step]!) * growth[step]! * scenario[step]! - value * growth[step]!;
    return moved + after[step]! - before[step]!;
  });
  const nonNegative =
    request.nonNegative ?? ![base, ...paths].some((path) => path.some((value) => value < 0));
  const { moved, tooMuch } = movePaths({
    paths,
    growth,
    scenario,
    shift,
    changes: kept,
    startMonth,
    seed: request.seed ?? 0,
    nonNegative,
  });
  const sumAt = (step: number): number => base[step]! + grown[step]! + before[step]! + scenarioPart[step]!;
  if (nonNegative) {
    const cutting = kept.length === planned.length ? before : scenarioPart;
    tooMuch.forEach((value, step) => (cutting[step]! += Math.max(value, -sumAt(step), 0)));
  }
  const total = base.map((_, step) => sumAt(step));
  return {
    mean: total,
    intervals: pathIntervals(moved, levels, total),
    paths: moved,
    parts: [
      { name: 'baseline', months: base },
      { name: 'growth', months: grown },
      { name: 'changes', months: before },
      { name: 'scenario', months: scenarioPart },
    ],
  };
}

/** (1 + g)^(k/12) of the k-th month; the parts of dimension values with a rate of their own grow at theirs. */
function growthFactors(growth: Growth, composition: Growth, horizon: number): Float64Array {
  const overall = growth['overall'] ?? 0;
  const own = Object.entries(growth).filter(([key]) => key !== 'overall' && composition[key] !== undefined);
  const rest = 1 - own.reduce((sum, [key]) => sum + (composition[key] ?? 0), 0);
  return Float64Array.from({ length: horizon }, (_, step) => {
    const years = (step + 1) / 12;
    const parts = own.map(([key, rate]) => (composition[key] ?? 0) * compound(rate, years));
    return parts.reduce((sum, part) => sum + part, rest * compound(overall, years));
  });
}

function compound(rate: number, years: number): number {
  return Math.max(0, 1 + rate) ** years;
}

function leverFactors(levers: PlanLevers, composition: Growth, horizon: number): Float64Array {
  const overrides = Object.entries(levers.overrides ?? {});
  const moved = overrides.reduce((sum, [key, change]) => sum + (composition[key] ?? 0) * change, 0);
  const usage = Math.max(0, 1 + (levers.usage ?? 0)) * Math.max(0, 1 + moved);
  const price = Math.max(0, 1 + (levers.price ?? 0));
  const commitment = 1 - (levers.commitmentDiscount ?? 0) * (levers.commitmentCoverage ?? 0);
  return Float64Array.from(
    { length: horizon },
    (_, step) => compound(levers.growth ?? 0, (step + 1) / 12) * usage * price * commitment,
  );
}

/** How far the mean of the tenth of the paths around a quantile of the total lies from the mean of all. */
export function quantileShift(
  mean: ArrayLike<number>,
  paths: readonly Float64Array[],
  share: number,
): Float64Array {
  const shift = new Float64Array(mean.length);
  if (share === 0.5 || paths.length === 0) return shift;
  const ranked = paths
    .map((path) => ({ path, total: path.reduce((sum, value) => sum + value, 0) }))
    .sort((a, b) => a.total - b.total);
  const half = Math.max(1, Math.round(ranked.length * 0.05));
  const centre = Math.round(share * (ranked.length - 1));
  const near = ranked.slice(Math.max(0, centre - half), centre + half + 1);
  for (let step = 0; step < shift.length; step += 1) {
    shift[step] = near.reduce((sum, { path }) => sum + path[step]!, 0) / near.length - mean[step]!;
  }
  return shift;
}

/** The part of a change that is in force `offset` months after its start: 1 in full. */
function inForce(change: PlanChange, offset: number): number {
  if (offset < 0) return 0;
  if (change.kind === 'oneTime') return offset === 0 ? 1 : 0;
  const length = change.end === undefined ? undefined : monthsBetween(change.start, change.end) + 1;
  if (change.kind === 'step') return length !== undefined && offset >= length ? 0 : 1;
  return Math.min(1, (offset + 1) / Math.max(1, length ?? RAMP_MONTHS));
}

function expectedChanges(
  changes: readonly PlanChange[],
  mean: ArrayLike<number>,
  start: Month,
): Float64Array {
  const total = new Float64Array(mean.length);
  for (const change of changes) {
    const first = monthsBetween(start, change.start);
    const spread = Math.max(0, Math.round(change.startSpread ?? 0));
    const weight = (change.probability ?? 1) / (2 * spread + 1);
    for (let step = 0; step < total.length; step += 1) {
      let share = 0;
      for (let late = -spread; late <= spread; late += 1) share += inForce(change, step - first - late);
      total[step]! += share * weight * sizeOf(change, mean[step]!);
    }
  }
  return total;
}

function sizeOf(change: PlanChange, baseline: number): number {
  return (change.amount ?? 0) + ((change.percent ?? 0) / 100) * (change.share ?? 1) * baseline;
}

interface PathMove {
  readonly paths: readonly Float64Array[];
  readonly growth: Float64Array;
  readonly scenario: Float64Array;
  readonly shift: Float64Array;
  readonly changes: readonly PlanChange[];
  readonly startMonth: Month;
  readonly seed: number;
  readonly nonNegative: boolean;
}

interface MovedPaths {
  readonly moved: Float64Array[];
  /** How far changes take a step below zero, on the mean of the paths: where costs end at zero, that cannot be saved. */
  readonly tooMuch: Float64Array;
}

function movePaths({
  paths,
  growth,
  scenario,
  shift,
  changes,
  startMonth,
  seed,
  nonNegative,
}: PathMove): MovedPaths {
  const horizon = growth.length;
  const moved = emptyPaths(paths.length, horizon);
  const below = new Float64Array(horizon);
  const random = seededRandom(seed);
  const firsts = changes.map((change) => monthsBetween(startMonth, change.start));
  const profiles = changes.map((change) => profileOf(change, horizon));
  paths.forEach((path, row) => {
    const out = moved[row]!;
    for (let step = 0; step < horizon; step += 1) {
      out[step] = (path[step]! + shift[step]!) * growth[step]! * scenario[step]!;
      below[step]! += Math.min(0, out[step]!);
    }
    changes.forEach((change, index) => {
      const happens = random.next() < (change.probability ?? 1);
      const spread = Math.max(0, Math.round(change.startSpread ?? 0));
      const late = spread > 0 ? random.integer(2 * spread + 1) - spread : 0;
      const size = change.sizeSpread ? Math.max(0, 1 + change.sizeSpread * random.normal()) : 1;
      if (!happens) return;
      const first = firsts[index]! + late;
      const profile = profiles[index]!;
      for (let step = Math.max(0, first); step < horizon; step += 1) {
        const offset = Math.min(step - first, profile.length - 1);
        out[step]! += size * profile[offset]! * sizeOf(change, path[step]!);
      }
    });
    for (let step = 0; step < horizon; step += 1) {
      if (out[step]! >= 0) continue;
      below[step]! -= out[step]!;
      if (nonNegative) out[step] = 0;
    }
  });
  return { moved, tooMuch: below.map((value) => value / Math.max(1, paths.length)) };
}

/** `inForce` of every offset up to where it no longer changes. */
function profileOf(change: PlanChange, horizon: number): Float64Array {
  const length = change.end === undefined ? RAMP_MONTHS : monthsBetween(change.start, change.end) + 1;
  return Float64Array.from({ length: Math.max(2, length + 1, horizon) }, (_, offset) =>
    inForce(change, offset),
  );
}
