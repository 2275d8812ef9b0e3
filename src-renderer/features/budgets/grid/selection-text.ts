import { money, sumMicros } from '#shared/domain/money.ts';
import { countText, moneyText } from '../../../format/style.ts';
import { placesIn, type Block } from './cells.ts';
import type { GridColumn } from './columns.tsx';
import type { TreeRow } from './tree-rows.ts';

/** More cells than this are not added up while the choice grows. */
const MOST_ADDED = 20_000;

const KEYS =
  'Type to change · Enter opens · Shift and arrows choose · Ctrl D and Ctrl R fill · Ctrl C and Ctrl V copy · Ctrl X on a name moves';

/** What is chosen, and its sum where that has one; else which keys there are. */
export function selectionText(
  rows: readonly TreeRow[],
  columns: readonly GridColumn[],
  block: Block,
): string {
  const count = (block.bottom - block.top + 1) * (block.right - block.left + 1);
  if (count < 2) return KEYS;
  const chosen = countText(count, 'cell', 'cells');
  if (count > MOST_ADDED) return chosen;
  const amounts = placesIn(block).flatMap(({ row, column }) => {
    const budget = rows[row]?.budget;
    const amount = budget === undefined ? undefined : columns[column - 1]?.amount?.(budget);
    return budget === undefined || amount === undefined ? [] : [{ amount, currency: budget.currency }];
  });
  const [first] = amounts;
  if (first === undefined || amounts.some(({ currency }) => currency !== first.currency)) return chosen;
  return `${chosen}, sum ${moneyText(money(sumMicros(amounts.map(({ amount }) => amount)), first.currency))}`;
}
