import { useRef, useState, type RefObject } from 'react';
import { formatAmount, type Micros } from '#shared/domain/money.ts';
import { countText, decimalSign, plainAmount } from '../../../format/style.ts';
import { amountOf, blockText, filled, parseBlock, pasted, placesIn, type Place } from './cells.ts';
import type { BudgetTreeGridProps } from './BudgetTreeGrid.tsx';
import type { Draft } from './GridRow.tsx';
import { waitingKey, type CellChange, type Planner } from './use-plan.ts';
import type { Selection } from './use-selection.ts';

export interface CellActions {
  /** What is being typed into the active cell. */
  readonly draft: Draft | null;
  /** The budget that waits to be put elsewhere. */
  readonly cutId: string | null;
  /** What the last action has to say; null where nothing. */
  readonly said: string | null;
  /** Set where the focus has to follow the active cell. */
  readonly wantsFocus: RefObject<boolean>;
  /** Goes to a cell, and forgets what was said of the last one. */
  readonly goTo: (place: Place, isExtending?: boolean) => void;
  /** Opens the field of the active cell, with its amount or with what was typed. */
  readonly edit: (typed?: string) => boolean;
  readonly commit: (text: string, rows: number, columns: number) => boolean;
  readonly cancel: () => void;
  readonly clear: () => void;
  readonly fill: (direction: 'down' | 'right') => void;
  readonly copied: () => string;
  readonly paste: (text: string) => void;
  readonly cut: () => void;
}

type Options = Pick<BudgetTreeGridProps, 'rows' | 'columns' | 'onMove'> & {
  readonly selection: Selection;
  readonly planner: Planner;
};

/** What can be done with the chosen cells. Cells that hold no amount to be changed are left as they are. */
export function useCellActions({ rows, columns, onMove, selection, planner }: Options): CellActions {
  const [draft, setDraft] = useState<Draft | null>(null);
  const [cutId, setCutId] = useState<string | null>(null);
  const [said, setSaid] = useState<string | null>(null);
  const wantsFocus = useRef(false);
  const { active, block, choose } = selection;
  const { put, waiting } = planner;
  const budgetAt = ({ row }: Place) => rows[row]?.budget;
  const columnAt = ({ column }: Place) => columns[column - 1];
  // As it stands in the cell: what is on its way counts, so that it can be filled and copied at once.
  const amountAt = (place: Place): Micros | undefined => {
    const budget = budgetAt(place);
    const column = columnAt(place);
    const amount = budget && column?.amount?.(budget);
    if (budget === undefined || amount === undefined) return undefined;
    return waiting.get(waitingKey(budget.id, column?.month)) ?? amount;
  };
  const changeOf = (place: Place, amount: Micros | undefined): CellChange[] => {
    const budget = budgetAt(place);
    const before = amountAt(place);
    if (budget === undefined || amount === undefined || before === undefined || before === amount) return [];
    return [{ budget, month: columnAt(place)?.month, amount }];
  };
  const focusAgain = (): void => {
    wantsFocus.current = true;
    setDraft(null);
  };
  const goTo = (place: Place, isExtending = false): void => {
    wantsFocus.current = true;
    setSaid(null);
    choose(place, isExtending);
  };
  const textAt = (place: Place): string => {
    const amount = amountAt(place);
    if (amount !== undefined) return typedText(amount);
    const budget = budgetAt(place);
    if (budget === undefined) return '';
    return place.column === 0 ? budget.name : (columnAt(place)?.text(budget) ?? '');
  };
  const pasteAmounts = (text: string): void => {
    const amounts = parseBlock(text, decimalSign());
    if (amounts === undefined) {
      setSaid('The clipboard holds something that is no amount; nothing was pasted.');
      return;
    }
    const cells = pasted(amounts, block);
    const lost = cells.filter(({ place }) => amountAt(place) === undefined).length;
    put(cells.flatMap(({ place, amount }) => changeOf(place, amount)));
    setSaid(lost === 0 ? null : `${countText(lost, 'amount', 'amounts')} of the clipboard had no cell here.`);
  };
  const forget = (): void => {
    setCutId(null);
    setSaid(null);
  };
  return {
    ...{ draft, cutId, said, wantsFocus, goTo },
    edit: (typed) => {
      const amount = amountAt(active);
      if (amount === undefined) return false;
      setSaid(null);
      setDraft({ text: typed ?? typedText(amount), column: active.column });
      return true;
    },
    commit: (text, down, right) => {
      const amount = amountOf(text, decimalSign());
      if (amount === undefined) {
        setSaid(`"${text}" is no amount.`);
        return false;
      }
      put(changeOf(active, amount));
      focusAgain();
      if (down !== 0 || right !== 0) goTo({ row: active.row + down, column: active.column + right });
      return true;
    },
    cancel: () => {
      forget();
      focusAgain();
    },
    // On a name, what was cut is put there.
    paste: (text) => {
      const target = budgetAt(active);
      if (cutId === null || active.column !== 0 || target === undefined) {
        pasteAmounts(text);
        return;
      }
      forget();
      if (target.id !== cutId) onMove(cutId, target.id);
    },
    clear: () => put(placesIn(block).flatMap((place) => changeOf(place, amountOf('')))),
    fill: (direction) =>
      put(filled(block, direction).flatMap(({ from, to }) => changeOf(to, amountAt(from)))),
    copied: () => blockText(cellsOf(block, textAt)),
    cut: () => {
      const budget = budgetAt(active);
      if (budget === undefined) return;
      setCutId(budget.id);
      setSaid(`${budget.name} waits to be moved: Ctrl V on the name of its new parent, Escape to leave it.`);
    },
  };
}

/** A block of cells, row by row. */
function cellsOf<Cell>(
  { top, bottom, left, right }: Selection['block'],
  cellAt: (place: Place) => Cell,
): Cell[][] {
  return Array.from({ length: bottom - top + 1 }, (_, down) =>
    Array.from({ length: right - left + 1 }, (_one, across) =>
      cellAt({ row: top + down, column: left + across }),
    ),
  );
}

/** An amount as one would type it: no thousands, no needless noughts, the locale's decimal sign. */
function typedText(amount: Micros): string {
  return plainAmount(formatAmount(amount)).replace('.', decimalSign());
}
