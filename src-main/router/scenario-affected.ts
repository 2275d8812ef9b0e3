import type { Budget, Scope } from '#shared/domain/budget.ts';
import { addMonths, monthsBetween, type Day, type Month } from '#shared/domain/calendar.ts';
import { money, toUnits, type Micros } from '#shared/domain/money.ts';
import type { Scenario } from '#shared/domain/scenario.ts';
import type { Outputs } from '#shared/contract/contract.ts';
import { compileScope } from '#shared/engine/budgets/scope.ts';
import { quantileShift } from '#shared/engine/forecast/index.ts';
import {
  moveAffected,
  scopeKey,
  type AffectedBudget,
  type PartOfSpend,
  type PlanMove,
} from '#shared/engine/scenario/affected.ts';
import { readAncestors, readChildren } from '../store/budgets.ts';
import { readMonthsOf } from '../store/budget-months.ts';
import type { Reader } from '../store/reader.ts';
import { readSettings } from '../store/settings.ts';
import { readFigures, type BudgetFigures } from './budget-figures.ts';
import { readComposition, shareWhere, sharesOf, type Composition } from './composition.ts';
import { DEFAULT_FORECAST, runForecast, scopedChange } from './forecast-run.ts';

type Answer = Outputs['scenarios']['affected']['data'];

/** Budgets right below that are followed; a person reads no more, and each has to be moved within a frame. */
const MOST_BELOW = 50;
/** Months of recent spend that say which part of an amount falls on whom; as for the composition of a budget. */
const RECENT_MONTHS = 3;

export interface AffectedRequest {
  readonly scenario: Scenario;
  readonly names: readonly string[];
  readonly scopes: readonly Scope[];
}

/** The budgets above and right below one, how they stand, and how they stand under a scenario of it. */
export function readAffected(reader: Reader, budget: Budget, asOf: Day, request: AffectedRequest): Answer {
  const run = runForecast(reader, budget, asOf, { ...DEFAULT_FORECAST, scenario: request.scenario });
  const { nextMonth } = run.history;
  const { levers, quantile } = request.scenario;
  const named = {
    names: [...new Set([...Object.keys(levers.overrides ?? {}), ...request.names])],
    scopes: scopesOf([...(levers.changes ?? []).map(({ scope }) => scope ?? []), ...request.scopes]),
  };
  const composition = readComposition(reader, budget, nextMonth);
  const { budgetAmount: _amount, changes: _changes, disabledChanges, ...simple } = levers;
  const move: PlanMove = {
    startMonth: nextMonth,
    before: run.baseline.mean,
    after: run.planned.mean,
    ...(quantile !== 0.5 && { shift: quantileShift(run.baseline.mean, run.baseline.paths, quantile) }),
    levers: simple,
    changes: (levers.changes ?? [])
      .filter(({ name }) => !(disabledChanges ?? []).includes(name))
      .map((change) => ({
        change: scopedChange(change, composition),
        scope: change.scope === undefined || change.scope.length === 0 ? null : scopeKey(change.scope),
      })),
  };
  const bounds = readSettings(reader).statusBounds;
  const { rows, below } = readRows(reader, budget, { asOf, nextMonth, composition, ...named });
  return {
    nextMonth,
    bounds,
    shares: sharesOf(composition, named.names),
    scopes: Object.fromEntries(
      named.scopes.map((scope) => [
        scopeKey(scope),
        shareWhere(composition, compileScope(scope, composition.mapping)),
      ]),
    ),
    rows: rows.map(({ of, affected }) => rowAnswer(of, affected, moveAffected(affected, move, bounds))),
    below,
  };
}

/** Each scope once; an empty one is the whole and needs no share of its own. */
function scopesOf(scopes: readonly Scope[]): Scope[] {
  return [
    ...new Map(scopes.filter(({ length }) => length > 0).map((scope) => [scopeKey(scope), scope])).values(),
  ];
}

interface Around {
  readonly asOf: Day;
  readonly nextMonth: Month;
  readonly composition: Composition;
  readonly names: readonly string[];
  readonly scopes: readonly Scope[];
}

