import { BUDGET_TYPES, type Budget, type BudgetType, type Scope } from '../../domain/budget.ts';
import { isMonth, monthRange, monthsBetween, type Month } from '../../domain/calendar.ts';
import { formatAmount, sumMicros, ZERO, type Micros } from '../../domain/money.ts';
import { slugOf } from './budget-id.ts';
import type { BudgetTable, BudgetTableOptions, UnreadableCell, UnreadableTable } from './budget-table.ts';
import { phasingOf, type BudgetTreeDraft } from './budget-tree-draft.ts';
import { readCellAmount } from './table-amounts.ts';
import { readTableMonth } from './table-periods.ts';

/** Columns of a list of budgets, in the order in which they are written. */
export const LIST_COLUMNS = [
  'id',
  'name',
  'type',
  'parent',
  'owner',
  'currency',
  'costBasis',
  'amount',
  'start',
  'months',
  'scope',
  'tags',
  'notes',
] as const;
type ListColumn = (typeof LIST_COLUMNS)[number];

const ALIASES: Readonly<Record<string, ListColumn>> = {
  parentid: 'parent',
  startmonth: 'start',
  cost_basis: 'costBasis',
  costbasis: 'costBasis',
};

/**
 * Reads a table with a row per budget. `parent` is an id or a name; month columns (`2026-01` …) give the plan, otherwise the
 * amount is even over the period.
 */
export function readListTable(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  options: BudgetTableOptions,
): BudgetTable | UnreadableTable {
  const columns = new Map<ListColumn, number>();
  header.forEach((text, index) => {
    const key = text.toLowerCase();
    const column = ALIASES[key] ?? LIST_COLUMNS.find((one) => one.toLowerCase() === key);
    if (column !== undefined) columns.set(column, index);
  });
  const months = header.flatMap((text, index) => {
    const month = readTableMonth(text);
    return month === undefined ? [] : [{ index, month }];
  });
  const unreadable: UnreadableCell[] = [];
  const drafts: ListedDraft[] = [];
  for (const [at, row] of rows.entries()) {
    const cell = (column: ListColumn) => (row[columns.get(column) ?? -1] ?? '').trim();
    const draft = readRow(cell, row, at, months, options, unreadable);
    if ('error' in draft) return draft;
    drafts.push(draft);
  }
  const trees = nestListed(drafts);
  if ('error' in trees) return trees;
  const used = new Set([...columns.values(), ...months.map(({ index }) => index)]);
  return {
    layout: 'list',
    rows: rows.length,
    levels: [],
    trees: trees.roots,
    blankCells: 0,
    unreadableCells: unreadable,
    ignoredColumns: header.filter((_, index) => !used.has(index)),
    warnings: [],
  };
}

interface ListedDraft {
  readonly draft: BudgetTreeDraft & { readonly id: string };
  readonly parent: string;
}

function readRow(
  cell: (column: ListColumn) => string,
  row: readonly string[],
  at: number,
  months: readonly { readonly index: number; readonly month: Month }[],
  options: BudgetTableOptions,
  unreadable: UnreadableCell[],
): ListedDraft | UnreadableTable {
  const name = cell('name');
  if (name === '') return { error: `Row ${at + 1} has no name.` };
  const type = typeIn(cell('type'), cell('parent'));
  if (type === undefined)
    return {
      error: `Row ${at + 1}: "${cell('type')}" is no type of budget; it takes ${BUDGET_TYPES.join(', ')}.`,
    };
  const amountOf = (text: string, column: string): Micros | undefined => {
    const amount = readCellAmount(text, options.decimal ?? '.', BigInt(options.unit ?? 1));
    if (amount === undefined && text.trim() !== '')
      unreadable.push({ row: at + 1, column, text: text.trim() });
    return amount;
  };
  const planned = months.map(({ index, month }) => ({ month, amount: amountOf(row[index] ?? '', month) }));
  const period = planPeriod(planned);
  const start = cell('start').slice(0, 7);
  const length = Number(cell('months'));
  const scope = jsonIn<Scope>(cell('scope'));
  const draft = {
    id: cell('id') === '' ? slugOf(name) : cell('id'),
    name,
    type,
    ...(cell('owner') !== '' && { owner: cell('owner') }),
    ...(cell('currency') !== ''
      ? { currency: cell('currency').toUpperCase() }
      : cell('parent') === '' && { currency: options.currency }),
    ...(cell('costBasis') === 'effective' && { costBasis: 'effective' as const }),
    ...(isMonth(start) && { startMonth: start }),
    ...(Number.isInteger(length) && length > 0 && { months: length }),
    amount: amountOf(cell('amount'), 'amount'),
    ...(scope !== undefined && { scope }),
    tags: jsonIn<Record<string, string>>(cell('tags')) ?? {},
    ...(cell('notes') !== '' && { notes: cell('notes') }),
    ...period,
  };
  return { draft, parent: cell('parent') };
}

