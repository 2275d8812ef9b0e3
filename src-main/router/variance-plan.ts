import { HeadroomError, notFound } from '#shared/contract/errors.ts';
import {
  addDays,
  addMonths,
  firstDayOf,
  monthsBetween,
  type Day,
  type Month,
} from '#shared/domain/calendar.ts';
import type { Budget, Scope } from '#shared/domain/budget.ts';
import { ZERO, type Micros } from '#shared/domain/money.ts';
import type { StoredForecast } from '#shared/domain/forecast.ts';
import type { Scenario } from '#shared/domain/scenario.ts';
import { pinnedPlan, type PlannedBudget } from '#shared/engine/variance/pinned-plan.ts';
import type { VarianceCell } from '#shared/engine/variance/rows.ts';
import { readForecast, readForecasts } from '../store/forecasts.ts';
import type { Reader } from '../store/reader.ts';
import { readSettings } from '../store/settings.ts';
import { branchAsKnown } from './budget-past.ts';
import { DEFAULT_FORECAST, runForecast } from './forecast-run.ts';
import { requireScenario } from './scenario-list.ts';
import type { VarianceRequest } from './variance-request.ts';
import { timeValue } from './variance-spend.ts';

/** The plan side of a comparison: its cells, how a sentence names it, and why it has no effects. */
export interface PlanSide {
  readonly cells: VarianceCell[];
  readonly name: string;
  readonly effectsReason: string;
}

/** What a budget plans for a month; null where it has no plan of its own, so that what is above it stands for it. */
type PlanOf = (budget: Budget, month: Month) => Micros | null;

const NO_QUANTITIES =
  'has no quantities, so the difference cannot be split into price, volume and mix; it is attributed by item and by the shifts, spikes and trends found in the actuals';

/** The plan of the request: of the budgets, of a forecast or of a scenario. */
export function readPlan(reader: Reader, budget: Budget, request: VarianceRequest): PlanSide {
  const { kind, id } = request.against;
  if (kind === 'forecast') return forecastPlan(reader, budget, request, id);
  if (kind === 'scenario') return scenarioPlan(reader, budget, request, requireScenario(reader, id ?? ''));
  const planOf: PlanOf = (each, month) => each.plan[monthsBetween(each.startMonth, month)] ?? ZERO;
  return {
    cells: cellsOf(reader, budget, request, planOf),
    name: 'budget',
    effectsReason: `A budget ${NO_QUANTITIES}.`,
  };
}

/** The cells of each month by itself, so that months and quarters can be rows. */
function cellsOf(reader: Reader, root: Budget, request: VarianceRequest, planOf: PlanOf): VarianceCell[] {
  const known = branchAsKnown(reader, root, request.knownAt);
  const { branch } = known;
  const above = known.above.flatMap(({ scope }) => scope);
  const { fiscalYearStart } = readSettings(reader);
  const dimensions = request.by.filter((name) => name !== 'month' && name !== 'quarter');
  return monthsOf(request).flatMap((month) =>
    pinnedPlan(plannedOf(root, branch, above, month, planOf), dimensions).map((cell) => {
      const values = [...cell.values];
      return {
        ...cell,
        values: request.by.map((name) =>
          name === 'month' || name === 'quarter'
            ? timeValue(name, month, fiscalYearStart)
            : (values.shift() ?? ''),
        ),
      };
    }),
  );
}

export function monthsOf({ from, to }: Pick<VarianceRequest, 'from' | 'to'>): Month[] {
  return Array.from({ length: monthsBetween(from, to) + 1 }, (_, index) => addMonths(from, index));
}

/** The branch's budgets of a month. One without a plan is left out, and those below it hang on what is above it. */
function plannedOf(
  root: Budget,
  branch: readonly Budget[],
  above: Scope,
  month: Month,
  planOf: PlanOf,
): PlannedBudget[] {
  const byId = new Map(branch.map((budget) => [budget.id, budget]));
  const plans = new Map(branch.map((budget) => [budget.id, planOf(budget, month)]));
  const parentOf = (budget: Budget): { parentId: string; scope: Scope } => {
    let [parent, scope] = [byId.get(budget.parentId ?? ''), budget.scope];
    while (parent !== undefined && parent.id !== root.id && plans.get(parent.id) === null) {
      scope = [...parent.scope, ...scope];
      parent = byId.get(parent.parentId ?? '');
    }
    return { parentId: parent?.id ?? root.id, scope };
  };
  const below = branch.filter((budget) => budget.id !== root.id && plans.get(budget.id) !== null);
  return [
    { id: root.id, parentId: null, scope: [...above, ...root.scope], plan: plans.get(root.id) ?? ZERO },
    ...below.map((budget) => ({ id: budget.id, ...parentOf(budget), plan: plans.get(budget.id) ?? ZERO })),
  ];
}

