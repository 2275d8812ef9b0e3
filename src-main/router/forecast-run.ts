import { createHash } from 'node:crypto';
import type { Budget } from '#shared/domain/budget.ts';
import { addMonths, monthsBetween, type Day, type Month } from '#shared/domain/calendar.ts';
import type {
  ForecastModel,
  ForecastPoint,
  Growth,
  PlannedChange,
  StoredForecast,
} from '#shared/domain/forecast.ts';
import { fromUnits, sumMicros, toMicros, toUnits, type Micros } from '#shared/domain/money.ts';
import type { Scenario } from '#shared/domain/scenario.ts';
import {
  applyPlan,
  planChangeOf,
  type PlanChange,
  type PlannedForecast,
  type SeriesForecast,
} from '#shared/engine/forecast/index.ts';
import { outcomeOf, type BudgetPeriod } from '#shared/engine/scenario/what-if.ts';
import { seedOf } from '#shared/engine/random.ts';
import { compileScope } from '#shared/engine/budgets/scope.ts';
import type { Reader } from '../store/reader.ts';
import { readHistory, type BudgetHistory } from './budget-history.ts';
import { readBaseline } from './forecast-baseline.ts';
import { readTreatments } from './one-off-choices.ts';
import { readComposition, sharesOf, shareWhere, type Composition } from './composition.ts';

export interface ForecastRequest {
  readonly months: number;
  readonly model: ForecastModel;
  readonly levels: readonly number[];
  readonly growth: Growth;
  readonly changes: readonly PlannedChange[];
  readonly scenario: Scenario | null;
}

export const DEFAULT_FORECAST: ForecastRequest = {
  months: 6,
  model: 'auto',
  levels: [80, 95],
  growth: {},
  changes: [],
  scenario: null,
};

/** A forecast of a budget before it is stored, with what the picture and the odds are made from. */
export interface ForecastRun {
  readonly history: BudgetHistory;
  readonly baseline: SeriesForecast;
  readonly planned: PlannedForecast;
  readonly stored: Omit<StoredForecast, 'id' | 'createdAt'>;
}

/** Models are judged over a year ahead, so that asking for fewer months does not change the choice. */
export const USUAL_HORIZON = 12;

/** Which version of the engine made a forecast; raised when its numbers change. */
const ENGINE_VERSION = '1';

/**
 * Forecasts a budget with all below it: baseline from its history, then growth, planned changes and scenario path by path,
 * and the odds that the period passes its amount. The paths reach the period's end even where fewer months are asked for.
 */
export function runForecast(
  reader: Reader,
  budget: Budget,
  asOf: Day,
  request: ForecastRequest,
): ForecastRun {
  const history = readHistory(reader, budget, asOf);
  const remaining = monthsBetween(history.nextMonth, addMonths(budget.startMonth, budget.months));
  const horizon = Math.max(request.months, remaining, USUAL_HORIZON);
  const baseline = readBaseline(reader, budget, history, asOf, {
    model: request.model,
    levels: request.levels,
    horizon,
  });
  const planned = applyRequest(reader, budget, history, baseline, request);
  const { atCompletion, ...odds } = outcomeOf(periodOf(budget, history, request.scenario), planned);
  const parts = partsOf(planned, request.months);
  return {
    history,
    baseline,
    planned,
    stored: {
      budgetId: budget.id,
      asOf,
      model: baseline.model,
      why: baseline.why,
      currency: budget.currency,
      scenario: request.scenario?.id ?? null,
      points: pointsOf(planned, parts, history.nextMonth, request.months),
      accuracy: baseline.accuracy,
      candidates: baseline.candidates,
      breach: isKnown(history, request, odds.probability)
        ? { ...odds, expectedOverrun: fromUnits(odds.expectedOverrun) }
        : null,
      parts,
      atCompletion,
      inputsHash: hashOf({
        values: history.values.map(String),
        gaps: [...history.gaps],
        start: history.startMonth,
        request: describe(request),
        treatments: readTreatments(reader, budget, history),
      }),
      engineVersion: ENGINE_VERSION,
      parameters: baseline.parameters,
      criterion: { aicc: baseline.aicc, logLikelihood: baseline.logLikelihood },
      adjustments: baseline.adjustments.map(({ index, reason, from, to }) => ({
        month: addMonths(history.startMonth, index),
        reason,
        from: from === null ? null : fromUnits(from),
        to: fromUnits(to),
      })),
    },
  };
}

