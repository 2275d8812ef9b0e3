/**
 * The one table of the application. Rows have one height; above `WINDOWED_FROM` rows only those in sight are mounted.
 */
import { memo, useRef, type HTMLAttributes, type KeyboardEvent, type ReactNode } from 'react';
import { usePreferences } from '../session/preferences.tsx';
import { useRowWindow } from './row-window.ts';

export interface Column<Row> {
  readonly key: string;
  readonly head: ReactNode;
  /** The cell as plain text, for copying, CSV and the table twin. */
  readonly text: (row: Row) => string;
  readonly cell?: (row: Row) => ReactNode;
  readonly isNumber?: boolean;
  /** Takes the width that the others leave; what does not fit is cut. */
  readonly isFill?: boolean;
  readonly width?: string;
  /** Left out below this width of the window, in pixels. */
  readonly from?: 1000 | 1200 | 1280 | 1400;
}

const WINDOWED_FROM = 200;
/** Pixels of the view of a windowed table that states no height. */
const VIEW_HEIGHT = 560;

export interface DataTableProps<Row> {
  /** What the table holds, for those who cannot see it. */
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  readonly onOpen?: (row: Row) => void;
  readonly selectedKey?: string | undefined;
  readonly total?: Row | undefined;
  /** Pixels; beyond it the table scrolls by itself under its head. */
  readonly height?: number;
  /** Makes it a tree: the level of a row from 1, and whether it is open; undefined where it has no children. */
  readonly tree?: {
    readonly levelOf: (row: Row) => number;
    readonly isExpanded: (row: Row) => boolean | undefined;
    readonly onToggle: (row: Row, isExpanded: boolean) => void;
  };
  /** Rows can be dragged onto one another: what was dragged, and where it was let go. */
  readonly onMove?: (movedKey: string, target: Row) => void;
}

