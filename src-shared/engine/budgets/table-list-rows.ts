import type { Budget } from '../../domain/budget.ts';
import { monthRange, monthsBetween, type Month } from '../../domain/calendar.ts';
import { formatAmount } from '../../domain/money.ts';
import { flattenPlaced, type BudgetTreeDraft } from './budget-tree-draft.ts';
import type { BudgetDraft } from './resolve-budget.ts';
import { fieldText, IN_MONTHS, phasingText } from './table-fields.ts';

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
  'phasing',
  'rollover',
  'thresholds',
] as const;
export type ListColumn = (typeof LIST_COLUMNS)[number];

/** A text without the apostrophe that writing put before what a spreadsheet would take for a formula. */
export function unquoted(cell: string): string {
  return cell.replace(/^'(?=\s*[=+\-@\uff1d\uff0b\uff0d\uff20\t\r\n])/u, '');
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
    const phasing = budget.phasing.kind === 'custom' ? IN_MONTHS : budget.phasing.kind;
    return [
      ...cellsOf(budget, phasing),
      ...months.map((_, index) => {
        const planned = budget.plan[index - offset];
        return planned === undefined ? '' : formatAmount(planned);
      }),
    ];
  });
  return [[...LIST_COLUMNS, ...months], ...rows];
}

/**
 * A tree of drafts, each with an id, as rows of a list, the header first. What a draft leaves open is an empty cell, so that it
 * stays open when the rows are read again; months are no columns, because a template belongs to no year.
 */
export function toDraftRows(tree: BudgetTreeDraft): string[][] {
  const rows = flattenPlaced(tree).map((draft) => cellsOf(draft, phasingText(draft.phasing)));
  return [[...LIST_COLUMNS], ...rows];
}

function cellsOf(draft: BudgetDraft, phasing: string): string[] {
  const { id, name, type, parentId, owner, currency, costBasis, amount, startMonth, months } = draft;
  const cells: Readonly<Record<ListColumn, string | null | undefined>> = {
    ...{ id, name, type, parent: parentId, owner, currency, costBasis, phasing, notes: draft.notes },
    amount: amount == null ? '' : formatAmount(amount),
    start: startMonth,
    months: months == null ? '' : String(months),
    scope: fieldText(draft.scope),
    tags: fieldText(draft.tags),
    rollover: fieldText(draft.rollover),
    thresholds: fieldText(draft.thresholds),
  };
  return LIST_COLUMNS.map((column) => cells[column] ?? '');
}
