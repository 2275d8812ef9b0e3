import type { BudgetAnswer } from '#shared/contract/budget-shapes.ts';
import { BUDGET_SORTS, type BudgetQuery } from '#shared/contract/budgets.ts';
import { HeadroomError } from '#shared/contract/errors.ts';
import { BUDGET_STATUSES, type Budget, type BudgetStatus } from '#shared/domain/budget.ts';
import type { Day } from '#shared/domain/calendar.ts';
import { byUrgency } from '#shared/engine/budgets/status.ts';
import { findBudgetIds, readBudgetsById, readPaths, type BudgetOrder } from '../store/budgets.ts';
import type { Reader } from '../store/reader.ts';
import { budgetAnswer, budgetAnswers } from './budget-answers.ts';
import { readFigures, type BudgetFigures } from './budget-figures.ts';
import { pastAnswers } from './budget-past.ts';
import { asOfOf, readerOf, type RequestContext } from './context.ts';

type Sort = (typeof BUDGET_SORTS)[number];

const DEFAULT_PAGE = 200;

interface Page {
  readonly data: BudgetAnswer[];
  readonly total: number;
  readonly limit: number;
  readonly offset: number;
}

/**
 * One page of budgets. What can be filtered and ordered by columns is left to the store, and figures are read for the page
 * alone; only a filter or an order by figures needs those of all candidates.
 */
export function listBudgets(context: RequestContext, query: BudgetQuery): Page {
  const reader = readerOf(context);
  const asOf = asOfOf(context, query.asOf);
  const { limit = DEFAULT_PAGE, offset = 0 } = query;
  const { sort, isDescending } = sortOf(query.sort);
  if (query.knownAt !== undefined) {
    const all = pastAnswers(reader, asOf, query.knownAt).filter((budget) => matches(budget, query));
    const sorted = all.sort(directed(ANSWER_ORDERS[sort], isDescending));
    return { data: sorted.slice(offset, offset + limit), total: all.length, limit, offset };
  }
  const order = STORED_ORDERS[sort];
  const ids = findBudgetIds(reader, columnsOf(query), order ?? 'name', isDescending);
  if (order !== undefined && query.status === undefined && query.outlook === undefined) {
    const page = readBudgetsById(reader, ids.slice(offset, offset + limit));
    return { data: budgetAnswers(reader, page, asOf), total: ids.length, limit, offset };
  }
  const rows = withFigures(reader, ids, asOf).filter(
    ({ figures }) =>
      (query.status === undefined || figures.status === query.status) &&
      (query.outlook === undefined || figures.outlook === query.outlook),
  );
  const figureOrder = FIGURE_ORDERS[sort];
  const sorted = figureOrder === undefined ? rows : rows.sort(directed(figureOrder, isDescending));
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

/** Orders that the store gives by itself. */
const STORED_ORDERS: Partial<Record<Sort, BudgetOrder>> = { name: 'name', amount: 'amount', path: 'path' };

const rank = (status: BudgetStatus): number => BUDGET_STATUSES.indexOf(status);
const compare = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0);

const FIGURE_ORDERS: Partial<Record<Sort, (a: Row, b: Row) => number>> = {
  outlook: (a, b) => byUrgency(a.figures, b.figures),
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
