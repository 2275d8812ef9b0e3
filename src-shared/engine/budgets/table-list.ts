import { BUDGET_TYPES, type BudgetType } from '../../domain/budget.ts';
import { isMonth, monthRange, monthsBetween, type Month } from '../../domain/calendar.ts';
import { COST_BASES } from '../../domain/cost.ts';
import { sumMicros, ZERO, type Micros } from '../../domain/money.ts';
import { slugOf } from './budget-id.ts';
import type { BudgetTable, BudgetTableOptions, UnreadableCell, UnreadableTable } from './budget-table.ts';
import { phasingOf, type BudgetTreeDraft } from './budget-tree-draft.ts';
import { readCellAmount } from './table-amounts.ts';
import {
  IN_MONTHS,
  readPhasing,
  readRollover,
  readScope,
  readTags,
  readThresholds,
  type AmountReader,
} from './table-fields.ts';
import { LIST_COLUMNS, unquoted, type ListColumn } from './table-list-rows.ts';
import { readTableMonth } from './table-periods.ts';

const ALIASES: Readonly<Record<string, ListColumn>> = {
  parentid: 'parent',
  startmonth: 'start',
  cost_basis: 'costBasis',
  costbasis: 'costBasis',
};

/**
 * Reads a table with a row per budget. `parent` is an id or a name; month columns (`2026-01` …) give the plan, otherwise the
 * amount falls on the months as `phasing` says, evenly where it says nothing. Cells that hold nothing of their column are left
 * out and named; what leaves open which budget a row is, or where it hangs, is an error with row and column.
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
  for (const [at, cells] of rows.entries()) {
    if (cells.every((cell) => cell.trim() === '')) continue;
    const draft = readRow(new ListRow(cells, at + 1, columns, unreadable), months, options);
    if ('error' in draft) return draft;
    drafts.push(draft);
  }
  const trees = nestListed(drafts);
  if ('error' in trees) return trees;
  const used = new Set([...columns.values(), ...months.map(({ index }) => index)]);
  return {
    layout: 'list',
    rows: drafts.length,
    levels: [],
    trees: trees.roots,
    blankCells: 0,
    unreadableCells: unreadable,
    ignoredColumns: header.filter((_, index) => !used.has(index)),
    warnings: [],
  };
}

interface ListedDraft {
  /** From 1 below the header. */
  readonly row: number;
  readonly draft: BudgetTreeDraft & { readonly id: string };
  readonly parent: string;
}

/** A row whose cells are asked for by column; what cannot be read is noted. */
class ListRow {
  readonly #cells: readonly string[];
  readonly number: number;
  readonly #columns: ReadonlyMap<ListColumn, number>;
  readonly #unreadable: UnreadableCell[];

  constructor(
    cells: readonly string[],
    number: number,
    columns: ReadonlyMap<ListColumn, number>,
    unreadable: UnreadableCell[],
  ) {
    this.#cells = cells;
    this.number = number;
    this.#columns = columns;
    this.#unreadable = unreadable;
  }

  text(column: ListColumn): string {
    return unquoted(this.#cells[this.#columns.get(column) ?? -1] ?? '').trim();
  }

  /** What a column holds; undefined where it is empty or not of its kind. */
  read<Value>(column: ListColumn, valueOf: (text: string) => Value | undefined): Value | undefined {
    return this.#noted(column, this.text(column), valueOf);
  }

  month({ index, month }: MonthColumn, amountOf: AmountReader): Micros | undefined {
    return this.#noted(month, (this.#cells[index] ?? '').trim(), amountOf);
  }

  note(column: string, text: string): void {
    this.#unreadable.push({ row: this.number, column, text });
  }

  #noted<Value>(
    column: string,
    text: string,
    valueOf: (text: string) => Value | undefined,
  ): Value | undefined {
    const value = text === '' ? undefined : valueOf(text);
    if (value === undefined && text !== '') this.note(column, text);
    return value;
  }
}

interface MonthColumn {
  readonly index: number;
  readonly month: Month;
}

