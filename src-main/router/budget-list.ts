import type { BudgetAnswer } from '#shared/contract/budget-shapes.ts';
import { BUDGET_SORTS, type BudgetQuery } from '#shared/contract/budgets.ts';
import { HeadroomError } from '#shared/contract/errors.ts';
import { BUDGET_STATUSES, type Budget, type BudgetStatus } from '#shared/domain/budget.ts';
import type { Day } from '#shared/domain/calendar.ts';
import { byUrgency } from '#shared/engine/budgets/status.ts';
import { readPaths } from '../store/ancestors.ts';
import { findBudgetIds, readBudgetsById } from '../store/budgets.ts';
import type { Reader } from '../store/reader.ts';
import { findStanding, type StandingPage } from '../store/standing.ts';
import { findInTreeOrder, needsWholeOrder } from '../store/tree-order.ts';
import { budgetAnswer, budgetAnswers } from './budget-answers.ts';
import { readFigures, type BudgetFigures } from './budget-figures.ts';
import { pastAnswers } from './budget-past.ts';
import { isStanding } from './budget-standing.ts';
import type { Question } from './question.ts';

type Sort = (typeof BUDGET_SORTS)[number];

const DEFAULT_PAGE = 200;

/** What is asked of budgets, and the day that they are seen from. */
interface Listing {
  readonly query: BudgetQuery;
  readonly asOf: Day;
}

/** A page of budgets that nobody should wait for but who asked. */
export const budgetList: Question<Listing, Page> = { name: 'budgets', answer: listBudgets };

/** Orders of which the store keeps an index. */
const QUICK: ReadonlySet<Sort> = new Set(['outlook', 'name']);

/** Whether a page of budgets takes a look at all of them: at their names, at their figures, or at another day. */
export function looksAtAll(reader: Reader, { query, asOf }: Listing): boolean {
  const { knownAt, parentId, q, type, owner, status, outlook, offset = 0 } = query;
  const { sort, isDescending } = sortOf(query.sort);
  if (knownAt !== undefined) return true;
  // The tree is walked to whatever passes, wherever that lies.
  if (sort === 'path')
    return (
      [parentId, q, type, owner, status, outlook].some((one) => one !== undefined) ||
      needsWholeOrder(isDescending, offset)
    );
  if (parentId !== undefined) return false;
  return q !== undefined || !QUICK.has(sort) || !isStanding(reader, asOf);
}

interface Page {
  readonly data: BudgetAnswer[];
  readonly total: number;
  readonly limit: number;
  readonly offset: number;
}

/**
 * One page of budgets. On the day the workspace stands on, the store filters and orders by what it keeps, and figures are read
 * for the page alone; on any other day a filter or an order by figures needs those of all candidates.
 */
export function listBudgets(reader: Reader, { query, asOf }: Listing): Page {
  const { limit = DEFAULT_PAGE, offset = 0 } = query;
  const { sort, isDescending } = sortOf(query.sort);
  if (query.knownAt !== undefined) {
    const all = pastAnswers(reader, asOf, query.knownAt).filter((budget) => matches(budget, query));
    const sorted = all.sort(directed(ANSWER_ORDERS[sort], isDescending));
    return { data: sorted.slice(offset, offset + limit), total: all.length, limit, offset };
  }
  const kept = keptPage(reader, query, asOf);
  if (kept !== undefined) {
    const page = readBudgetsById(reader, kept.ids);
    return { data: budgetAnswers(reader, page, asOf), total: kept.total, limit, offset };
  }
  return workedOut(reader, query, asOf);
}

/** A page by what the store keeps; undefined where it keeps the figures of another day and they count. */
function keptPage(reader: Reader, query: BudgetQuery, asOf: Day): StandingPage | undefined {
  const { limit = DEFAULT_PAGE, offset = 0, status, outlook } = query;
  const { sort, isDescending } = sortOf(query.sort);
  const filter = columnsOf(query);
  const needsFigures = status !== undefined || outlook !== undefined;
  if (sort === 'path')
    return needsFigures ? undefined : findInTreeOrder(reader, filter, isDescending, limit, offset);
  if (!isStanding(reader, asOf)) return undefined;
  const order = sort === 'outlook' ? 'urgency' : sort;
  return findStanding(reader, { ...filter, status, outlook }, order, isDescending, limit, offset);
}