/** Without a complete month or a plan the paths are zeros, and that none of them passes the amount says nothing. */
function isKnown(history: BudgetHistory, request: ForecastRequest, probability: number): boolean {
  const planned = [...request.changes, ...(request.scenario?.levers.changes ?? [])];
  return history.values.length > 0 || planned.length > 0 || probability > 0;
}

function applyRequest(
  reader: Reader,
  budget: Budget,
  history: BudgetHistory,
  baseline: SeriesForecast,
  request: ForecastRequest,
): PlannedForecast {
  const levers = request.scenario?.levers ?? {};
  const composition = readComposition(reader, budget, history.nextMonth);
  const names = [...Object.keys(request.growth), ...Object.keys(levers.overrides ?? {})].filter(
    (name) => name !== 'overall',
  );
  const { budgetAmount: _budget, changes: leverChanges, ...rest } = levers;
  return applyPlan({
    mean: baseline.mean,
    paths: baseline.paths,
    startMonth: history.nextMonth,
    levels: request.levels,
    growth: request.growth,
    changes: request.changes.map((change) => scopedChange(change, composition)),
    levers: {
      ...rest,
      ...(leverChanges && { changes: leverChanges.map((change) => scopedChange(change, composition)) }),
    },
    quantile: request.scenario?.quantile ?? 0.5,
    composition: sharesOf(composition, names),
    seed: seedOf(budget.id),
  });
}

/** A planned change in the engine's form, its scope resolved to the share of a budget's recent spend. */
export function scopedChange(change: PlannedChange, composition: Composition): PlanChange {
  if (change.scope === undefined || change.scope.length === 0) return planChangeOf(change);
  const matches = compileScope(change.scope, composition.mapping);
  return planChangeOf(change, shareWhere(composition, matches));
}

/** Spend of the budget period's complete months. */
export function spentOfPeriod(budget: Budget, history: BudgetHistory): Micros[] {
  const done = Math.min(budget.months, Math.max(0, monthsBetween(budget.startMonth, history.nextMonth)));
  const skipped = monthsBetween(history.startMonth, budget.startMonth);
  return Array.from({ length: done }, (_, index) => history.values[index + skipped] ?? toMicros(0));
}

/** The budget's period as the odds are taken over it; a scenario may put another amount. */
function periodOf(budget: Budget, history: BudgetHistory, scenario: Scenario | null): BudgetPeriod {
  return {
    startMonth: budget.startMonth,
    months: budget.months,
    spentByMonth: spentOfPeriod(budget, history).map(toUnits),
    nextMonth: history.nextMonth,
    amount: toUnits(scenario?.levers.budgetAmount ?? budget.amount),
  };
}

function partsOf(planned: PlannedForecast, months: number): { name: string; months: Micros[] }[] {
  return planned.parts.map(({ name, months: values }) => ({
    name,
    months: Array.from(values.subarray(0, months), fromUnits),
  }));
}

/** The mean is the sum of its parts as they are shown, so that they add up to it exactly. */
function pointsOf(
  planned: PlannedForecast,
  parts: readonly { months: readonly Micros[] }[],
  start: Month,
  months: number,
): ForecastPoint[] {
  return Array.from({ length: months }, (_, index) => ({
    month: addMonths(start, index),
    mean: sumMicros(parts.map((part) => part.months[index] ?? toMicros(0))),
    intervals: Object.fromEntries(
      Object.entries(planned.intervals).map(([level, limits]) => {
        const [low, high] = limits[index] ?? [0, 0];
        return [level, [fromUnits(low), fromUnits(high)] as const];
      }),
    ),
  }));
}

function describe(request: ForecastRequest): unknown {
  return JSON.parse(
    JSON.stringify(request, (_key, value: unknown) => (typeof value === 'bigint' ? value.toString() : value)),
  );
}

function hashOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}
