import type { DragEvent, FocusEvent, MouseEvent, PointerEvent } from 'react';
import type { BudgetTreeGridProps } from './BudgetTreeGrid.tsx';
import type { Place } from './cells.ts';
import type { CellActions } from './use-cell-actions.ts';
import type { Selection } from './use-selection.ts';

const DRAG_TYPE = 'application/x-headroom-budget';

type Options = Pick<BudgetTreeGridProps, 'rows' | 'columns' | 'onOpen' | 'onToggle' | 'onMove'> & {
  readonly selection: Selection;
  readonly actions: CellActions;
};

export interface GridPointer {
  readonly onFocus: (event: FocusEvent<HTMLElement>) => void;
  readonly onPointerDown: (event: PointerEvent<HTMLElement>) => void;
  readonly onPointerOver: (event: PointerEvent<HTMLElement>) => void;
  readonly onClick: (event: MouseEvent<HTMLElement>) => void;
  readonly onDoubleClick: (event: MouseEvent<HTMLElement>) => void;
  readonly onDragStart: (event: DragEvent<HTMLElement>) => void;
  readonly onDragOver: (event: DragEvent<HTMLElement>) => void;
  readonly onDrop: (event: DragEvent<HTMLElement>) => void;
}

/** The pointer in the grid: a cell is chosen, amounts are chosen by dragging, a name opens its budget or is dragged elsewhere. */
export function useGridPointer({
  rows,
  columns,
  onOpen,
  onToggle,
  onMove,
  selection,
  actions,
}: Options): GridPointer {
  const budgetAt = (place: Place | undefined) => (place === undefined ? undefined : rows[place.row]?.budget);
  const isAmount = (place: Place): boolean => {
    const budget = budgetAt(place);
    return budget !== undefined && columns[place.column - 1]?.amount?.(budget) !== undefined;
  };
  return {
    // A cell that was focused by other means than keys and pointer, by a screen reader say, is the active one as well.
    onFocus: (event) => {
      const place = placeUnder(event.target);
      const { row, column } = selection.active;
      if (place !== undefined && (place.row !== row || place.column !== column)) selection.choose(place);
    },
    onPointerDown: (event) => {
      const place = placeUnder(event.target);
      if (place === undefined || event.button !== 0 || isInput(event.target)) return;
      actions.goTo(place, event.shiftKey);
    },
    onPointerOver: (event) => {
      const place = placeUnder(event.target);
      if (place === undefined || event.buttons !== 1 || place.column === 0 || isInput(event.target)) return;
      if (isAmount(selection.active)) actions.goTo(place, true);
    },
    onClick: (event) => {
      const place = placeUnder(event.target);
      const row = place === undefined ? undefined : rows[place.row];
      if (place === undefined || row === undefined || isInput(event.target) || event.shiftKey) return;
      if (event.target instanceof Element && event.target.closest('[data-toggle]') !== null)
        onToggle(row.budget.id, row.isExpanded === false);
      else if (!isAmount(place)) onOpen(row.budget.id);
    },
    onDoubleClick: (event) => {
      if (!isInput(event.target)) actions.edit();
    },
    onDragStart: (event) => {
      const budget = budgetAt(placeUnder(event.target));
      if (budget !== undefined) event.dataTransfer.setData(DRAG_TYPE, budget.id);
    },
    onDragOver: (event) => {
      if (event.dataTransfer.types.includes(DRAG_TYPE)) event.preventDefault();
    },
    onDrop: (event) => {
      const moved = event.dataTransfer.getData(DRAG_TYPE);
      const target = budgetAt(placeUnder(event.target));
      if (moved === '' || target === undefined || target.id === moved) return;
      event.preventDefault();
      onMove(moved, target.id);
    },
  };
}

function isInput(target: EventTarget): boolean {
  return target instanceof HTMLInputElement;
}

/** The cell that an event happened in. */
function placeUnder(target: EventTarget): Place | undefined {
  const cell = target instanceof Element ? target.closest<HTMLElement>('[data-column]') : null;
  const row = cell?.closest<HTMLElement>('[data-row]');
  return cell === null || row === null || row === undefined
    ? undefined
    : { row: Number(row.dataset['row']), column: Number(cell.dataset['column']) };
}