/** The plan of the months that hold an amount, from the first to the last of them. */
function planPeriod(planned: readonly { readonly month: Month; readonly amount: Micros | undefined }[]) {
  const known = planned.filter(({ amount }) => amount !== undefined);
  const [first, last] = [known[0]?.month, known.at(-1)?.month];
  if (first === undefined || last === undefined) return {};
  const byMonth = new Map(known.map(({ month, amount }) => [month, amount]));
  const plan = monthRange(first, monthsBetween(first, last) + 1).map((month) => byMonth.get(month) ?? ZERO);
  const amount = sumMicros(plan);
  return { startMonth: first, months: plan.length, amount, phasing: phasingOf(plan, amount, first) };
}

function typeIn(text: string, parent: string): BudgetType | undefined {
  if (text === '') return parent === '' ? 'organization' : 'team';
  return BUDGET_TYPES.find((type) => type === text.toLowerCase());
}

/** A cell that an export wrote as JSON; anything else is left out. */
function jsonIn<Value>(text: string): Value | undefined {
  if (!/^[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text) as Value;
  } catch {
    return undefined;
  }
}

/** Hangs each row under its parent; rows come in any order. */
function nestListed(listed: readonly ListedDraft[]): { roots: BudgetTreeDraft[] } | UnreadableTable {
  const ids = new Map<string, string>();
  for (const { draft } of listed) {
    if (ids.has(`id ${draft.id}`)) return { error: `The id "${draft.id}" stands in the table twice.` };
    ids.set(`id ${draft.id}`, draft.id);
  }
  for (const { draft } of listed) if (!ids.has(`name ${draft.name}`)) ids.set(`name ${draft.name}`, draft.id);
  const children = new Map<string, ListedDraft[]>();
  for (const one of listed) {
    const parentId = one.parent === '' ? '' : (ids.get(`id ${one.parent}`) ?? ids.get(`name ${one.parent}`));
    if (parentId === undefined)
      return { error: `"${one.draft.name}" names the parent "${one.parent}", which is not in the table.` };
    children.set(parentId, [...(children.get(parentId) ?? []), one]);
  }
  let count = 0;
  const nest = ({ draft }: ListedDraft): BudgetTreeDraft => {
    count += 1;
    const own = children.get(draft.id);
    return own === undefined ? draft : { ...draft, children: own.map(nest) };
  };
  const roots = (children.get('') ?? []).map(nest);
  return count === listed.length ? { roots } : { error: 'Some budgets lie under one another in a circle.' };
}

/** A tree as rows of a list, the header first; `readListTable` reads them again. Parents come before their children. */
export function toListRows(budgets: readonly Budget[]): string[][] {
  const first = budgets
    .map(({ startMonth }) => startMonth)
    .reduce((a, b) => (a < b ? a : b), budgets[0]?.startMonth ?? ('2000-01' as Month));
  const length = Math.max(
    0,
    ...budgets.map(({ startMonth, months }) => monthsBetween(first, startMonth) + months),
  );
  const months = monthRange(first, length);
  const rows = budgets.map((budget) => {
    const offset = monthsBetween(first, budget.startMonth);
    return [
      budget.id,
      budget.name,
      budget.type,
      budget.parentId ?? '',
      budget.owner,
      budget.currency,
      budget.costBasis,
      formatAmount(budget.amount),
      budget.startMonth,
      String(budget.months),
      JSON.stringify(budget.scope),
      JSON.stringify(budget.tags),
      budget.notes,
      ...months.map((_, index) => {
        const planned = budget.plan[index - offset];
        return planned === undefined ? '' : formatAmount(planned);
      }),
    ];
  });
  return [[...LIST_COLUMNS, ...months], ...rows];
}