/** The day before the period, but not after asOf: where a forecast of it would have stood. */
function eve(request: VarianceRequest): Day {
  const before = addDays(firstDayOf(request.from), -1);
  return before < request.asOf ? before : request.asOf;
}

/**
 * Each month by the forecast as it was stored then: the latest that stood before the month began. Where nothing was stored in
 * time, the same engine says what it would have forecast on the eve of the period, and the name tells so.
 */
function forecastPlan(reader: Reader, budget: Budget, request: VarianceRequest, id: string | null): PlanSide {
  const effectsReason = `A forecast ${NO_QUANTITIES}.`;
  const isKnown = (forecast: StoredForecast): boolean =>
    request.knownAt === undefined || forecast.createdAt <= request.knownAt;
  if (id !== null && id !== 'latest') {
    const named = requireForecast(reader, budget, id, request);
    const planOf: PlanOf = (each, month) => (each.id === budget.id ? (meanOf(named, month) ?? ZERO) : null);
    return {
      cells: cellsOf(reader, budget, request, planOf),
      name: `forecast ${named.id} of ${named.asOf}`,
      effectsReason,
    };
  }
  const stored = new Map<string, StoredForecast[]>();
  const planFrom = (each: Budget, month: Month): Micros | null => {
    const known =
      stored.get(each.id) ??
      readForecasts(reader, each.id).filter((forecast) => forecast.scenario === null && isKnown(forecast));
    stored.set(each.id, known);
    const inTime = known.filter(({ asOf }) => id === 'latest' || asOf < firstDayOf(month));
    return meanOf(
      inTime.find((forecast) => meanOf(forecast, month) !== null),
      month,
    );
  };
  if (monthsOf(request).every((month) => planFrom(budget, month) !== null))
    return { cells: cellsOf(reader, budget, request, planFrom), name: 'forecast', effectsReason };
  if (request.knownAt !== undefined)
    throw new HeadroomError(
      'rule_broken',
      `No forecast was stored by ${request.knownAt} for every month of ${request.from} to ${request.to}, and a new one would stand on what is known today; compare with budget, previous or lastYear.`,
      { knownAt: request.knownAt },
    );
  return retrospective(reader, budget, request, null, effectsReason);
}

function scenarioPlan(
  reader: Reader,
  budget: Budget,
  request: VarianceRequest,
  scenario: Scenario,
): PlanSide {
  return retrospective(reader, budget, request, scenario, `A scenario ${NO_QUANTITIES}.`);
}

function retrospective(
  reader: Reader,
  budget: Budget,
  request: VarianceRequest,
  scenario: Scenario | null,
  effectsReason: string,
): PlanSide {
  const asOf = eve(request);
  const run = runForecast(reader, budget, asOf, {
    ...DEFAULT_FORECAST,
    months: horizonOf(reader, budget, request, asOf),
    scenario,
  });
  if (run.history.values.length === 0)
    throw new HeadroomError(
      'rule_broken',
      `There is no history before ${request.from} to forecast from, and no forecast was stored in time; compare with budget, previous or lastYear.`,
      { from: request.from },
    );
  const means = new Map(run.stored.points.map(({ month, mean }) => [month, mean]));
  const planOf: PlanOf = (each, month) => (each.id === budget.id ? (means.get(month) ?? ZERO) : null);
  const what = scenario === null ? 'forecast' : `scenario ${scenario.name}`;
  return { cells: cellsOf(reader, budget, request, planOf), name: `${what} as of ${asOf}`, effectsReason };
}

/** Far enough for the last month of the period, counted from the month after the eve. */
function horizonOf(reader: Reader, budget: Budget, request: VarianceRequest, asOf: Day): number {
  const open = runForecast(reader, budget, asOf, { ...DEFAULT_FORECAST, months: 1 }).history.nextMonth;
  return Math.max(1, monthsBetween(open, request.to) + 1);
}

function requireForecast(
  reader: Reader,
  budget: Budget,
  id: string,
  request: VarianceRequest,
): StoredForecast {
  const found = readForecast(reader, id);
  if (found?.budgetId !== budget.id) throw notFound('forecast of this budget', id, `"forecast ${budget.id}"`);
  if (request.knownAt !== undefined && found.createdAt > request.knownAt)
    throw new HeadroomError('rule_broken', `The forecast ${id} was stored after ${request.knownAt}.`, { id });
  if (monthsOf(request).some((month) => meanOf(found, month) !== null)) return found;
  throw new HeadroomError(
    'rule_broken',
    `The forecast ${id} covers ${found.points[0]?.month ?? 'no month'} to ${found.points.at(-1)?.month ?? ''}, no month of ${request.from} to ${request.to}.`,
    { id },
  );
}

function meanOf(forecast: StoredForecast | undefined, month: Month): Micros | null {
  return forecast?.points.find((point) => point.month === month)?.mean ?? null;
}
