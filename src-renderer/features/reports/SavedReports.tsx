import { useState, type ReactNode } from 'react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, TextInput } from '@mantine/core';
import type { Outputs } from '#shared/contract/contract.ts';
import { useQueries } from '../../client/backend.tsx';
import { Form } from '../../forms/Form.tsx';
import { sayDone, sayFailed } from '../../session/notices.ts';
import { usePlace } from '../../session/place.ts';
import { usePastReason } from '../../session/workspace.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Answered } from '../../ui/States.tsx';
import { addressOfDefinition, monthsText, nextMonth, type Definition } from './definition.ts';

export type SavedReport = Outputs['reports']['list']['data'][number];

/** Definitions that are kept, so that next month's report is one click. */
export function SavedReports({
  definition,
  openId,
}: {
  readonly definition: Definition;
  /** The one that is being edited. */
  readonly openId: string | undefined;
}): ReactNode {
  const saved = useQuery(useQueries().reports.list.queryOptions({ input: {} }));
  return (
    <Panel
      title="Saved reports"
      label="Months that are named by words move on with the data; other months are run again one month later"
      className="flush"
    >
      <Answered query={saved} what="the saved reports">
        {({ data }) => {
          const open = data.find(({ id }) => id === openId);
          return (
            <>
              <NameForm key={open?.id ?? ''} definition={definition} open={open} />
              {data.length === 0 ? null : <List reports={data} openId={openId} />}
            </>
          );
        }}
      </Answered>
    </Panel>
  );
}

/** Saves what is chosen under a name: as a report of its own, or as a change of the one that is open. */
function NameForm({
  definition,
  open,
}: {
  readonly definition: Definition;
  readonly open: SavedReport | undefined;
}): ReactNode {
  const queries = useQueries();
  const { go } = usePlace();
  const pastReason = usePastReason();
  const isPast = pastReason !== null;
  const [name, setName] = useState(open?.name ?? '');
  const save = useMutation(
    queries.reports.save.mutationOptions({
      onSuccess: ({ data }) => {
        sayDone(`${data.name} is saved.`);
        go('reports', data.options.budgetId, addressOfDefinition(data.options, data.id));
      },
      onError: sayFailed,
    }),
  );
  const update = useMutation(
    queries.reports.update.mutationOptions({
      onSuccess: ({ data }) => sayDone(`${data.name} is changed.`),
      onError: sayFailed,
    }),
  );
  return (
    <Form
      className="controls in-panel"
      onSubmit={() => {
        if (open === undefined) save.mutate({ name, options: definition });
        else update.mutate({ id: open.id, name, options: definition });
      }}
    >
      <TextInput
        label={open === undefined ? 'Save these choices as' : `Name of ${open.name}`}
        description={pastReason}
        value={name}
        required
        disabled={isPast}
        onChange={(event) => setName(event.currentTarget.value)}
        w={260}
      />
      <Button type="submit" variant="default" disabled={isPast} loading={save.isPending || update.isPending}>
        {open === undefined ? 'Save' : 'Save the changes'}
      </Button>
      {open === undefined ? null : (
        <Button
          variant="default"
          disabled={isPast || name === open.name}
          onClick={() => save.mutate({ name, options: definition })}
        >
          Save as another
        </Button>
      )}
    </Form>
  );
}

function List({
  reports,
  openId,
}: {
  readonly reports: readonly SavedReport[];
  readonly openId: string | undefined;
}): ReactNode {
  const { go } = usePlace();
  const pastReason = usePastReason();
  const remove = useMutation(useQueries().reports.remove.mutationOptions({ onError: sayFailed }));
  const open = ({ id, options }: SavedReport, run: Definition = options): void =>
    go('reports', options.budgetId, addressOfDefinition(run, id));
  return (
    <DataTable
      caption="Saved reports"
      columns={[
        { key: 'name', head: 'Name', text: ({ name }) => name, isFill: true },
        { key: 'budget', head: 'Budget', text: ({ options }) => options.budgetId, from: 1000 },
        { key: 'months', head: 'Months', text: ({ options }) => monthsText(options) },
        { key: 'against', head: 'Against', text: ({ options }) => options.against ?? 'budget', from: 1000 },
        {
          key: 'by',
          head: 'By',
          text: ({ options }) => (options.by ?? 'as budgeted').split(',').join(', '),
          from: 1200,
        },
        {
          key: 'actions',
          head: <span className="hidden">Actions</span>,
          text: () => '',
          cell: (report) => (
            <span className="report-actions">
              <RowButton report={report} word="Open" onClick={() => open(report)} />
              {report.options.to === undefined ? null : (
                <RowButton
                  report={report}
                  word="Run for the next month"
                  onClick={() => open(report, nextMonth(report.options))}
                />
              )}
              <RowButton
                report={report}
                word="Delete"
                disabledBy={pastReason}
                onClick={() => remove.mutate({ id: report.id })}
              />
            </span>
          ),
        },
      ]}
      rows={reports}
      keyOf={({ id }) => id}
      selectedKey={openId}
    />
  );
}

function RowButton({
  report,
  word,
  disabledBy = null,
  onClick,
}: {
  readonly report: SavedReport;
  readonly word: string;
  /** Why it cannot be pressed. */
  readonly disabledBy?: string | null;
  readonly onClick: () => void;
}): ReactNode {
  return (
    <button
      type="button"
      className="text-button"
      aria-label={`${word}: ${report.name}`}
      title={disabledBy ?? undefined}
      disabled={disabledBy !== null}
      onClick={onClick}
    >
      {word}
    </button>
  );
}
