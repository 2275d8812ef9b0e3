import type { ClipboardEvent, KeyboardEvent } from 'react';
import type { BudgetTreeGridProps } from './BudgetTreeGrid.tsx';
import { commandOf, type GridCommand } from './keys.ts';
import type { CellActions } from './use-cell-actions.ts';
import { parentRow, type Selection } from './use-selection.ts';

/** Rows of one Page Up or Page Down. */
const PAGE_ROWS = 15;

type Options = Pick<BudgetTreeGridProps, 'rows' | 'columns' | 'onOpen' | 'onToggle' | 'onMove'> & {
  readonly selection: Selection;
  readonly actions: CellActions;
};

export interface GridKeys {
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
  readonly onCopy: (event: ClipboardEvent<HTMLElement>) => void;
  readonly onCut: (event: ClipboardEvent<HTMLElement>) => void;
  readonly onPaste: (event: ClipboardEvent<HTMLElement>) => void;
}

/** Keys and clipboard of the grid. */
export function useGridKeys(options: Options): GridKeys {
  const { selection, actions } = options;
  return {
    onKeyDown: (event) => {
      if (event.target instanceof HTMLInputElement) return;
      const command = commandOf(event);
      if (command === undefined) return;
      if (obey(command, options)) event.preventDefault();
    },
    onCopy: (event) => {
      event.preventDefault();
      event.clipboardData.setData('text/plain', actions.copied());
    },
    onCut: (event) => {
      event.preventDefault();
      event.clipboardData.setData('text/plain', actions.copied());
      if (selection.active.column === 0) actions.cut();
    },
    onPaste: (event) => {
      event.preventDefault();
      actions.paste(event.clipboardData.getData('text/plain'));
    },
  };
}

/** Answers whether the grid had use for the command. */
function obey(command: GridCommand, options: Options): boolean {
  const { rows, selection, actions, onOpen } = options;
  const { active } = selection;
  switch (command.kind) {
    case 'step':
    case 'edge':
    case 'page':
      walk(command, options);
      return true;
    case 'type':
      return actions.edit(command.text);
    case 'edit':
      return actions.edit();
    case 'enter': {
      if (active.column > 0 && actions.edit()) return true;
      const id = rows[active.row]?.budget.id;
      if (id !== undefined) onOpen(id);
      return true;
    }
    case 'clear':
      actions.clear();
      return true;
    case 'fillDown':
    case 'fillRight':
      actions.fill(command.kind === 'fillDown' ? 'down' : 'right');
      return true;
    case 'leave':
      actions.cancel();
      return true;
    case 'moveIn':
    case 'moveOut':
      shift(command.kind, options);
      return true;
  }
}

function walk(
  command: Extract<GridCommand, { kind: 'step' | 'edge' | 'page' }>,
  { rows, columns, selection, actions, onToggle }: Options,
): void {
  const { row, column } = selection.active;
  if (command.kind === 'page') {
    actions.goTo({ row: row + command.direction * PAGE_ROWS, column }, command.isExtending);
    return;
  }
  if (command.kind === 'edge') {
    const edge = (at: number, direction: -1 | 0 | 1, last: number): number =>
      direction === 0 ? at : direction < 0 ? 0 : last;
    const place = {
      row: edge(row, command.rows, rows.length - 1),
      column: edge(column, command.columns, columns.length),
    };
    actions.goTo(place, command.isExtending);
    return;
  }
  const current = rows[row];
  if (column === 0 && command.columns !== 0 && !command.isExtending && current !== undefined) {
    const isOpening = command.columns > 0;
    if (current.isExpanded === !isOpening) {
      onToggle(current.budget.id, isOpening);
      return;
    }
    if (!isOpening) {
      actions.goTo({ row: parentRow(rows, row), column: 0 });
      return;
    }
  }
  actions.goTo({ row: row + command.rows, column: column + command.columns }, command.isExtending);
}

/** Moves a budget under its sibling above, or out of its parent to stand beside it. */
function shift(kind: 'moveIn' | 'moveOut', { rows, selection, onMove }: Options): void {
  const { row } = selection.active;
  const budget = rows[row]?.budget;
  if (budget === undefined) return;
  if (kind === 'moveOut') {
    const parent = rows[parentRow(rows, row)]?.budget;
    if (parent !== undefined && parent.id !== budget.id) onMove(budget.id, parent.parentId);
    return;
  }
  const above = rows.slice(0, row).findLast((one) => one.budget.parentId === budget.parentId)?.budget;
  if (above !== undefined) onMove(budget.id, above.id);
}
