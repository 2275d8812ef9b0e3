import { addMonths, monthsBetween, type Month } from '../../domain/calendar.ts';
import { splitByWeights, toMicros, ZERO, type Micros } from '../../domain/money.ts';
import type { BudgetTable, BudgetTableOptions, UnreadableCell, UnreadableTable } from './budget-table.ts';
import { readCellAmount, type DecimalMark } from './table-amounts.ts';
import {
  readTableMonth,
  readTableYear,
  spanOf,
  type PeriodColumn,
  type TablePeriod,
} from './table-periods.ts';
import { BudgetNode, toTree } from './table-tree.ts';

type Rows = readonly (readonly string[])[];

/** Columns that describe a row and make no level of the tree. */
const DESCRIPTIVE = /^(description|descr|notes?|comments?|remarks?|source|url|link|document)\b/i;
const AMOUNT_NAMES = [
  /^budget(ed)?( amount)?$/i,
  /^plan(ned)?( amount)?$/i,
  /^amount$/i,
  /budget/i,
  /plan/i,
  /amount|value|cost|total/i,
];
const CURRENCY_NAME = /^currency( code)?$/i;
/** A column that says what kind of thing the one before it is. */
const KIND_NAME = /(^|[\s_])(type|kind|class|category)$/i;

/** Reads a table with years or months across. */
export function readWideTable(
  header: readonly string[],
  rows: Rows,
  periods: readonly PeriodColumn[],
  options: BudgetTableOptions,
): BudgetTable | UnreadableTable {
  const first = Math.min(...periods.map(({ index }) => index));
  const before = header.map((_, index) => index).filter((index) => index < first);
  const { levels, kinds } = findLevels(
    header,
    rows,
    before.length === 0 ? textColumns(header, rows, periods) : before,
  );
  if (levels.length === 0) return { error: 'There is no column before the periods that names a budget.' };
  const used = [...levels, ...kinds, ...periods.map(({ index }) => index)];
  const reading = new Reading(header, rows, options, levels, kinds, periods);
  rows.forEach((row, at) => {
    const node = reading.nodeOf(row);
    for (const period of periods) reading.add(node, row, at, period.index, period);
  });
  return reading.finish('wide', used);
}

/** Reads a table with one row per month or year. */
export function readLongTable(
  header: readonly string[],
  rows: Rows,
  options: BudgetTableOptions,
): BudgetTable | UnreadableTable {
  const periodAt = findPeriodColumn(header, rows, options);
  if (periodAt === undefined)
    return {
      error:
        'There is no column of months or years, and no such columns across; a table of budgets needs one or the other.',
    };
  const amountAt = findAmountColumn(header, rows, periodAt.index, options);
  if (amountAt === undefined)
    return { error: 'There is no column of amounts called budget, plan or amount.' };
  const others = textColumns(header, rows, [periodAt, { index: amountAt }]);
  const { levels, kinds } = findLevels(header, rows, others);
  const periods = rows.map((row) => periodAt.read(row[periodAt.index] ?? ''));
  const known = periods.filter((period) => period !== undefined);
  const reading = new Reading(header, rows, options, levels, kinds, known);
  rows.forEach((row, at) => {
    const period = periods[at];
    const node = reading.nodeOf(row);
    if (period === undefined) reading.refuse(at, periodAt.index, row[periodAt.index] ?? '');
    else reading.add(node, row, at, amountAt, period);
  });
  return reading.finish('long', [periodAt.index, amountAt, ...levels, ...kinds]);
}

function findPeriodColumn(header: readonly string[], rows: Rows, options: BudgetTableOptions) {
  const yearStart = options.tableYearStart ?? options.fiscalYearStart;
  const readers: ((text: string) => TablePeriod | undefined)[] = [
    (text) => {
      const startMonth = readTableMonth(text);
      return startMonth === undefined ? undefined : { startMonth, months: 1 };
    },
    (text) => readTableYear(text, yearStart),
  ];
  for (const read of readers) {
    const index = header.findIndex((_, at) => isMostly(rows, at, (cell) => read(cell) !== undefined));
    if (index !== -1) return { index, read };
  }
  return undefined;
}

/** Whether nearly all cells of a column that hold anything pass a test, and any does. */
function isMostly(rows: Rows, column: number, test: (cell: string) => boolean): boolean {
  const cells = rows.map((row) => (row[column] ?? '').trim()).filter((cell) => cell !== '');
  return cells.length > 0 && cells.filter(test).length >= cells.length * 0.9;
}

function findAmountColumn(
  header: readonly string[],
  rows: Rows,
  periodAt: number,
  options: BudgetTableOptions,
) {
  const isAmount = (index: number) =>
    index !== periodAt &&
    isMostly(rows, index, (cell) => readCellAmount(cell, decimalOf(options), 1n) !== undefined);
  for (const name of AMOUNT_NAMES) {
    const index = header.findIndex((text, at) => name.test(text) && isAmount(at));
    if (index !== -1) return index;
  }
  const numeric = header.map((_, index) => index).filter(isAmount);
  return numeric.length === 1 ? numeric[0] : undefined;
}

function decimalOf({ decimal }: BudgetTableOptions): DecimalMark {
  return decimal ?? '.';
}

function textColumns(
  header: readonly string[],
  rows: Rows,
  taken: readonly { readonly index: number }[],
): number[] {
  const used = new Set(taken.map(({ index }) => index));
  return header
    .map((_, index) => index)
    .filter(
      (index) =>
        !used.has(index) && !isMostly(rows, index, (cell) => readCellAmount(cell, '.', 1n) !== undefined),
    );
}

