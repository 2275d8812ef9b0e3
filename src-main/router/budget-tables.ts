import { HeadroomError } from '#shared/contract/errors.ts';
import { formatAmount, money, sumMicros, toMicros, ZERO } from '#shared/domain/money.ts';
import { readBudgetTable, type BudgetTable } from '#shared/engine/budgets/budget-table.ts';
import { nestTree } from '#shared/engine/budgets/budget-tree-draft.ts';
import { toListRows } from '#shared/engine/budgets/table-list-rows.ts';
import { readTableRecords } from '../importers/table-records.ts';
import { readTree } from '../store/budgets.ts';
import type { Reader } from '../store/reader.ts';
import { readSettings } from '../store/settings.ts';
import { madeAnswers } from './budget-answers.ts';
import { applyTrees } from './budget-apply.ts';
import { requireBudget } from './budget-tree.ts';
import { answerOf, asOfOf, procedures, readerOf, writeFor, type RequestContext } from './context.ts';
import { csvLines } from '../importers/csv-writer.ts';
import { asHeadroomError } from './import-errors.ts';

export interface TableInput {
  readonly name: string;
  readonly content?: string | undefined;
  readonly path?: string | undefined;
}

/** The records of a table that came as text or as a file; `unreadable` where they are none. */
export async function recordsIn(
  context: RequestContext,
  { name, content, path }: TableInput,
): Promise<string[][]> {
  if (path !== undefined && !context.localFiles)
    throw new HeadroomError(
      'forbidden',
      'Files of this machine can be named only in the window and on the command line; send the text as "content".',
    );
  if (path === undefined && content === undefined)
    throw new HeadroomError('invalid_input', '"content": give the text of the table, or a file by "path".', {
      issues: [{ path: 'content', message: 'give the text of the table, or a file by "path"' }],
    });
  try {
    return await readTableRecords(path === undefined ? { text: content ?? '' } : { path, name });
  } catch (error) {
    throw asHeadroomError(error);
  }
}

/** `plan-2026.csv.gz` names a root `plan-2026`. */
export function rootNameOf(file: string): string {
  return (file.split(/[\\/]/).at(-1) ?? file).replace(/(\.(csv|tsv|txt|gz|zip))+$/i, '') || 'Budgets';
}

const MOST_NAMED = 100;

/** What is said of a table beside its budgets. */
function reportOf(table: BudgetTable, ids: readonly string[], reader: Reader) {
  const root = ids[0] === undefined ? undefined : requireBudget(reader, ids[0]);
  const roots = ids.map((id) => requireBudget(reader, id)).filter(({ parentId }) => parentId === null);
  return {
    layout: table.layout,
    rows: table.rows,
    budgets: ids.length,
    levels: [...table.levels],
    startMonth: root?.startMonth ?? '',
    months: root?.months ?? 0,
    total: money(
      roots.length === 0 ? ZERO : sumMicros(roots.map(({ amount }) => amount)),
      root?.currency ?? '',
    ),
    blankCells: table.blankCells,
    unreadableCells: table.unreadableCells.slice(0, MOST_NAMED).map((cell) => ({ ...cell })),
    unreadableCount: table.unreadableCells.length,
    ignoredColumns: [...table.ignoredColumns],
    warnings: [...table.warnings],
  };
}

/** Budgets of an import that the answer shows; `budgets.list` has the rest. */
const MOST_SHOWN = 200;

export const budgetTables = {
  importTable: procedures.budgets.importTable.handler(async ({ input, context }) => {
    const { name, dryRun, rootName = rootNameOf(name), rootId, unit, decimal } = input;
    const asOf = asOfOf(context, input.asOf);
    const settings = readSettings(readerOf(context));
    const [header, ...rows] = await recordsIn(context, input);
    const table = readBudgetTable(header ?? [], rows, {
      rootName,
      rootId,
      currency: input.currency ?? settings.currency,
      unit,
      fiscalYearStart: settings.fiscalYearStart,
      tableYearStart: input.fiscalYearStart,
      decimal,
    });
    if ('error' in table)
      throw new HeadroomError('unreadable', `${name} cannot be read as a table of budgets. ${table.error}`, {
        file: name,
      });
    const request = { operation: 'budgets.importTable', label: `Import budgets from ${name}`, dryRun };
    const { result, changes } = writeFor(
      context,
      request,
      (writer) => applyTrees(writer, table.trees, asOf),
      (reader, ids) => ({
        ...reportOf(table, ids, reader),
        tree: madeAnswers(reader, ids.slice(0, MOST_SHOWN), asOf),
      }),
    );
    return answerOf(result, dryRun, changes);
  }),

  export: procedures.budgets.export.handler(({ input, context }) => {
    const reader = readerOf(context);
    const { budgetId, format = 'json' } = input;
    const budgets = readTree(reader, requireBudget(reader, budgetId).id);
    const content =
      format === 'csv'
        ? csvLines(toListRows(budgets))
        : `${JSON.stringify(nestTree(budgetId, budgets), amountsAsText, 2)}\n`;
    return { data: { name: `${budgetId}.${format}`, format, content } };
  }),
};

/** Money as a request carries it: a decimal string. */
function amountsAsText(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? formatAmount(toMicros(value)) : value;
}
