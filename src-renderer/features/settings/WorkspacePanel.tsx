import { useState, type ReactNode } from 'react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Select } from '@mantine/core';
import type { Outputs } from '#shared/contract/contract.ts';
import { useBackend, useQueries } from '../../client/backend.tsx';
import { failureOf } from '../../client/failure.ts';
import { bytesText, countText } from '../../format/style.ts';
import { FileButton } from '../../forms/FileButton.tsx';
import { RunningImport } from '../../forms/RunningImport.tsx';
import { sayDone, sayFailed } from '../../session/notices.ts';
import { saveFrom } from '../../session/save-file.ts';
import { useWorkspaceSwitch, type WantedBackup } from '../../session/switch-workspace.ts';
import { useWorkspace } from '../../session/workspace.ts';
import { Panel } from '../../ui/Panel.tsx';

/** The file that holds everything: what is in it, whether it is sound, its copies. */
export function WorkspacePanel(): ReactNode {
  const workspace = useWorkspace();
  if (workspace === undefined) return null;
  return (
    <Panel title="This workspace" label="One file holds all of it" className="span-6">
      <div className="stack">
        <dl className="facts">
          <dt>File</dt>
          <dd>{workspace.file}</dd>
          <dt>Holds</dt>
          <dd>
            {countText(workspace.budgets, 'budget', 'budgets')},{' '}
            {countText(workspace.imports, 'import', 'imports')},{' '}
            {countText(workspace.facts, 'cost fact', 'cost facts')}
          </dd>
          <dt>Currencies</dt>
          <dd>{workspace.currencies.join(', ') || '–'}</dd>
          <dt>Headroom</dt>
          <dd>
            {workspace.version}, schema {workspace.schemaVersion}
          </dd>
        </dl>
        <Care />
        <Restore />
      </div>
    </Panel>
  );
}

function Care(): ReactNode {
  const { client, queries } = useBackend();
  const check = useMutation({
    mutationFn: () => client.workspace.check({}),
    onSuccess: ({ data }) =>
      data.ok
        ? sayDone(`Sound: the file, ${countText(data.imports, 'import', 'imports')} and the audit chain.`)
        : sayFailed(new Error(data.problems.join('; '))),
    onError: sayFailed,
  });
  const backup = useMutation(
    queries.workspace.backup.mutationOptions({
      onSuccess: sayCopied,
      onError: sayFailed,
    }),
  );
  const save = useMutation({
    mutationFn: () => client.workspace.backup({ saveAs: true }),
    onSuccess: (answer) => {
      const { file, download } = answer.data;
      if (download !== undefined) saveFrom(download, file);
      sayCopied(answer);
    },
    onError: (error) => {
      if (failureOf(error).code !== 'cancelled') sayFailed(error);
    },
  });
  return (
    <div className="row">
      <Button variant="default" loading={check.isPending} onClick={() => check.mutate()}>
        Check it
      </Button>
      <Button variant="default" loading={backup.isPending} onClick={() => backup.mutate({})}>
        Back it up beside it
      </Button>
      <Button variant="default" loading={save.isPending} onClick={() => save.mutate()}>
        Save a backup as…
      </Button>
    </div>
  );
}

function sayCopied({ data, meta }: Outputs['workspace']['backup']): void {
  const { file, bytes, download } = data;
  if (meta?.dryRun === true) sayDone('Nothing was copied: this workspace is a dry run.');
  else if (download === undefined) sayDone(`Copied to ${file}, ${bytesText(bytes)}, and checked.`);
  else sayDone(`Copied and checked: ${bytesText(bytes)}, which the browser saves as ${file}.`);
}

/** The value of the file that was chosen beside those that are known; no path is empty. */
const CHOSEN = '';

/** Puts an earlier copy in the place of the open file, which is kept aside. */
function Restore(): ReactNode {
  const { offerFile } = useBackend();
  const change = useWorkspaceSwitch();
  const [file, setFile] = useState<string | null>(null);
  const [chosen, setChosen] = useState<File>();
  const known = useQuery({ ...useQueries().workspaces.list.queryOptions({ input: {} }), staleTime: 0 }).data
    ?.data;
  const others = known?.filter(({ isOpen }) => !isOpen) ?? [];
  const choices = [
    ...others.map((one) => ({ value: one.file, label: one.name })),
    ...(chosen === undefined ? [] : [{ value: CHOSEN, label: chosen.name }]),
  ];
  const put = useMutation({
    mutationFn: async (wanted: string): Promise<WantedBackup> => {
      if (wanted !== CHOSEN || chosen === undefined) return { file: wanted };
      const { path, ...sent } = await offerFile(chosen);
      return path === undefined ? sent : { file: path };
    },
    onSuccess: (backup) => change.go({ kind: 'restore', backup }),
    onError: sayFailed,
  });
  return (
    <div className="row end">
      <Select
        label="Put a backup in its place"
        description="What is there now is kept in a folder beside it."
        placeholder="Choose a file"
        disabled={choices.length === 0}
        data={choices}
        value={file}
        onChange={setFile}
        w={280}
      />
      <FileButton
        label="Another file…"
        name="Backup"
        accept=".headroom"
        onChoose={(next) => {
          setChosen(next);
          setFile(CHOSEN);
        }}
      />
      <Button
        variant="default"
        disabled={file === null}
        loading={put.isPending || change.isBusy}
        onClick={() => {
          if (file !== null) put.mutate(file);
        }}
      >
        Put it there
      </Button>
      <RunningImport change={change} />
    </div>
  );
}
