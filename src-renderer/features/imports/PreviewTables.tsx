import type { ReactNode } from 'react';
import { wordsOf } from '#shared/domain/words.ts';
import { dayText } from '../../format/style.ts';
import { DataTable, type Column } from '../../ui/DataTable.tsx';
import type { Preview } from './look-into.ts';

/** The first hundred rejected rows by their reason, the most frequent first. */
function reasonsOf({ rejections }: Preview): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const { reason } of rejections) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return counts.size === rejections.length ? [] : [...counts].sort((a, b) => b[1] - a[1]);
}

interface ExampleCell {
  readonly key: string;
  readonly row: number;
  readonly field: string;
  readonly column: string;
  readonly raw: string;
  readonly parsed: string;
}

const EXAMPLE_COLUMNS: readonly Column<ExampleCell>[] = [
  { key: 'row', head: 'Row', text: ({ row }) => String(row), width: '64px' },
  { key: 'field', head: 'Field', text: ({ field }) => field },
  { key: 'column', head: 'Column of the file', text: ({ column }) => column },
  {
    key: 'raw',
    head: 'As written',
    text: ({ raw }) => raw,
    cell: ({ raw }) => <span className="ellipsis mono">{raw === '' ? '(blank)' : raw}</span>,
  },
  {
    key: 'parsed',
    head: 'As read',
    text: ({ parsed }) => parsed,
    cell: ({ parsed }) => <span className="ellipsis">{parsed}</span>,
  },
];

/** Raw beside parsed, cell by cell, for the first rows. */
export function Examples({ preview }: { readonly preview: Preview }): ReactNode {
  const fieldsOf = Map.groupBy(preview.columnsUsed, ({ column }) => column);
  const cells = preview.examples.flatMap(({ raw, parsed }, index) =>
    Object.entries(parsed).map(([column, value]): ExampleCell => ({
      key: `${index} ${column}`,
      row: index + 1,
      field: (fieldsOf.get(column) ?? []).map(({ field }) => wordsOf(field)).join(', '),
      column,
      raw: raw[column] ?? '',
      parsed: value,
    })),
  );
  if (cells.length === 0) return null;
  return (
    <div className="framed">
      <DataTable
        caption="The first rows as written and as read"
        columns={EXAMPLE_COLUMNS}
        rows={cells}
        keyOf={({ key }) => key}
        height={260}
      />
    </div>
  );
}

/** Why rows cannot be read: by reason, and the first of them. */
export function Rejections({ preview }: { readonly preview: Preview }): ReactNode {
  if (preview.rejections.length === 0) return null;
  return (
    <div className="stack tight">
      <h3 className="title">Rows that cannot be read</h3>
      <ul className="stack tight">
        {reasonsOf(preview).map(([reason, count]) => (
          <li key={reason}>
            {count} {count === 1 ? 'row' : 'rows'}: {reason}
          </li>
        ))}
      </ul>
      <ul className="stack tight">
        {preview.rejections.slice(0, 20).map(({ row, column, reason }) => (
          <li key={`${row} ${column}`}>
            Row {row}, {column}: {reason}
          </li>
        ))}
      </ul>
      {preview.counts.rejected > 20 ? (
        <p className="quiet">All {preview.counts.rejected} can be saved as a file after the import.</p>
      ) : null}
      {preview.lastDay === null ? null : (
        <p className="quiet">The other rows reach to {dayText(preview.lastDay)}.</p>
      )}
    </div>
  );
}
