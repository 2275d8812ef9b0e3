import { formatAmount, type Micros } from '#shared/domain/money.ts';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import { decimalSign, plainAmount } from '../../../format/style.ts';
import { amountOf } from '../../../format/amount.ts';
import { blockText, filled, parseBlock, pasted, placesIn, type Block, type Place } from './cells.ts';
import type { GridColumn } from './columns.tsx';
import type { TreeRow } from './tree-rows.ts';
import { waitingKey, type CellChange } from './use-plan.ts';

/** Rows and columns of the tree as a sheet. A cell that holds no amount to be changed is left as it is by all that is done. */
export interface Sheet {
  readonly budgetAt: (place: Place) => BudgetAnswer | undefined;
  /** The amount to be changed, as it stands in the cell; undefined where there is none. */
  readonly amountAt: (place: Place) => Micros | undefined;
  /** A block as a spreadsheet takes it. */
  readonly textOf: (block: Block) => string;
  readonly typing: (place: Place, amount: Micros) => CellChange[];
  readonly clearing: (block: Block) => CellChange[];
  readonly filling: (block: Block, direction: 'down' | 'right') => CellChange[];
  /** Undefined where a part of the text is no amount. */
  readonly pasting: (block: Block, text: string) => Pasting | undefined;
}

interface Pasting {
  readonly changes: CellChange[];
  /** Amounts for which there is no cell. */
  readonly lost: number;
}

export function sheetOf(
  rows: readonly TreeRow[],
  columns: readonly GridColumn[],
  waiting: ReadonlyMap<string, Micros>,
): Sheet {
  const budgetAt = ({ row }: Place) => rows[row]?.budget;
  const columnAt = ({ column }: Place) => columns[column - 1];
  // What is on its way counts, so that it can be filled and copied at once.
  const amountAt = (place: Place): Micros | undefined => {
    const budget = budgetAt(place);
    const column = columnAt(place);
    const amount = budget && column?.amount?.(budget);
    if (budget === undefined || amount === undefined) return undefined;
    return waiting.get(waitingKey(budget.id, column?.month)) ?? amount;
  };
  const textAt = (place: Place): string => {
    const amount = amountAt(place);
    if (amount !== undefined) return typedText(amount);
    const budget = budgetAt(place);
    if (budget === undefined) return '';
    return place.column === 0 ? budget.name : (columnAt(place)?.text(budget) ?? '');
  };
  const changeOf = (place: Place, amount: Micros | undefined): CellChange[] => {
    const budget = budgetAt(place);
    const before = amountAt(place);
    if (budget === undefined || amount === undefined || before === undefined || before === amount) return [];
    return [{ budget, month: columnAt(place)?.month, amount }];
  };
  return {
    ...{ budgetAt, amountAt },
    textOf: (block) => blockText(cellsOf(block, textAt)),
    typing: changeOf,
    clearing: (block) => placesIn(block).flatMap((place) => changeOf(place, amountOf(''))),
    filling: (block, direction) =>
      filled(block, direction).flatMap(({ from, to }) => changeOf(to, amountAt(from))),
    pasting: (block, text) => {
      const amounts = parseBlock(text, decimalSign());
      if (amounts === undefined) return undefined;
      const cells = pasted(amounts, block);
      return {
        changes: cells.flatMap(({ place, amount }) => changeOf(place, amount)),
        lost: cells.filter(({ place }) => amountAt(place) === undefined).length,
      };
    },
  };
}

/** A block of cells, row by row. */
function cellsOf<Cell>({ top, bottom, left, right }: Block, cellAt: (place: Place) => Cell): Cell[][] {
  return Array.from({ length: bottom - top + 1 }, (_, down) =>
    Array.from({ length: right - left + 1 }, (_one, across) =>
      cellAt({ row: top + down, column: left + across }),
    ),
  );
}

/** An amount as one would type it: no thousands, no needless noughts, the locale's decimal sign. */
export function typedText(amount: Micros): string {
  return plainAmount(formatAmount(amount)).replace('.', decimalSign());
}
