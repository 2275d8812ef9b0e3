import { useState, type ReactNode } from 'react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, SegmentedControl } from '@mantine/core';
import type { Outputs } from '#shared/contract/contract.ts';
import { useQueries } from '../../client/backend.tsx';
import { momentText } from '../../format/style.ts';
import { useUndo } from '../../session/actions.ts';
import { PAGE_ROWS, PAGED, rowsOf } from '../../session/list-pages.ts';
import { useWorkspace } from '../../session/workspace.ts';
import { DataTable, type Column } from '../../ui/DataTable.tsx';
import { moreRows } from '../../ui/MoreRows.tsx';
import { Page, Panel } from '../../ui/Panel.tsx';
import { Answered, EmptyState } from '../../ui/States.tsx';
import { AuditLog, type Entry } from './AuditLog.tsx';
import { EntryPanel } from './EntryPanel.tsx';

type Step = Outputs['history']['list']['data'][number];
type View = 'steps' | 'audit';

const STEP_COLUMNS: readonly Column<Step>[] = [
  {
    key: 'label',
    head: 'Step',
    text: ({ label }) => label,
    cell: ({ label }) => <span className="ellipsis">{label}</span>,
    isFill: true,
  },
  { key: 'actor', head: 'By', text: ({ actor }) => actor },
  { key: 'at', head: 'When', text: ({ at }) => momentText(at) },
  { key: 'state', head: 'State', text: ({ state }) => state },
];

/** What was done: steps that can be undone and redone, and the audit log with its chain of seals. */
export function HistoryPage(): ReactNode {
  const [view, setView] = useState<View>('steps');
  const [entry, setEntry] = useState<Entry>();
  const open = view === 'audit' ? entry : undefined;
  const workspace = useWorkspace();
  const last = workspace?.undo ?? null;
  return (
    <div className={open === undefined ? 'with-panel' : 'with-panel open'}>
      <Page
        finding={last === null ? 'Nothing can be undone yet.' : `The last step that can be undone: ${last}.`}
        actions={<UndoActions />}
      >
        <div>
          <SegmentedControl
            aria-label="Steps or audit log"
            value={view}
            onChange={setView}
            data={[
              { value: 'steps', label: 'Steps' },
              { value: 'audit', label: 'Audit log' },
            ]}
          />
        </div>
        {view === 'steps' ? <Steps /> : <AuditLog open={open} onOpen={setEntry} />}
      </Page>
      {open === undefined ? null : <EntryPanel entry={open} onClose={() => setEntry(undefined)} />}
    </div>
  );
}

function UndoActions(): ReactNode {
  const workspace = useWorkspace();
  const { undo, redo, isBusy } = useUndo();
  return (
    <>
      <Button variant="default" disabled={isBusy || (workspace?.undo ?? null) === null} onClick={undo}>
        Undo
      </Button>
      <Button variant="default" disabled={isBusy || (workspace?.redo ?? null) === null} onClick={redo}>
        Redo
      </Button>
    </>
  );
}

function Steps(): ReactNode {
  const steps = useInfiniteQuery(
    useQueries().history.list.infiniteOptions({
      input: (offset: number) => ({ limit: PAGE_ROWS, offset }),
      ...PAGED,
    }),
  );
  const rows = steps.data === undefined ? [] : rowsOf(steps.data.pages, ({ seq }) => String(seq));
  return (
    <Panel
      title="Steps"
      label="Newest first; undo writes a new entry, nothing is erased"
      className="flush"
      foot={moreRows(rows.length, steps)}
    >
      <Answered query={steps} what="the steps" height={160}>
        {() =>
          rows.length === 0 ? (
            <EmptyState title="No step yet">
              What you import, edit and decide appears here, and each step can be taken back.
            </EmptyState>
          ) : (
            <DataTable caption="Steps" columns={STEP_COLUMNS} rows={rows} keyOf={({ seq }) => String(seq)} />
          )
        }
      </Answered>
    </Panel>
  );
}
