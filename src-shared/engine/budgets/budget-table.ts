import type { BudgetTreeDraft } from './budget-tree-draft.ts';
import { readListTable } from './table-list.ts';
import { readLongTable, readWideTable } from './table-hierarchy.ts';
import type { DecimalMark } from './table-amounts.ts';
import { findPeriodColumns } from './table-periods.ts';

export interface BudgetTableOptions {
  /** The name of the root, where the table has no root of its own. */
  readonly rootName: string;
  readonly rootId?: string | undefined;
  /** Of a table that states none; left out: that of the workspace in which its budgets are made. */
  readonly currency?: string | undefined;
  /** What one unit of a cell is: 1000 for a table in thousands. */
  readonly unit?: number | undefined;
  /** Month (1–12) in which the workspace's fiscal year starts. */
  readonly fiscalYearStart: number;
  /** The same, said for this table. */
  readonly tableYearStart?: number | undefined;
  readonly decimal?: DecimalMark | undefined;
}

/** A cell in which no amount could be read; rows are counted from 1 below the header. */
export interface UnreadableCell {
  readonly row: number;
  readonly column: string;
  readonly text: string;
}

export interface BudgetTable {
  /** A list with a row per budget, months down (long), or periods across (wide). */
  readonly layout: 'list' | 'long' | 'wide';
  readonly rows: number;
  /** Names of the columns that make the levels below the root. */
  readonly levels: readonly string[];
  readonly trees: readonly BudgetTreeDraft[];
  readonly blankCells: number;
  readonly unreadableCells: readonly UnreadableCell[];
  readonly ignoredColumns: readonly string[];
  readonly warnings: readonly string[];
}

/** Why a table cannot be read as budgets, in one sentence. */
export interface UnreadableTable {
  readonly error: string;
}

/** Indian and Australian, British and Japanese years span two calendar years; July is what `2014-15` means most often. */
const SPAN_START = 7;

/**
 * Reads a table of budgets: a list (`name, type, parent, amount …`), months down (`month, department, account, budget`), or
 * years or months across after any number of columns that make a hierarchy. Every amount of the table is in the tree exactly;
 * cells without one are counted and named.
 *
 * @example readBudgetTable(['month', 'department', 'budget'], [['2026-01', 'Sales', '10'], ['2026-02', 'Sales', '20']], …)
 * // one root of 30 over two months, below it Sales with 10 and 20
 */
export function readBudgetTable(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  options: BudgetTableOptions,
): BudgetTable | UnreadableTable {
  const names = header.map((text) => text.replace(/^\uFEFF/, '').trim());
  const filled = rows.filter((row) => row.some((cell) => cell.trim() !== ''));
  if (filled.length === 0) return { error: 'There are no rows in this table.' };
  if (isList(names)) return readListTable(names, rows, options);
  const spanStart =
    options.tableYearStart ?? (options.fiscalYearStart === 1 ? SPAN_START : options.fiscalYearStart);
  const periods = findPeriodColumns(names, spanStart, options.tableYearStart ?? options.fiscalYearStart);
  if (periods.length >= 2) return readWideTable(names, filled, periods, options);
  return readLongTable(names, filled, options);
}

function isList(header: readonly string[]): boolean {
  const has = (name: string) => header.some((text) => text.toLowerCase() === name);
  return has('name') && (has('type') || has('parent') || has('parentid') || has('amount'));
}
