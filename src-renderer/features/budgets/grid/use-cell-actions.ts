import { useRef, useState, type RefObject } from 'react';
import { amountOf } from '../../../format/amount.ts';
import { countText, decimalSign } from '../../../format/style.ts';
import type { Place } from './cells.ts';
import type { BudgetTreeGridProps } from './BudgetTreeGrid.tsx';
import type { Draft } from './GridRow.tsx';
import { sheetOf, typedText } from './sheet.ts';
import type { Planner } from './use-plan.ts';
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
  const { put } = planner;
  const sheet = sheetOf(rows, columns, planner.waiting);
  const focusAgain = (): void => {
    wantsFocus.current = true;
    setDraft(null);
  };
  const goTo = (place: Place, isExtending = false): void => {
    wantsFocus.current = true;
    setSaid(null);
    choose(place, isExtending);
  };
  const pasteAmounts = (text: string): void => {
    const pasting = sheet.pasting(block, text);
    if (pasting === undefined) {
      setSaid('The clipboard holds something that is no amount; nothing was pasted.');
      return;
    }
    const { changes, lost } = pasting;
    put(changes);
    setSaid(lost === 0 ? null : `${countText(lost, 'amount', 'amounts')} of the clipboard had no cell here.`);
  };
  const forget = (): void => {
    setCutId(null);
    setSaid(null);
  };
  return {
    ...{ draft, cutId, said, wantsFocus, goTo },
    edit: (typed) => {
      const amount = sheet.amountAt(active);
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
      put(sheet.typing(active, amount));
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
      const target = sheet.budgetAt(active);
      if (cutId === null || active.column !== 0 || target === undefined) {
        pasteAmounts(text);
        return;
      }
      forget();
      if (target.id !== cutId) onMove(cutId, target.id);
    },
    clear: () => put(sheet.clearing(block)),
    fill: (direction) => put(sheet.filling(block, direction)),
    copied: () => sheet.textOf(block),
    cut: () => {
      const budget = sheet.budgetAt(active);
      if (budget === undefined) return;
      setCutId(budget.id);
      setSaid(`${budget.name} waits to be moved: Ctrl V on the name of its new parent, Escape to leave it.`);
    },
  };
}