function workedOut(reader: Reader, query: BudgetQuery, asOf: Day): Page {
  const { limit = DEFAULT_PAGE, offset = 0 } = query;
  const { sort, isDescending } = sortOf(query.sort);
  const ids =
    sort === 'path'
      ? findInTreeOrder(reader, columnsOf(query), false, -1, 0).ids
      : findBudgetIds(reader, columnsOf(query));
  const rows = withFigures(reader, ids, asOf).filter(
    ({ figures }) =>
      (query.status === undefined || figures.status === query.status) &&
      (query.outlook === undefined || figures.outlook === query.outlook),
  );
  const order = FIGURE_ORDERS[sort];
  const sorted =
    order === undefined ? (isDescending ? rows.reverse() : rows) : rows.sort(directed(order, isDescending));
  const page = sorted.slice(offset, offset + limit);
  const paths = readPaths(
    reader,
    page.map(({ budget }) => budget),
  );
  const data = page.map(({ budget, figures }) => budgetAnswer(budget, figures, paths.get(budget.id) ?? []));
  return { data, total: rows.length, limit, offset };
}

interface Row {
  readonly budget: Budget;
  readonly figures: BudgetFigures;
}

function withFigures(reader: Reader, ids: readonly string[], asOf: Day): Row[] {
  const budgets = readBudgetsById(reader, ids);
  const known = readFigures(reader, budgets, asOf);
  return budgets.flatMap((budget) => {
    const figures = known.get(budget.id);
    return figures === undefined ? [] : [{ budget, figures }];
  });
}

function columnsOf({ type, parentId, owner, q }: BudgetQuery) {
  return { type, parentId: parentId === 'null' ? null : parentId, owner, text: q };
}

/** The same filters over answers that are already made. */
function matches(budget: BudgetAnswer, query: BudgetQuery): boolean {
  const { type, status, outlook, parentId, owner, q } = query;
  return (
    (type === undefined || budget.type === type) &&
    (status === undefined || budget.status === status) &&
    (outlook === undefined || budget.outlook === outlook) &&
    (parentId === undefined || (budget.parentId ?? 'null') === parentId) &&
    (owner === undefined || budget.owner === owner) &&
    (q === undefined || `${budget.name} ${budget.id}`.toLowerCase().includes(q.toLowerCase()))
  );
}

function sortOf(text: string | undefined): { sort: Sort; isDescending: boolean } {
  const isDescending = text?.startsWith('-') === true;
  const name = isDescending ? text.slice(1) : (text ?? 'outlook');
  const sort = BUDGET_SORTS.find((one) => one === name);
  if (sort !== undefined) return { sort, isDescending };
  const message = `takes ${BUDGET_SORTS.join(', ')}, with - before it for descending`;
  throw new HeadroomError('invalid_input', `"sort" ${message}.`, { issues: [{ path: 'sort', message }] });
}

function directed<Value>(order: (a: Value, b: Value) => number, isDescending: boolean) {
  return isDescending ? (a: Value, b: Value) => order(b, a) : order;
}

const rank = (status: BudgetStatus): number => BUDGET_STATUSES.indexOf(status);
const compare = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0);

const FIGURE_ORDERS: Partial<Record<Sort, (a: Row, b: Row) => number>> = {
  outlook: (a, b) => byUrgency(a.figures, b.figures),
  amount: (a, b) => compare(a.budget.amount, b.budget.amount),
  spent: (a, b) => compare(a.figures.spent, b.figures.spent),
  utilization: (a, b) => (a.figures.utilization ?? 0) - (b.figures.utilization ?? 0),
  pace: (a, b) => (a.figures.pace ?? 0) - (b.figures.pace ?? 0),
  status: (a, b) => rank(a.figures.status) - rank(b.figures.status),
};

const amountOf = (money: { readonly amount: string }): number => Number(money.amount);

const ANSWER_ORDERS: Record<Sort, (a: BudgetAnswer, b: BudgetAnswer) => number> = {
  outlook: byUrgency,
  name: (a, b) => a.name.localeCompare(b.name),
  amount: (a, b) => amountOf(a.amount) - amountOf(b.amount),
  spent: (a, b) => amountOf(a.spent) - amountOf(b.spent),
  utilization: (a, b) => (a.utilization ?? 0) - (b.utilization ?? 0),
  pace: (a, b) => (a.pace ?? 0) - (b.pace ?? 0),
  status: (a, b) => rank(a.status) - rank(b.status),
  path: (a, b) => a.path.join('\u0000').localeCompare(b.path.join('\u0000')),
};
