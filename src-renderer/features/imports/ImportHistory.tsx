import type { ReactNode } from 'react';
import { skipToken, useQuery } from '@tanstack/react-query';
import { Button, Drawer } from '@mantine/core';
import { profileTitle } from '#shared/domain/import.ts';
import type { ImportAnswer } from '#shared/contract/imports.ts';
import { useBackend, useQueries } from '../../client/backend.tsx';
import { bytesText, countText, momentText, monthText, plainStyle, sentenceCase } from '../../format/style.ts';
import { sayFailed } from '../../session/notices.ts';
import { usePageQuery } from '../../session/page-query.ts';
import { usePlace } from '../../session/place.ts';
import { saveFile } from '../../session/save-file.ts';
import { DataTable, type Column } from '../../ui/DataTable.tsx';
import { ChangeImport } from './ChangeImport.tsx';
import { daysText, rowsText, totalsText } from './totals.ts';

const STATE_WORDS = {
  staging: 'being read',
  published: 'in use',
  replaced: 'replaced',
  undone: 'undone',
} as const;

/** `in use without August 2026`, where a later import replaced a month of it. */
function stateText({ state, replacedMonths }: ImportAnswer): string {
  return state === 'published' && replacedMonths.length > 0
    ? `in use without ${replacedMonths.map(monthText).join(', ')}`
    : STATE_WORDS[state];
}

const COLUMNS: readonly Column<ImportAnswer>[] = [
  {
    key: 'files',
    head: 'Files',
    text: ({ files }) => files.map(({ name }) => name).join(', '),
    cell: ({ files }) => <span className="ellipsis">{files.map(({ name }) => name).join(', ')}</span>,
  },
  { key: 'profile', head: 'Read as', text: ({ profile }) => sentenceCase(profileTitle(profile)), from: 1000 },
  { key: 'days', head: 'Days', text: ({ firstDay, lastDay }) => daysText(firstDay, lastDay), from: 1000 },
  { key: 'rows', head: 'Rows', text: ({ rows }) => plainStyle().integer(rows), isNumber: true },
  {
    key: 'rejected',
    head: 'Rejected',
    text: ({ rejected }) => plainStyle().integer(rejected),
    isNumber: true,
    from: 1200,
  },
  { key: 'total', head: 'Billed', text: ({ controlTotals }) => totalsText(controlTotals), isNumber: true },
  { key: 'at', head: 'When', text: ({ at }) => momentText(at), from: 1200 },
  { key: 'state', head: 'State', text: stateText },
];

/** Every import; one opens with its files, rejected rows, and the way to undo it or bring it back. */
export function ImportHistory({ imports }: { readonly imports: readonly ImportAnswer[] }): ReactNode {
  const { budgetId } = usePlace();
  // The open one stands in the address, so that cost rows and messages can point at it.
  const { query, change } = usePageQuery(budgetId ?? '');
  const openId = query.get('import');
  const setOpenId = (id: string | null): void => change({ import: id });
  const known = imports.find(({ importId }) => importId === openId);
  const isSought = openId !== null && known === undefined;
  const sought = useQuery(
    useQueries().imports.get.queryOptions({ input: isSought ? { importId: openId } : skipToken }),
  );
  const open = known ?? (isSought ? sought.data?.data : undefined);
  return (
    <>
      <DataTable
        caption="Imports"
        columns={COLUMNS}
        rows={imports}
        keyOf={({ importId }) => importId}
        onOpen={({ importId }) => setOpenId(importId)}
        selectedKey={openId ?? undefined}
      />
      <Drawer
        opened={open !== undefined}
        onClose={() => setOpenId(null)}
        position="right"
        size={420}
        title="Import"
      >
        {open === undefined ? null : <ImportDetail one={open} />}
      </Drawer>
    </>
  );
}

/** One that counts in part can be taken out, or made the newest of its months again. */
function changesOf({ state, replacedMonths }: ImportAnswer): readonly ('undo' | 'restore')[] {
  if (state !== 'published') return ['restore'];
  return replacedMonths.length > 0 ? ['undo', 'restore'] : ['undo'];
}

function ImportDetail({ one }: { readonly one: ImportAnswer }): ReactNode {
  return (
    <div className="stack">
      <dl className="facts">
        <dt>State</dt>
        <dd>{stateText(one)}</dd>
        <dt>When</dt>
        <dd>{momentText(one.at)}</dd>
        <dt>Read as</dt>
        <dd>
          {sentenceCase(profileTitle(one.profile))}, {one.encoding}
        </dd>
        <dt>Rows</dt>
        <dd>{rowsText(one)}</dd>
        <dt>Billed</dt>
        <dd className="strong">{totalsText(one.controlTotals)}</dd>
        <dt>Effective</dt>
        <dd>{totalsText(one.effectiveTotals)}</dd>
        <dt>Days</dt>
        <dd>{daysText(one.firstDay, one.lastDay)}</dd>
      </dl>
      <h3 className="title">Files</h3>
      {one.files.map(({ name, sha256, bytes, rows }) => (
        <div key={sha256}>
          <p>
            {name} · {bytesText(bytes)} · {countText(rows, 'row', 'rows')}
          </p>
          <p className="mono quiet" style={{ overflowWrap: 'anywhere' }}>
            SHA-256 {sha256}
          </p>
        </div>
      ))}
      <RejectedRows importId={one.importId} />
      {changesOf(one).map((change) => (
        <ChangeImport
          key={`${one.importId} ${one.state} ${one.replacedMonths.join()} ${change}`}
          one={one}
          change={change}
        />
      ))}
    </div>
  );
}

function RejectedRows({ importId }: { readonly importId: string }): ReactNode {
  const { client } = useBackend();
  const queries = useQueries();
  const rejections =
    useQuery(queries.imports.get.queryOptions({ input: { importId } })).data?.data.rejections ?? [];
  const saveRejected = (): void => {
    client.imports
      .rejected({ importId })
      .then(
        ({ data }) => saveFile('rejected-rows.csv', new Blob([data.csv], { type: 'text/csv' })),
        sayFailed,
      );
  };
  if (rejections.length === 0) return null;
  return (
    <>
      <h3 className="title">Rejected rows</h3>
      <ul className="stack tight">
        {rejections.slice(0, 20).map(({ row, column, reason }) => (
          <li key={`${row} ${column}`}>
            Row {row}, {column}: {reason}
          </li>
        ))}
      </ul>
      <Button variant="default" onClick={saveRejected}>
        Save the rejected rows
      </Button>
    </>
  );
}