/** Of the columns of names, those that make levels, and those that only say the kind of the level before them. */
function findLevels(header: readonly string[], rows: Rows, columns: readonly number[]) {
  const names = columns.filter(
    (index) => !DESCRIPTIVE.test(header[index] ?? '') && !CURRENCY_NAME.test(header[index] ?? ''),
  );
  const kinds = names.filter((index, at) => {
    const previous = names[at - 1];
    return previous !== undefined && KIND_NAME.test(header[index] ?? '') && follows(rows, previous, index);
  });
  const isUsed = (index: number) => rows.some((row) => (row[index] ?? '').trim() !== '');
  return { levels: names.filter((index) => !kinds.includes(index) && isUsed(index)), kinds };
}

/** Whether the value of one column decides that of another. */
function follows(rows: Rows, from: number, to: number): boolean {
  const known = new Map<string, string>();
  return rows.every((row) => {
    const [key, value] = [(row[from] ?? '').trim(), (row[to] ?? '').trim()];
    const before = known.get(key) ?? value;
    known.set(key, before);
    return before === value;
  });
}

/** Gathers the amounts of a table in a tree by the path of names. */
class Reading {
  readonly #header: readonly string[];
  readonly #rows: number;
  readonly #options: BudgetTableOptions;
  readonly #levels: readonly number[];
  readonly #kinds: readonly number[];
  readonly #period: TablePeriod | undefined;
  readonly #root: BudgetNode;
  readonly #unreadable: UnreadableCell[] = [];
  readonly #unit: bigint;
  #blank = 0;

  constructor(
    header: readonly string[],
    rows: Rows,
    options: BudgetTableOptions,
    levels: readonly number[],
    kinds: readonly number[],
    periods: readonly TablePeriod[],
  ) {
    this.#header = header;
    this.#rows = rows.length;
    this.#options = options;
    this.#levels = levels;
    this.#kinds = kinds;
    this.#period = spanOf(periods);
    this.#root = new BudgetNode(options.rootName, '', this.#period?.months ?? 0);
    this.#unit = BigInt(options.unit ?? unitIn(header));
  }

  /** The node of a row's names; an empty name leaves its level out. */
  nodeOf(row: readonly string[]): BudgetNode {
    let node = this.#root;
    for (const index of this.#levels) {
      const name = (row[index] ?? '').trim().replace(/\s+/g, ' ');
      if (name !== '') node = node.child(name, this.#header[index] ?? '');
    }
    for (const index of this.#kinds) {
      const value = (row[index] ?? '').trim();
      if (value !== '') node.tags.set(this.#header[index] ?? '', value);
    }
    return node;
  }

  /** Adds a cell's amount to a node, even over the months that its period has. */
  add(node: BudgetNode, row: readonly string[], at: number, column: number, period: TablePeriod): void {
    const text = row[column] ?? '';
    if (text.trim() === '') {
      this.#blank += 1;
      return;
    }
    const amount = readCellAmount(text, decimalOf(this.#options), this.#unit);
    if (amount === undefined) this.refuse(at, column, text);
    else this.#spread(node, amount, period);
  }

  #spread(node: BudgetNode, amount: Micros, { startMonth, months }: TablePeriod): void {
    const offset = monthsBetween(this.#period?.startMonth ?? startMonth, startMonth);
    const parts = splitByWeights(
      amount,
      Array.from({ length: months }, () => 1n),
    );
    parts.forEach((part, index) => {
      node.plan[offset + index] = toMicros((node.plan[offset + index] ?? ZERO) + part);
    });
  }

  refuse(at: number, column: number, text: string): void {
    this.#unreadable.push({ row: at + 1, column: this.#header[column] ?? '', text: text.trim() });
  }

  finish(layout: 'long' | 'wide', used: readonly number[]): BudgetTable | UnreadableTable {
    if (this.#period === undefined) return { error: 'No month or year can be read in this table.' };
    if (this.#period.months > MOST_MONTHS)
      return { error: `The table spans ${this.#period.months} months; a budget has at most ${MOST_MONTHS}.` };
    const warnings = [...this.#warnings(), ...spanWarning(this.#header, layout, this.#period.startMonth)];
    return {
      layout,
      rows: this.#rows,
      levels: this.#levels.map((index) => this.#header[index] ?? ''),
      trees: [toTree(this.#root, this.#period.startMonth, this.#options)],
      blankCells: this.#blank,
      unreadableCells: this.#unreadable,
      ignoredColumns: this.#header.filter((_, index) => !used.includes(index)),
      warnings,
    };
  }

  #warnings(): string[] {
    const hasRevenue = this.#root.some((node) =>
      [...node.tags.values()].some((value) => /^(revenue|income)$/i.test(value)),
    );
    return [
      ...(this.#unit === 1n ? [] : [`Amounts were multiplied by ${this.#unit}.`]),
      ...(hasRevenue
        ? ['Some rows are revenue; they are kept as budgets like the others, with a tag that says so.']
        : []),
    ];
  }
}

const MOST_MONTHS = 240;

/** `$'000`, `(thousands)`, `in millions` in the header say what a unit is. */
function unitIn(header: readonly string[]): number {
  const text = header.join(' ');
  if (/'000\b|\$000|\bthousands?\b/i.test(text)) return 1000;
  return /\bmillions?\b|\bmn\b/i.test(text) ? 1_000_000 : 1;
}

function spanWarning(header: readonly string[], layout: string, start: Month): string[] {
  const isSpan =
    layout === 'wide' &&
    header.some(
      (text) => /^\D*\d{4}\s*[-/\u2013]\s*\d{2,4}\s*$/.test(text) && readTableYear(text, 7) !== undefined,
    );
  return isSpan
    ? [
        `The years of the header were taken to start in ${start} and each following ${addMonths(start, 12)}; say another month if they do not.`,
      ]
    : [];
}
