import { useState, type ReactNode } from 'react';
import { DataTable, tableText, type Column } from '../ui/DataTable.tsx';
import { Panel } from '../ui/Panel.tsx';
import { TableTools } from '../ui/TableTools.tsx';

/** The table that holds the same numbers as a picture. */
export interface TwinTable<Row> {
  /** The file's name without its ending. */
  readonly name: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
}

/** A picture with its finding, its measure, and a table that holds the same numbers. */
export function TwinPanel<Row>({
  title,
  label,
  actions,
  height,
  table,
  foot,
  className,
  children,
}: {
  readonly title: ReactNode;
  readonly label: string;
  readonly actions?: ReactNode;
  readonly height: number;
  readonly table: TwinTable<Row>;
  readonly foot?: ReactNode;
  readonly className?: string;
  /** The picture. */
  readonly children: ReactNode;
}): ReactNode {
  const [isTable, setIsTable] = useState(false);
  return (
    <Panel
      title={title}
      label={label}
      {...(actions === undefined ? {} : { actions })}
      {...(className === undefined ? {} : { className })}
      foot={
        <>
          <TableTools
            name={table.name}
            rows={() => tableText(table.columns, table.rows)}
            twin={{ isShown: isTable, toggle: () => setIsTable(!isTable) }}
          />
          {foot === undefined ? null : <span className="foot-note">{foot}</span>}
        </>
      }
    >
      {isTable ? (
        <DataTable
          caption={label}
          columns={table.columns}
          rows={table.rows}
          keyOf={table.keyOf}
          height={height}
        />
      ) : (
        children
      )}
    </Panel>
  );
}