export function DataTable<Row>(props: DataTableProps<Row>): ReactNode {
  const { columns, rows, total, height } = props;
  const { preferences } = usePreferences();
  const rowHeight = preferences.density === 'compact' ? 28 : 36;
  const scroller = useRef<HTMLDivElement>(null);
  const isWindowed = rows.length > WINDOWED_FROM;
  const viewHeight = height ?? (isWindowed ? VIEW_HEIGHT : undefined);
  const list = useRowWindow({ scroller, count: rows.length, rowHeight, isOn: isWindowed });
  const first = list.rows[0]?.index ?? 0;
  const after = rows.length - 1 - (list.rows.at(-1)?.index ?? rows.length - 1);
  return (
    <div
      ref={scroller}
      className="table-scroll"
      style={viewHeight === undefined ? undefined : { maxHeight: viewHeight }}
      tabIndex={viewHeight === undefined ? undefined : 0}
      role={viewHeight === undefined ? undefined : 'region'}
      aria-label={viewHeight === undefined ? undefined : props.caption}
    >
      <table
        className="table"
        role={props.tree === undefined ? undefined : 'treegrid'}
        aria-rowcount={isWindowed ? rows.length + 1 : undefined}
      >
        <caption className="hidden">{props.caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.key} scope="col" className={classOf(column)} style={{ width: column.width }}>
                {column.head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody onKeyDown={moveByArrows}>
          <Gap height={first * rowHeight} columns={columns.length} />
          {list.rows.map(({ index }) => {
            const row = rows[index];
            return row === undefined ? null : (
              <TableRow key={props.keyOf(row)} row={row} position={index} table={props} />
            );
          })}
          <Gap height={after * rowHeight} columns={columns.length} />
        </tbody>
        {total === undefined ? null : (
          <tfoot>
            <tr>
              {columns.map((column) => (
                <td key={column.key} className={classOf(column)}>
                  {contentOf(column, total)}
                </td>
              ))}
            </tr>
          </tfoot>
        )}
      </table>
    </div>
  );
}

/** Rows that stay in the window are not drawn again: while it only scrolls, the table's own properties stay the same. */
const TableRow = memo(PlainRow) as typeof PlainRow;

function PlainRow<Row>({
  row,
  position,
  table,
}: {
  readonly row: Row;
  readonly position: number;
  readonly table: DataTableProps<Row>;
}): ReactNode {
  const { columns, onOpen, tree, onMove } = table;
  const isSelected = table.selectedKey !== undefined && table.selectedKey === table.keyOf(row);
  const open = onOpen === undefined ? undefined : () => onOpen(row);
  return (
    <tr
      className={open === undefined ? undefined : 'openable'}
      aria-selected={isSelected ? true : undefined}
      aria-rowindex={position + 2}
      tabIndex={open === undefined ? undefined : 0}
      aria-level={tree?.levelOf(row)}
      aria-expanded={tree?.isExpanded(row)}
      onClick={open}
      onKeyDown={(event) => {
        if (event.target === event.currentTarget) handleRowKey(event, row, open, tree);
      }}
      {...(onMove === undefined ? {} : dragging(table.keyOf(row), (moved) => onMove(moved, row)))}
    >
      {columns.map((column) => (
        <td key={column.key} className={classOf(column)}>
          {contentOf(column, row)}
        </td>
      ))}
    </tr>
  );
}

function contentOf<Row>({ cell, text, isFill }: Column<Row>, row: Row): ReactNode {
  if (cell !== undefined) return cell(row);
  return isFill === true ? <span className="ellipsis">{text(row)}</span> : text(row);
}

function handleRowKey<Row>(
  event: KeyboardEvent<HTMLElement>,
  row: Row,
  open: (() => void) | undefined,
  tree: DataTableProps<Row>['tree'],
): void {
  if (event.key === 'Enter' && open !== undefined) {
    event.preventDefault();
    open();
  }
  const isExpanded = tree?.isExpanded(row);
  const wanted = event.key === 'ArrowRight' ? true : event.key === 'ArrowLeft' ? false : undefined;
  if (wanted === undefined || isExpanded === undefined || isExpanded === wanted) return;
  event.preventDefault();
  tree?.onToggle(row, wanted);
}

const DRAG_TYPE = 'application/x-headroom-row';

function dragging(key: string, onDrop: (movedKey: string) => void): HTMLAttributes<HTMLTableRowElement> {
  return {
    draggable: true,
    onDragStart: (event) => event.dataTransfer.setData(DRAG_TYPE, key),
    onDragOver: (event) => {
      if (event.dataTransfer.types.includes(DRAG_TYPE)) event.preventDefault();
    },
    onDrop: (event) => {
      const moved = event.dataTransfer.getData(DRAG_TYPE);
      if (moved === '' || moved === key) return;
      event.preventDefault();
      onDrop(moved);
    },
  };
}

function Gap({ height, columns }: { readonly height: number; readonly columns: number }): ReactNode {
  return height <= 0 ? null : (
    <tr aria-hidden="true" className="gap">
      <td colSpan={columns} style={{ height }} />
    </tr>
  );
}

function classOf<Row>(column: Column<Row>): string {
  return [
    column.isNumber === true ? 'number' : '',
    column.isFill === true ? 'fill' : '',
    column.from === undefined ? '' : `from-${column.from}`,
  ]
    .filter((name) => name !== '')
    .join(' ');
}

/** Arrow keys walk the rows, as in any list. */
function moveByArrows(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  const row = event.target instanceof HTMLTableRowElement ? event.target : null;
  const next = event.key === 'ArrowDown' ? row?.nextElementSibling : row?.previousElementSibling;
  if (!(next instanceof HTMLElement) || next.tabIndex < 0) return;
  event.preventDefault();
  next.focus();
}

/** The rows as text, head first, for copying and CSV. */
export function tableText<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string[][] {
  return [
    columns.map((column) => (typeof column.head === 'string' ? column.head : column.key)),
    ...rows.map((row) => columns.map((column) => column.text(row))),
  ];
}
