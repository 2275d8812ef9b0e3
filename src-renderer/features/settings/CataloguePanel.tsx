import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Button } from '@mantine/core';
import { ArrowDown, ArrowUp, Plus } from 'lucide-react';
import { useQueries } from '../../client/backend.tsx';
import { UnsavedFoot } from '../../forms/UnsavedFoot.tsx';
import { plainStyle } from '../../format/style.ts';
import { sayDone, sayFailed } from '../../session/notices.ts';
import { useUnsaved } from '../../session/unsaved.ts';
import { DataTable, type Column } from '../../ui/DataTable.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Answered } from '../../ui/States.tsx';
import { ActionDialog } from './ActionDialog.tsx';
import {
  basesText,
  driverText,
  moved,
  rowsOf,
  severitiesText,
  without,
  type ActionRow,
  type CatalogueEntry,
} from './catalogue-draft.ts';

/** The actions that alerts recommend, in the order in which they are given. */
export function CataloguePanel(): ReactNode {
  const catalogue = useQuery(useQueries().alerts.catalogue.queryOptions({ input: {} }));
  return (
    <Panel
      title="Recommended actions"
      label="Of those that fit an alert the first five are given; actions for one of its drivers come before the others"
      className="span-12"
    >
      <Answered query={catalogue} what="the actions" height={200}>
        {({ data }) => <CatalogueEditor stored={data.entries} isDefault={data.isDefault} />}
      </Answered>
    </Panel>
  );
}

/** The list as it is edited; nothing is stored before it is saved, and then all of it in one step. */
function CatalogueEditor({
  stored,
  isDefault,
}: {
  readonly stored: readonly CatalogueEntry[];
  readonly isDefault: boolean;
}): ReactNode {
  const storedRows = useMemo(() => rowsOf(stored), [stored]);
  const list = useUnsaved<readonly ActionRow[]>('actions', storedRows);
  const rows = list.value;
  const [chosen, setChosen] = useState<string>();
  const [edited, setEdited] = useState<ActionRow | 'new'>();
  const save = useMutation(
    useQueries().settings.set.mutationOptions({
      onSuccess: () => {
        list.saved();
        sayDone('The actions are saved.');
      },
      onError: sayFailed,
    }),
  );
  const keep = (entry: CatalogueEntry): void => {
    if (edited === undefined) return;
    const key = edited === 'new' ? crypto.randomUUID() : edited.key;
    list.set(
      edited === 'new'
        ? [...rows, { key, entry }]
        : rows.map((row) => (row.key === key ? { key, entry } : row)),
    );
    setChosen(key);
    setEdited(undefined);
  };
  return (
    <div className="stack">
      <ActionList rows={rows} chosen={chosen} onChoose={setChosen} />
      <ListTools rows={rows} chosen={chosen} onRows={list.set} onChoose={setChosen} onEdit={setEdited} />
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate({ actionCatalogue: rows.map(({ entry }) => entry) });
        }}
      >
        <UnsavedFoot
          submit="Save the actions"
          isChanged={list.isChanged}
          isBusy={save.isPending}
          onDiscard={list.discard}
        >
          {isDefault ? null : (
            <Button variant="default" onClick={() => save.mutate({ actionCatalogue: null })}>
              Back to the built-in ones
            </Button>
          )}
        </UnsavedFoot>
      </form>
      {edited === undefined ? null : (
        <ActionDialog
          entry={edited === 'new' ? undefined : edited.entry}
          onKeep={keep}
          onClose={() => setEdited(undefined)}
        />
      )}
    </div>
  );
}

function ActionList({
  rows,
  chosen,
  onChoose,
}: {
  readonly rows: readonly ActionRow[];
  readonly chosen: string | undefined;
  readonly onChoose: (key: string) => void;
}): ReactNode {
  const frame = useRef<HTMLDivElement>(null);
  // What is added or moved stays in sight.
  useEffect(() => {
    frame.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [rows, chosen]);
  if (rows.length === 0) return <p className="quiet">No action: alerts will recommend nothing.</p>;
  const places = new Map(rows.map(({ key }, index) => [key, index + 1]));
  const columns: readonly Column<ActionRow>[] = [
    {
      key: 'place',
      head: 'No.',
      text: ({ key }) => plainStyle().integer(places.get(key) ?? 0),
      isNumber: true,
    },
    { key: 'text', head: 'What to do', text: ({ entry }) => entry.text, isFill: true },
    { key: 'severities', head: 'Severity', text: ({ entry }) => severitiesText(entry) },
    { key: 'bases', head: 'Rules on', text: ({ entry }) => basesText(entry), from: 1000 },
    { key: 'driver', head: 'Driver', text: ({ entry }) => driverText(entry) },
  ];
  return (
    <div ref={frame} className="framed">
      <DataTable
        caption="Recommended actions"
        columns={columns}
        rows={rows}
        keyOf={({ key }) => key}
        onOpen={({ key }) => onChoose(key)}
        selectedKey={chosen}
        height={280}
      />
    </div>
  );
}

/** What can be done with the list and with the action that is chosen in it, which is written out. */
function ListTools({
  rows,
  chosen,
  onRows,
  onChoose,
  onEdit,
}: {
  readonly rows: readonly ActionRow[];
  readonly chosen: string | undefined;
  readonly onRows: (rows: readonly ActionRow[]) => void;
  readonly onChoose: (key: string | undefined) => void;
  readonly onEdit: (row: ActionRow | 'new') => void;
}): ReactNode {
  const row = rows.find(({ key }) => key === chosen);
  const move = (by: -1 | 1) => () => {
    if (row !== undefined) onRows(moved(rows, row.key, by));
  };
  const remove = (): void => {
    if (row === undefined) return;
    const left = without(rows, row.key);
    onRows(left.rows);
    onChoose(left.next);
  };
  const needsOne = { variant: 'default', disabled: row === undefined } as const;
  return (
    <>
      <p role="status" className="prose">
        {row === undefined
          ? 'Choose an action to change, move or remove it.'
          : `${rows.indexOf(row) + 1} of ${rows.length}: ${row.entry.text}`}
      </p>
      <div className="row">
        <Button variant="default" leftSection={<Plus size={14} />} onClick={() => onEdit('new')}>
          Add…
        </Button>
        <Button {...needsOne} onClick={() => (row === undefined ? undefined : onEdit(row))}>
          Change…
        </Button>
        <Button {...needsOne} leftSection={<ArrowUp size={14} />} onClick={move(-1)}>
          Move up
        </Button>
        <Button {...needsOne} leftSection={<ArrowDown size={14} />} onClick={move(1)}>
          Move down
        </Button>
        <Button {...needsOne} onClick={remove}>
          Remove
        </Button>
      </div>
    </>
  );
}
