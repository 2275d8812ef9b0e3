import { useState, type ReactNode } from 'react';
import { useMutation } from '@tanstack/react-query';
import { Button, TextInput } from '@mantine/core';
import type { Inputs } from '#shared/contract/contract.ts';
import { firstFree } from '#shared/engine/budgets/budget-id.ts';
import { useBackend, useQueries } from '../../client/backend.tsx';
import { FileButton } from '../../forms/FileButton.tsx';
import { Form } from '../../forms/Form.tsx';
import { sayDone, sayFailed } from '../../session/notices.ts';
import { saveFile } from '../../session/save-file.ts';
import { Failure } from '../../ui/States.tsx';
import { DecimalSign, type Reading } from './BudgetTable.tsx';
import { TreeLines } from './TemplatePreview.tsx';

/** Offers what a template makes of its parameters as a file, which can be read as a template again. */
export function TemplateAsFile({
  name,
  parameters,
}: {
  readonly name: string;
  readonly parameters: Readonly<Record<string, string>>;
}): ReactNode {
  const { client } = useBackend();
  const save = (format: 'json' | 'csv'): void => {
    client.templates
      .export({ name, parameters: { ...parameters }, format })
      .then(
        ({ data }) =>
          saveFile(
            data.name,
            new Blob([data.content], { type: format === 'csv' ? 'text/csv' : 'application/json' }),
          ),
        sayFailed,
      );
  };
  return (
    <>
      <Button variant="default" onClick={() => save('json')}>
        Save as JSON
      </Button>
      <Button variant="default" onClick={() => save('csv')}>
        Save as CSV
      </Button>
    </>
  );
}

type Source = Pick<Inputs['templates']['save'], 'tree' | 'table'>;
interface Opened {
  readonly source: Source;
  /** The tree as a dry run read it. */
  readonly tree: unknown;
}

/** Reads a template from a JSON or CSV file: what it makes is shown before it is kept. */
export function TemplateFromFile({
  taken,
  onSaved,
}: {
  /** Names of the templates there are. */
  readonly taken: readonly string[];
  readonly onSaved: (name: string) => void;
}): ReactNode {
  const { chosen, choose, opened, name, setName, read, keep } = useTemplateFile(taken, onSaved);
  return (
    <section className="stack tight" aria-label="Read a template from a file">
      <TreeFile
        label="Read a template from JSON or CSV…"
        isBusy={read.isPending}
        onChoose={(file) => choose({ file, decimal: null })}
      />
      {chosen === undefined || isTree(chosen.file) ? null : (
        <div className="row end">
          <DecimalSign value={chosen.decimal} onChange={(decimal) => choose({ ...chosen, decimal })} />
        </div>
      )}
      <Failure error={read.error ?? keep.error} />
      {opened === undefined ? null : (
        <Form className="stack tight" onSubmit={() => keep.mutate({ name: name.trim(), ...opened.source })}>
          <TreeLines title="What the file makes" tree={opened.tree} />
          <div className="row end">
            <TextInput
              label="Name of the template"
              value={name}
              required
              onChange={(event) => setName(event.currentTarget.value)}
            />
            <Button type="submit" variant="default" loading={keep.isPending} disabled={name.trim() === ''}>
              Save the template
            </Button>
          </div>
        </Form>
      )}
    </section>
  );
}

/** A button that asks for a file with budgets. */
export function TreeFile({
  name = 'File of a template',
  ...button
}: {
  readonly label: string;
  /** What the field of the file is called. */
  readonly name?: string;
  readonly isBusy: boolean;
  readonly onChoose: (file: File) => void;
}): ReactNode {
  return <FileButton accept=".json,.csv,.tsv" name={name} {...button} />;
}

/** A file, and by which sign its amounts have their fractions where it is a table. */
interface Chosen {
  readonly file: File;
  readonly decimal: Reading['decimal'];
}

/** What was read from the last file, under the name it is to be kept by. */
function useTemplateFile(taken: readonly string[], onSaved: (name: string) => void) {
  const { client } = useBackend();
  const [name, setName] = useState('');
  const [chosen, setChosen] = useState<Chosen>();
  const [opened, setOpened] = useState<Opened>();
  const read = useMutation({
    mutationFn: async ({ file, decimal }: Chosen) => {
      setOpened(undefined);
      const source = await sourceOf(file, decimal);
      const called = freeName(file.name, taken);
      const { data } = await client.templates.save({ name: called, ...source, dryRun: true });
      setName(called);
      setOpened({ source, tree: data.tree });
    },
  });
  const keep = useMutation(
    useQueries().templates.save.mutationOptions({
      onSuccess: ({ data }) => {
        sayDone(`“${data.title}” is among the templates.`);
        setChosen(undefined);
        setOpened(undefined);
        onSaved(data.name);
      },
    }),
  );
  const choose = (next: Chosen): void => {
    keep.reset();
    setChosen(next);
    read.mutate(next);
  };
  return { chosen, choose, opened, name, setName, read, keep };
}

/** What a file states of a template: a tree, or a table of budgets. */
export async function sourceOf(file: File, decimal: Reading['decimal'] = null): Promise<Source> {
  const content = await file.text();
  if (!isTree(file)) return { table: { name: file.name, content, ...(decimal === null ? {} : { decimal }) } };
  try {
    return { tree: JSON.parse(content) as unknown };
  } catch {
    throw new Error(`${file.name} is not JSON; choose a file that was saved as a template or a budget.`);
  }
}

function isTree(file: File): boolean {
  return /\.json$/i.test(file.name);
}

/** `plan-2026.csv` is called `plan-2026`, or `plan-2026-2` beside a template of that name. */
function freeName(file: string, taken: readonly string[]): string {
  const plain = file.replace(/\.[a-z]+$/i, '') || 'template';
  return firstFree(plain, (name) => taken.includes(name));
}
