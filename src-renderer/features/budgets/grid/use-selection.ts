import { useState } from 'react';
import { blockOf, type Block, type Place } from './cells.ts';
import type { TreeRow } from './tree-rows.ts';

/** A cell by what stands in it, so that it stays chosen when rows come and go. Column 0 is the name. */
interface Cell {
  readonly budgetId: string;
  readonly column: number;
}

export interface Selection {
  /** The cell with the focus; the first one until another is chosen. */
  readonly active: Place;
  /** All chosen cells. */
  readonly block: Block;
  readonly choose: (place: Place, isExtending?: boolean) => void;
}

/** The chosen cells of a grid with so many columns. */
export function useSelection(rows: readonly TreeRow[], columns: number): Selection {
  const [active, setActive] = useState<Cell | null>(null);
  const [anchor, setAnchor] = useState<Cell | null>(null);
  const placeOf = (cell: Cell | null): Place => ({
    row: Math.max(0, cell === null ? 0 : rows.findIndex(({ budget }) => budget.id === cell.budgetId)),
    column: Math.min(columns - 1, cell?.column ?? 0),
  });
  const activePlace = placeOf(active);
  return {
    active: activePlace,
    block: blockOf(anchor === null ? activePlace : placeOf(anchor), activePlace),
    choose: (place, isExtending = false) => {
      const row = Math.min(rows.length - 1, Math.max(0, place.row));
      const budget = rows[row]?.budget;
      if (budget === undefined) return;
      const cell = { budgetId: budget.id, column: Math.min(columns - 1, Math.max(0, place.column)) };
      if (!isExtending) setAnchor(null);
      else if (anchor === null) {
        const id = rows[activePlace.row]?.budget.id;
        if (id !== undefined) setAnchor({ budgetId: id, column: activePlace.column });
      }
      setActive(cell);
    },
  };
}

/** The row of a budget's parent, above its own; its own where it is a root. */
export function parentRow(rows: readonly TreeRow[], row: number): number {
  const level = rows[row]?.level ?? 1;
  for (let above = row - 1; above >= 0; above -= 1) if ((rows[above]?.level ?? 0) < level) return above;
  return row;
}
