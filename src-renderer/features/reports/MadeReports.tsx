import type { ReactNode } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useQueries } from '../../client/backend.tsx';
import { bytesText, dayText, momentText, spanText } from '../../format/style.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { Panel } from '../../ui/Panel.tsx';

/** Reports of a budget that were handed on; the next one says what was restated since the latest of them. */
export function MadeReports({ budgetId }: { readonly budgetId: string }): ReactNode {
  const made = useQuery(useQueries().reports.made.queryOptions({ input: { budgetId } })).data?.data ?? [];
  if (made.length === 0) return null;
  return (
    <Panel
      title="Reports made"
      label="The next report says what was restated since the latest of them"
      className="flush"
    >
      <DataTable
        caption="Reports that were handed on"
        columns={[
          { key: 'file', head: 'File', text: ({ file }) => file, isFill: true },
          {
            key: 'months',
            head: 'Months',
            text: ({ from, to }) => spanText(from, to),
          },
          { key: 'asOf', head: 'As of', text: ({ asOf }) => dayText(asOf), from: 1000 },
          { key: 'bytes', head: 'Size', text: ({ bytes }) => bytesText(bytes), isNumber: true, from: 1000 },
          { key: 'by', head: 'Prepared by', text: ({ preparedBy }) => preparedBy, from: 1200 },
          { key: 'at', head: 'At', text: ({ preparedAt }) => momentText(preparedAt) },
          {
            key: 'sha256',
            head: 'SHA-256',
            text: ({ sha256 }) => sha256,
            cell: ({ sha256 }) => (
              <span className="mono" title={sha256}>
                {sha256.slice(0, 12)}…
              </span>
            ),
            from: 1200,
          },
        ]}
        rows={made}
        keyOf={({ id }) => id}
      />
    </Panel>
  );
}