function readRow(
  row: ListRow,
  months: readonly MonthColumn[],
  options: BudgetTableOptions,
): ListedDraft | UnreadableTable {
  const name = row.text('name');
  const parent = row.text('parent');
  if (name === '') return errorAt(row.number, 'name', 'is empty');
  const type = typeIn(row.text('type'), parent);
  if (type === undefined)
    return errorAt(
      row.number,
      'type',
      `"${row.text('type')}" is no type of budget; it takes ${BUDGET_TYPES.join(', ')}`,
    );
  const unit = BigInt(options.unit ?? 1);
  const amountOf: AmountReader = (text) => readCellAmount(text, options.decimal ?? '.', unit);
  const draft = {
    id: row.text('id') === '' ? slugOf(name) : row.text('id'),
    ...{ name, type },
    owner: row.text('owner') || undefined,
    currency: row.read('currency', currencyIn) ?? (parent === '' ? options.currency : undefined),
    costBasis: row.read('costBasis', (text) => COST_BASES.find((one) => one === text.toLowerCase())),
    startMonth: row.read('start', startIn),
    months: row.read('months', lengthIn),
    amount: row.read('amount', amountOf),
    scope: row.read('scope', readScope),
    tags: row.read('tags', readTags),
    notes: row.text('notes') || undefined,
    ...readRules(row, unit),
    ...readPlan(row, months, amountOf, unit),
  };
  return { row: row.number, draft, parent };
}

/** Fields whose amounts stand in JSON, where a point parts the decimals. */
function readRules(row: ListRow, unit: bigint) {
  const amountIn: AmountReader = (text) => readCellAmount(text, '.', unit);
  return {
    rollover: row.read('rollover', (text) => readRollover(text, amountIn)),
    thresholds: row.read('thresholds', (text) => readThresholds(text, amountIn)),
  };
}

/** How the amount falls on the months: as their columns say, else as the phasing does. */
function readPlan(row: ListRow, months: readonly MonthColumn[], amountOf: AmountReader, unit: bigint) {
  const phasing = row.read('phasing', (text) => readPhasing(text, (cell) => readCellAmount(cell, '.', unit)));
  const period = planPeriod(
    months.map((column) => ({ month: column.month, amount: row.month(column, amountOf) })),
    phasing?.kind,
  );
  if (period !== undefined) return period;
  if (phasing?.kind === 'custom' && phasing.amounts === null) {
    row.note('phasing', IN_MONTHS);
    return {};
  }
  return { phasing };
}

/** The plan of the months that hold an amount, from the first to the last of them. */
function planPeriod(
  planned: readonly { readonly month: Month; readonly amount: Micros | undefined }[],
  kind: string | undefined,
) {
  const known = planned.filter(({ amount }) => amount !== undefined);
  const [first, last] = [known[0]?.month, known.at(-1)?.month];
  if (first === undefined || last === undefined) return undefined;
  const byMonth = new Map(known.map(({ month, amount }) => [month, amount]));
  const plan = monthRange(first, monthsBetween(first, last) + 1).map((month) => byMonth.get(month) ?? ZERO);
  const amount = sumMicros(plan);
  const kinds = kind === 'days' ? (['days', 'even'] as const) : undefined;
  return { startMonth: first, months: plan.length, amount, phasing: phasingOf(plan, amount, first, kinds) };
}

function typeIn(text: string, parent: string): BudgetType | undefined {
  if (text === '') return parent === '' ? 'organization' : 'team';
  return BUDGET_TYPES.find((type) => type === text.toLowerCase());
}

function currencyIn(text: string): string | undefined {
  return /^[a-z]{3}$/i.test(text) ? text.toUpperCase() : undefined;
}

/** A month in any spelling, or the month of a day or a moment. */
function startIn(text: string): Month | undefined {
  const start = text.slice(0, 7);
  return isMonth(start) ? start : readTableMonth(text);
}

const LONGEST_PERIOD = 240;

function lengthIn(text: string): number | undefined {
  const length = Number(text);
  return Number.isInteger(length) && length > 0 && length <= LONGEST_PERIOD ? length : undefined;
}

function errorAt(row: number, column: ListColumn, what: string): UnreadableTable {
  return { error: `Row ${row}, column "${column}": ${what}.` };
}

/** Hangs each row under its parent; rows come in any order. */
function nestListed(listed: readonly ListedDraft[]): { roots: BudgetTreeDraft[] } | UnreadableTable {
  const ids = new Map<string, string>();
  for (const { draft, row } of listed) {
    if (ids.has(`id ${draft.id}`)) return errorAt(row, 'id', `"${draft.id}" stands in the table twice`);
    ids.set(`id ${draft.id}`, draft.id);
  }
  for (const { draft } of listed) if (!ids.has(`name ${draft.name}`)) ids.set(`name ${draft.name}`, draft.id);
  const children = new Map<string, ListedDraft[]>();
  for (const one of listed) {
    const parentId = one.parent === '' ? '' : (ids.get(`id ${one.parent}`) ?? ids.get(`name ${one.parent}`));
    if (parentId === undefined)
      return errorAt(one.row, 'parent', `"${one.parent}" is no id or name in the table`);
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
