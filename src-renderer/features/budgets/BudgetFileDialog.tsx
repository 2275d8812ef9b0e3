import { useState, type ReactNode } from 'react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useDebouncedValue } from '@mantine/hooks';
import { Checkbox } from '@mantine/core';
import type { Client } from '#shared/contract/contract.ts';
import { useBackend } from '../../client/backend.tsx';
import { countText } from '../../format/style.ts';
import { Form } from '../../forms/Form.tsx';
import { FormFoot } from '../../forms/FormFoot.tsx';
import { sayDone } from '../../session/notices.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { Answered, Failure } from '../../ui/States.tsx';
import { BudgetChanges } from './BudgetChanges.tsx';
import { NO_READING, readingOf, TableReading, TableReport, type Reading } from './BudgetTable.tsx';
import { sourceOf, TreeFile } from './TemplateFiles.tsx';

/** What a file holds, and how it is to be read and put. */
interface Chosen {
  readonly source: Awaited<ReturnType<typeof sourceOf>>;
  readonly reading: Reading;
  readonly createOnly: boolean;
}

/** Budgets from a file: a tree that was saved as JSON, or a table. What it changes is shown before. */
export function BudgetFileDialog({ onClose }: { readonly onClose: (firstId?: string) => void }): ReactNode {
  const [chosen, setChosen] = useState<Chosen>();
  const read = useMutation({
    mutationFn: async (file: File) => {
      setChosen(undefined);
      setChosen({ source: await sourceOf(file), reading: NO_READING, createOnly: false });
    },
  });
  return (
    <Dialog onClose={() => onClose()} size={640} title="Budgets from a file">
      <div className="stack">
        <p className="prose">
          A JSON file that a budget was saved as, or a CSV table of budgets. Budgets with an id that is there
          are changed, all others are made.
        </p>
        <TreeFile
          label="Choose JSON or CSV…"
          name="File of budgets"
          isBusy={read.isPending}
          onChoose={(file) => read.mutate(file)}
        />
        <Failure error={read.error} />
        {chosen === undefined ? null : <FileForm chosen={chosen} put={setChosen} onDone={onClose} />}
      </div>
    </Dialog>
  );
}

/** How the file is read, what that comes to, and the button that keeps it. */
function FileForm({
  chosen,
  put,
  onDone,
}: {
  readonly chosen: Chosen;
  readonly put: (chosen: Chosen) => void;
  readonly onDone: (firstId?: string) => void;
}): ReactNode {
  const { client } = useBackend();
  const [asked] = useDebouncedValue(chosen, 300);
  const trial = useQuery({
    queryKey: ['budgets of a file', asked],
    queryFn: () => send(client, asked, true),
    gcTime: 0,
  });
  const keep = useMutation({
    mutationFn: () => send(client, chosen, false),
    onSuccess: ({ budgets, firstId }) => {
      sayDone(`${countText(budgets, 'budget', 'budgets')} as the file says.`);
      onDone(firstId);
    },
  });
  const { source, reading, createOnly } = chosen;
  return (
    <Form onSubmit={() => keep.mutate()}>
      {source.table === undefined ? (
        <Checkbox
          label="Only make new ones, and refuse the file where a budget is there already"
          checked={createOnly}
          onChange={(event) => put({ ...chosen, createOnly: event.currentTarget.checked })}
        />
      ) : (
        <TableReading reading={reading} onChange={(next) => put({ ...chosen, reading: next })} />
      )}
      {trial.isError ? (
        <Failure error={trial.error} />
      ) : (
        <Answered query={trial} what="the file">
          {({ table, budgets, changes }) => (
            <>
              {table === undefined ? null : <TableReport table={table} />}
              <BudgetChanges title="What it changes" changes={changes} total={budgets} />
            </>
          )}
        </Answered>
      )}
      <Failure error={keep.error} />
      <FormFoot
        submit="Put these budgets"
        isBusy={keep.isPending}
        isDisabled={!trial.isSuccess || asked !== chosen}
        onCancel={() => onDone()}
      />
    </Form>
  );
}

/** Puts the budgets of a file, or tries it; a table answers what it was read as, too. */
async function send(client: Client, { source, reading, createOnly }: Chosen, dryRun: boolean) {
  if (source.table === undefined) {
    const { data, meta } = await client.budgets.apply({
      ...{ tree: source.tree, dryRun },
      ...(createOnly ? { createOnly } : {}),
    });
    return { budgets: data.length, firstId: data[0]?.id, changes: meta?.changes ?? [], table: undefined };
  }
  const { data, meta } = await client.budgets.importTable({
    ...source.table,
    ...readingOf(reading),
    dryRun,
  });
  return { budgets: data.budgets, firstId: data.tree[0]?.id, changes: meta?.changes ?? [], table: data };
}