interface Row {
  readonly of: Budget;
  readonly affected: AffectedBudget;
}

function readRows(reader: Reader, budget: Budget, around: Around): { rows: Row[]; below: number } {
  const above = readAncestors(reader, budget.id).reverse();
  const children = readChildren(reader, budget.id);
  const largest = children
    .toSorted((a, b) => (a.amount === b.amount ? 0 : a.amount > b.amount ? -1 : 1))
    .slice(0, MOST_BELOW);
  const all = [...above, ...largest];
  const figures = readFigures(reader, all, around.asOf);
  const recent = readRecent(reader, [budget, ...largest], around.nextMonth);
  const rows = all.flatMap((of): Row[] => {
    const stands = figures.get(of.id);
    if (stands === undefined) return [];
    const common = standing(of, stands, around.nextMonth);
    if (above.includes(of)) return [{ of, affected: { relation: 'above', ...common, ...NO_PARTS } }];
    const part = partOf(recent.get(of.id) ?? 0, recent.get(budget.id) ?? 0);
    const parts = readParts(reader, of, around);
    return [{ of, affected: { relation: 'below', ...common, whole: { share: 1, part }, ...parts } }];
  });
  return { rows, below: children.length };
}

const NO_PARTS = { whole: { share: 1, part: 1 }, shares: {}, scopes: {} } as const;

function standing(budget: Budget, figures: BudgetFigures, nextMonth: Month) {
  const { amount, startMonth, months } = budget;
  const { spent, atCompletion, ahead } = figures;
  const wait = ahead.length === 0 ? 0 : Math.max(0, monthsBetween(nextMonth, startMonth));
  return {
    ...{ amount, spent, atCompletion, startMonth, months },
    mean: [...new Array<number>(wait).fill(0), ...ahead.map(toUnits)],
  };
}

/** What a budget below spends on the values and in the scopes that are named: read only where some are. */
function readParts(
  reader: Reader,
  budget: Budget,
  { nextMonth, composition, names, scopes }: Around,
): Pick<AffectedBudget, 'shares' | 'scopes'> {
  if (names.length === 0 && scopes.length === 0) return { shares: {}, scopes: {} };
  const own = readComposition(reader, budget, nextMonth);
  const inScope = (scope: Scope): PartOfSpend => {
    const matches = compileScope(scope, own.mapping);
    const share = shareWhere(own, matches);
    const whole = shareWhere(composition, matches) * composition.total;
    return { share, part: partOf(share * own.total, whole) };
  };
  return {
    shares: sharesOf(own, names),
    scopes: Object.fromEntries(scopes.map((scope) => [scopeKey(scope), inScope(scope)])),
  };
}

function partOf(amount: number, whole: number): number {
  return whole > 0 ? Math.min(1, Math.max(0, amount / whole)) : 0;
}

/** What budgets spent in the recent complete months, in units. */
function readRecent(reader: Reader, budgets: readonly Budget[], nextMonth: Month): Map<string, number> {
  const first = addMonths(nextMonth, -RECENT_MONTHS);
  return new Map(
    [...readMonthsOf(reader, budgets, nextMonth, RECENT_MONTHS)].map(([id, months]) => [
      id,
      [...months].reduce((sum, [month, total]) => (month < first ? sum : sum + toUnits(total)), 0),
    ]),
  );
}

function rowAnswer(
  of: Budget,
  affected: AffectedBudget,
  moved: ReturnType<typeof moveAffected>,
): Answer['rows'][number] {
  const amount = (value: Micros) => money(value, of.currency);
  const { mean, shares, scopes, ...rest } = affected;
  return {
    ...rest,
    budgetId: of.id,
    name: of.name,
    type: of.type,
    amount: amount(affected.amount),
    spent: amount(affected.spent),
    atCompletion: amount(affected.atCompletion),
    outlook: moved.outlookBefore,
    mean: [...mean],
    whole: { ...affected.whole },
    shares: { ...shares },
    scopes: { ...scopes },
    after: {
      difference: amount(moved.difference),
      atCompletion: amount(moved.atCompletion),
      outlook: moved.outlook,
      crossing: moved.crossing,
    },
  };
}
