/**
 * The tree of budgets as a grid that one can drive by keyboard alone: arrows walk in two dimensions, an amount is typed where it
 * stands, blocks are copied, pasted and filled as in a spreadsheet, budgets are folded, opened and moved.
 */
import { useEffect, useMemo, useRef, type ReactNode } from 'react';
import { usePreferences } from '../../../session/preferences.tsx';
import { useRowWindow } from '../../../ui/row-window.ts';
import type { Block } from './cells.ts';
import type { GridColumn } from './columns.tsx';
import { GridRow } from './GridRow.tsx';
import { selectionText } from './selection-text.ts';
import type { TreeRow } from './tree-rows.ts';
import { useCellActions, type CellActions } from './use-cell-actions.ts';
import { useGridKeys } from './use-grid-keys.ts';
import { useGridPointer } from './use-grid-pointer.ts';
import { usePlan } from './use-plan.ts';
import { useSelection, type Selection } from './use-selection.ts';

export interface BudgetTreeGridProps {
  readonly rows: readonly TreeRow[];
  readonly columns: readonly GridColumn[];
  readonly nameWidth: number;
  readonly openId: string | undefined;
  /** Whether rows are what a filter found, each with its path. */
  readonly isFlat: boolean;
  readonly onOpen: (budgetId: string) => void;
  readonly onToggle: (budgetId: string, isExpanded: boolean) => void;
  /** Moves a budget under another one, or for null to the roots. */
  readonly onMove: (budgetId: string, parentId: string | null) => void;
  readonly readMore?: (() => void) | undefined;
  /** Why amounts are changed, as their revisions tell it; blank where nobody says. */
  readonly reason: string;
}

/** Rows from the end at which the next ones are read. */
const READ_AHEAD = 100;

export function BudgetTreeGrid(given: BudgetTreeGridProps): ReactNode {
  const planner = usePlan(given.rows, given.reason);
  const { rows } = planner;
  const props = { ...given, rows };
  const { columns, nameWidth, openId, isFlat, readMore } = props;
  const { preferences } = usePreferences();
  const rowHeight = preferences.density === 'compact' ? 28 : 36;
  const scroller = useRef<HTMLDivElement>(null);
  const selection = useSelection(rows, columns.length + 1);
  const actions = useCellActions({ ...props, selection, planner });
  const keys = useGridKeys({ ...props, selection, actions });
  const pointer = useGridPointer({ ...props, selection, actions });
  const { active, block } = selection;
  const list = useRowWindow({ scroller, count: rows.length, rowHeight, kept: active.row });
  const template = useMemo(
    () => `minmax(${nameWidth}px, 1fr) ${columns.map(({ width }) => `${width}px`).join(' ')}`,
    [nameWidth, columns],
  );
  useFocusOn(
    scroller,
    actions.wantsFocus,
    `${active.row} ${active.column} ${actions.draft === null}`,
    active,
  );
  useReadAhead(list.rows.at(-1)?.index ?? 0, rows.length, readMore);
  return (
    <>
      <div
        ref={scroller}
        className="grid-scroll"
        style={{ ['--grid-name' as string]: `${nameWidth}px`, ['--grid-row' as string]: `${rowHeight}px` }}
      >
        <div
          role="treegrid"
          aria-label="Budgets"
          aria-multiselectable
          aria-rowcount={rows.length + 1}
          aria-colcount={columns.length + 1}
          className="budget-grid"
          {...keys}
          {...pointer}
        >
          <GridHead columns={columns} template={template} />
          <div role="rowgroup" className="grid-body" style={{ height: list.height }}>
            {list.rows.map(({ index, start }) => {
              const row = rows[index];
              return row === undefined ? null : (
                <GridRow
                  key={row.budget.id}
                  {...{ row, index, start, columns, template }}
                  {...choiceOf(index, selection)}
                  {...draftOf(index, selection, actions)}
                  isOpen={row.budget.id === openId}
                  isCut={row.budget.id === actions.cutId}
                  hasPath={isFlat}
                  waiting={planner.waiting}
                />
              );
            })}
          </div>
        </div>
      </div>
      <GridFoot
        said={actions.said ?? selectionText(rows, columns, block)}
        onFill={isManyCells(block) ? actions.fill : undefined}
      />
    </>
  );
}

function isManyCells({ top, bottom, left, right }: Block): boolean {
  return top < bottom || left < right;
}

/** What is chosen of a row: its active cell, and its part of a block. */
function choiceOf(row: number, { active, block }: Selection) {
  const isInBlock = isManyCells(block) && block.top <= row && row <= block.bottom;
  return {
    active: row === active.row ? active.column : undefined,
    left: isInBlock ? block.left : undefined,
    right: isInBlock ? block.right : undefined,
  };
}

/** What is being typed in a row, and what ends it. Rows without it get nothing, so that they are not drawn again. */
function draftOf(row: number, { active }: Selection, { draft, commit, cancel }: CellActions) {
  return row === active.row && draft !== null
    ? { draft, onCommit: commit, onCancel: cancel }
    : { draft: undefined, onCommit: undefined, onCancel: undefined };
}

function GridHead({
  columns,
  template,
}: {
  readonly columns: readonly GridColumn[];
  readonly template: string;
}): ReactNode {
  return (
    <div role="rowgroup" className="grid-head">
      <div role="row" aria-rowindex={1} className="grid-row" style={{ gridTemplateColumns: template }}>
        <div role="columnheader" aria-colindex={1} className="grid-cell name">
          Budget tree
        </div>
        {columns.map(({ key, head, isNumber }, at) => (
          <div
            key={key}
            role="columnheader"
            aria-colindex={at + 2}
            className={isNumber ? 'grid-cell number' : 'grid-cell'}
          >
            {head}
          </div>
        ))}
      </div>
    </div>
  );
}

/** What was done or what is chosen, and what can be done with a block of cells. */
function GridFoot({
  said,
  onFill,
}: {
  readonly said: string;
  readonly onFill: ((direction: 'down' | 'right') => void) | undefined;
}): ReactNode {
  return (
    <div className="grid-foot">
      <p role="status">{said}</p>
      {onFill === undefined ? null : (
        <div className="row">
          <button type="button" className="text-button" onClick={() => onFill('down')}>
            Fill down
          </button>
          <button type="button" className="text-button" onClick={() => onFill('right')}>
            Fill right
          </button>
        </div>
      )}
    </div>
  );
}

/** Asks for further rows when the last ones come near. */
function useReadAhead(last: number, count: number, readMore: (() => void) | undefined): void {
  useEffect(() => {
    if (last >= count - READ_AHEAD) readMore?.();
  }, [last, count, readMore]);
}

/** Lets the focus follow the active cell once the grid was asked to. */
function useFocusOn(
  scroller: { readonly current: HTMLElement | null },
  wantsFocusRef: { current: boolean },
  trigger: string,
  { row, column }: { readonly row: number; readonly column: number },
): void {
  useEffect(() => {
    if (!wantsFocusRef.current) return;
    const cell = scroller.current?.querySelector<HTMLElement>(
      `[data-row="${row}"] [data-column="${column}"]`,
    );
    if (cell === null || cell === undefined) return;
    wantsFocusRef.current = false;
    if (cell.querySelector('input') === null) cell.focus();
  }, [scroller, wantsFocusRef, trigger, row, column]);
}
