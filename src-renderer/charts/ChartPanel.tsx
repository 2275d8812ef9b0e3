import { useState, type ReactNode } from 'react';
import type { Picture } from '#shared/charts/picture.ts';
import { DataTable, tableText, type Column } from '../ui/DataTable.tsx';
import { Panel } from '../ui/Panel.tsx';
import { TableTools } from '../ui/TableTools.tsx';
import { ChartCanvas } from './ChartCanvas.tsx';

/** A chart with its finding, its measure, and a table that holds the same numbers. */
export function ChartPanel<Row>({
  title,
  label,
  actions,
  picture,
  height,
  table,
  foot,
  className,
}: {
  readonly title: ReactNode;
  readonly label: string;
  readonly actions?: ReactNode;
  readonly picture: Picture;
  readonly height: number;
  readonly table: {
    readonly name: string;
    readonly columns: readonly Column<Row>[];
    readonly rows: readonly Row[];
    readonly keyOf: (row: Row) => string;
  };
  readonly foot?: ReactNode;
  readonly className?: string;
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
        <ChartCanvas picture={picture} height={height} />
      )}
    </Panel>
  );
}
