import { memo, type CSSProperties, type ReactNode } from 'react';
import { ChevronDown, ChevronRight } from 'lucide-react';
import { money } from '#shared/domain/money.ts';
import { amountText } from '../../../format/style.ts';
import { CellInput } from './CellInput.tsx';
import type { GridColumn } from './columns.tsx';
import type { TreeRow } from './tree-rows.ts';
import { waitingKey, type Planner } from './use-plan.ts';

export interface Draft {
  readonly text: string;
  readonly column: number;
}

export interface GridRowProps {
  readonly row: TreeRow;
  readonly index: number;
  readonly start: number;
  readonly columns: readonly GridColumn[];
  /** Of `grid-template-columns`. */
  readonly template: string;
  /** The column with the focus, where it is in this row; 0 is the name. */
  readonly active: number | undefined;
  /** The first and last chosen column, where this row has chosen cells. */
  readonly left: number | undefined;
  readonly right: number | undefined;
  readonly draft: Draft | undefined;
  readonly isOpen: boolean;
  /** About to move elsewhere. */
  readonly isCut: boolean;
  readonly hasPath: boolean;
  readonly waiting: Planner['waiting'];
  /** Of a row with a draft. */
  readonly onCommit: ((text: string, rows: number, columns: number) => boolean) | undefined;
  readonly onCancel: (() => void) | undefined;
}

/** One budget of the grid. Events are heard by the grid, so that a row has no handlers of its own. */
export const GridRow = memo(function GridRow(props: GridRowProps): ReactNode {
  const { row, index, start, columns, active, left, right, draft } = props;
  const style: CSSProperties = {
    gridTemplateColumns: props.template,
    transform: `translateY(${start}px)`,
  };
  const isChosen = (column: number): boolean | undefined =>
    left === undefined || right === undefined ? undefined : left <= column && column <= right;
  return (
    <div
      role="row"
      className={props.isCut ? 'grid-row cut' : 'grid-row'}
      style={style}
      data-row={index}
      aria-rowindex={index + 2}
      aria-level={row.level}
      aria-expanded={row.isExpanded}
      aria-posinset={row.position}
      aria-setsize={row.siblings}
      aria-current={props.isOpen ? true : undefined}
    >
      <div
        role="rowheader"
        className="grid-cell name"
        data-column={0}
        tabIndex={active === 0 ? 0 : -1}
        aria-colindex={1}
        aria-selected={isChosen(0)}
        draggable
      >
        <Name row={row} hasPath={props.hasPath} />
      </div>
      {columns.map((column, at) => (
        <div
          key={column.key}
          role="gridcell"
          className={classOf(column, row)}
          data-column={at + 1}
          tabIndex={active === at + 1 && draft === undefined ? 0 : -1}
          aria-colindex={at + 2}
          aria-selected={isChosen(at + 1)}
          aria-readonly={column.amount?.(row.budget) === undefined ? true : undefined}
        >
          {draft?.column === at + 1 && props.onCommit !== undefined && props.onCancel !== undefined ? (
            <CellInput
              label={`${row.budget.name}, ${column.head}`}
              text={draft.text}
              onCommit={props.onCommit}
              onCancel={props.onCancel}
            />
          ) : (
            (waitingText(props.waiting, row, column) ?? column.cell?.(row.budget) ?? column.text(row.budget))
          )}
        </div>
      ))}
    </div>
  );
});

/** An amount that is on its way stands in its cell already. */
function waitingText(
  waiting: Planner['waiting'],
  { budget }: TreeRow,
  column: GridColumn,
): string | undefined {
  const amount = column.amount && waiting.get(waitingKey(budget.id, column.month));
  return amount === undefined ? undefined : amountText(money(amount, budget.currency));
}

function classOf(column: GridColumn, { budget }: TreeRow): string {
  const isEditable = column.amount?.(budget) !== undefined;
  return `grid-cell${column.isNumber ? ' number' : ''}${isEditable ? ' editable' : ''}`;
}

function Name({ row, hasPath }: { readonly row: TreeRow; readonly hasPath: boolean }): ReactNode {
  const { budget, level, isExpanded } = row;
  return (
    <span className="tree-name" style={{ paddingLeft: (level - 1) * 16 }}>
      {isExpanded === undefined ? (
        <span className="tree-gap" />
      ) : (
        <button
          type="button"
          className="tree-toggle"
          tabIndex={-1}
          data-toggle
          aria-label={isExpanded ? `Fold ${budget.name}` : `Unfold ${budget.name}`}
        >
          {isExpanded ? <ChevronDown size={14} /> : <ChevronRight size={14} />}
        </button>
      )}
      <span className="ellipsis" title={budget.path.join(' › ')}>
        {budget.name}
        {hasPath && budget.path.length > 1 ? (
          <span className="quiet"> in {budget.path.slice(0, -1).join(' › ')}</span>
        ) : null}
      </span>
    </span>
  );
}
