/** Trees of templates as requests and files carry them: JSON, and lists with a row per budget. */
import { budgetTreeInput } from '#shared/contract/budget-shapes.ts';
import { HeadroomError } from '#shared/contract/errors.ts';
import { readBudgetTable } from '#shared/engine/budgets/budget-table.ts';
import { withIds, withoutPlace, type BudgetTreeDraft } from '#shared/engine/budgets/budget-tree-draft.ts';
import { toDraftRows } from '#shared/engine/budgets/table-list-rows.ts';
import { csvLines } from '../importers/csv-writer.ts';
import { withTexts } from '../store/change.ts';
import { readSettings } from '../store/settings.ts';
import { refuseFields } from './broken-rules.ts';
import { recordsIn, rootNameOf, type TableInput } from './budget-tables.ts';
import { readerOf, type RequestContext } from './context.ts';

interface Source {
  readonly tree?: unknown;
  readonly table?: (TableInput & { readonly decimal?: '.' | ',' | undefined }) | undefined;
}

/**
 * The tree that a template is saved from: stated, or read from a table, of which every cell must be readable. Undefined where
 * neither is given; `invalid_input` where both are.
 */
export async function treeFrom(
  context: RequestContext,
  { tree, table }: Source,
): Promise<BudgetTreeDraft | undefined> {
  if (table === undefined) return tree === undefined ? undefined : treeOf(tree);
  if (tree !== undefined)
    throw refuseFields([{ path: 'table', message: 'stands beside "tree"; give one of them' }]);
  return treeOf(withTexts(await treeIn(context, table)));
}

/** A tree as a template keeps it: it makes new budgets wherever it is applied, also beside those it was taken from. */
function treeOf(stated: unknown): BudgetTreeDraft {
  const parsed = budgetTreeInput.safeParse(stated);
  if (parsed.success) return withoutPlace(parsed.data);
  const errors = parsed.error.issues.map(({ path, message }) => ({
    path: path.map(String).join('.'),
    message,
  }));
  throw refuseFields(errors, 'tree.');
}

const MOST_NAMED = 20;

async function treeIn(
  context: RequestContext,
  input: NonNullable<Source['table']>,
): Promise<BudgetTreeDraft> {
  const { name, decimal } = input;
  const [header = [], ...rows] = await recordsIn(context, input);
  const { fiscalYearStart } = readSettings(readerOf(context));
  const table = readBudgetTable(header, rows, { rootName: rootNameOf(name), fiscalYearStart, decimal });
  if ('error' in table) throw unreadable(name, table.error);
  const cells = table.unreadableCells.slice(0, MOST_NAMED).map((cell) => ({ ...cell }));
  const [cell] = cells;
  if (cell !== undefined)
    throw unreadable(name, `Row ${cell.row}, column "${cell.column}": "${cell.text}" cannot be read.`, cells);
  const [tree, other] = table.trees;
  if (tree === undefined || other !== undefined)
    throw unreadable(
      name,
      `"${tree?.name ?? ''}" and "${other?.name ?? ''}" both stand at the top; a template is one tree, so give all but one a "parent".`,
    );
  return tree;
}

function unreadable(file: string, why: string, cells: readonly object[] = []): HeadroomError {
  return new HeadroomError('unreadable', `${file} cannot be read as a template. ${why}`, {
    file,
    ...(cells.length > 0 && { cells }),
  });
}

/** A tree as a file that a template can be saved from again. */
export function fileOf(tree: BudgetTreeDraft, format: 'json' | 'csv'): string {
  const bare = withoutPlace(tree);
  return format === 'csv'
    ? csvLines(toDraftRows(withIds(bare, () => false)))
    : `${JSON.stringify(withTexts(bare), null, 2)}\n`;
}
