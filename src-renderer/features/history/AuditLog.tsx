import { useState, type ReactNode } from 'react';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Button, TextInput } from '@mantine/core';
import { isDay } from '#shared/domain/calendar.ts';
import type { Outputs } from '#shared/contract/contract.ts';
import { useBackend } from '../../client/backend.tsx';
import { countText, momentText } from '../../format/style.ts';
import { PAGE_ROWS, PAGED, rowsOf, totalOf } from '../../session/list-pages.ts';
import { sayDone, sayFailed } from '../../session/notices.ts';
import { csvOf, saveFile } from '../../session/save-file.ts';
import { DataTable, tableText, type Column } from '../../ui/DataTable.tsx';
import { moreRows } from '../../ui/MoreRows.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Answered, EmptyState } from '../../ui/States.tsx';

export type Entry = Outputs['audit']['list']['data'][number];

/** How much of it is read at once to be saved. */
const MOST_AT_ONCE = 1000;

const AUDIT_COLUMNS: readonly Column<Entry>[] = [
  { key: 'seq', head: 'No.', text: ({ seq }) => String(seq), isNumber: true },
  {
    key: 'label',
    head: 'What',
    text: ({ label }) => label,
    cell: ({ label }) => <span className="ellipsis">{label}</span>,
    isFill: true,
  },
  { key: 'actor', head: 'By', text: ({ actor }) => actor },
  { key: 'door', head: 'Through', text: ({ door }) => door, from: 1000 },
  { key: 'changes', head: 'Rows', text: ({ changes }) => String(changes.length), isNumber: true, from: 1000 },
  { key: 'at', head: 'When', text: ({ at }) => momentText(at) },
  {
    key: 'hash',
    head: 'Seal',
    text: ({ hash }) => hash,
    cell: ({ hash }) => <span className="mono quiet">{hash.slice(0, 12)}</span>,
    from: 1200,
  },
];

interface Filter {
  readonly id: string;
  readonly actor: string;
  readonly operation: string;
  readonly since: string;
}
const NO_FILTER: Filter = { id: '', actor: '', operation: '', since: '' };

/** Who changed what, narrowed as the command line narrows it, checked and saved. */
export function AuditLog({
  open,
  onOpen,
}: {
  readonly open: Entry | undefined;
  readonly onOpen: (entry: Entry | undefined) => void;
}): ReactNode {
  const { queries } = useBackend();
  const [filter, setFilter] = useState(NO_FILTER);
  const input = inputOf(filter);
  const entries = useInfiniteQuery({
    ...queries.audit.list.infiniteOptions({
      input: (offset: number) => ({ ...input, limit: PAGE_ROWS, offset }),
      ...PAGED,
    }),
    placeholderData: keepPreviousData,
  });
  const pages = entries.data?.pages ?? [];
  const rows = rowsOf(pages, ({ seq }) => String(seq));
  const total = totalOf(pages);
  return (
    <Panel
      title="Audit log"
      label={`${countText(total, 'entry', 'entries')}, each sealed with the one before`}
      className="flush"
      actions={<AuditActions input={input} total={total} />}
      foot={moreRows(rows.length, entries)}
    >
      <FilterFields filter={filter} onChange={setFilter} />
      <Answered query={entries} what="the audit log" height={160}>
        {() =>
          rows.length === 0 ? (
            <EmptyState title="No entry fits">Take a condition off to see more.</EmptyState>
          ) : (
            <DataTable
              caption="Audit log"
              columns={AUDIT_COLUMNS}
              rows={rows}
              keyOf={({ seq }) => String(seq)}
              onOpen={(entry) => onOpen(entry.seq === open?.seq ? undefined : entry)}
              selectedKey={open === undefined ? undefined : String(open.seq)}
            />
          )
        }
      </Answered>
    </Panel>
  );
}

type Narrowed = ReturnType<typeof inputOf>;

function inputOf({ id, actor, operation, since }: Filter) {
  const given = { id: id.trim(), actor: actor.trim(), operation: operation.trim() };
  return {
    ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== '')),
    ...(isDay(since) ? { since } : {}),
  };
}

function FilterFields({
  filter,
  onChange,
}: {
  readonly filter: Filter;
  readonly onChange: (filter: Filter) => void;
}): ReactNode {
  const field = (key: keyof Filter, label: string, placeholder?: string): ReactNode => (
    <TextInput
      label={label}
      type={key === 'since' ? 'date' : 'text'}
      placeholder={placeholder}
      value={filter[key]}
      onChange={(event) => onChange({ ...filter, [key]: event.currentTarget.value })}
      w={140}
    />
  );
  return (
    <div className="controls in-panel" role="group" aria-label="Which entries">
      {field('operation', 'Operation', 'budgets.update')}
      {field('actor', 'By')}
      {field('id', 'About the id', 'payments')}
      {field('since', 'Since')}
    </div>
  );
}

function AuditActions({ input, total }: { readonly input: Narrowed; readonly total: number }): ReactNode {
  const { client } = useBackend();
  const verify = (): void => {
    client.audit
      .verify({})
      .then(({ data }) => (data.ok ? sayDone(data.message) : sayFailed(new Error(data.message))), sayFailed);
  };
  const save = async (): Promise<void> => {
    const all: Entry[] = [];
    for (let offset = 0; offset < total; offset += MOST_AT_ONCE)
      all.push(...(await client.audit.list({ ...input, limit: MOST_AT_ONCE, offset })).data);
    const [head = [], ...rows] = tableText(AUDIT_COLUMNS, all);
    const more = all.map(({ operation, reason, changes }) => [operation, reason, JSON.stringify(changes)]);
    const table = [
      [...head, 'Operation', 'Reason', 'Changes'],
      ...rows.map((row, place) => [...row, ...(more[place] ?? [])]),
    ];
    saveFile('audit-log.csv', new Blob([csvOf(table)], { type: 'text/csv' }));
  };
  return (
    <>
      <Button variant="default" onClick={verify}>
        Check the chain
      </Button>
      <Button variant="default" onClick={() => void save().catch(sayFailed)}>
        Save as CSV
      </Button>
    </>
  );
}
