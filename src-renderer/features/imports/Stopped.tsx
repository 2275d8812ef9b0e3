import type { ReactNode } from 'react';
import { useMutation } from '@tanstack/react-query';
import { Button } from '@mantine/core';
import { useBackend } from '../../client/backend.tsx';
import { failureOf } from '../../client/failure.ts';
import type { FileReference } from '../../client/transport.ts';
import { countText } from '../../format/style.ts';
import { importAddress } from '../../session/import-place.ts';
import { sayDone, sayFailed } from '../../session/notices.ts';
import { usePlace } from '../../session/place.ts';
import { Panel } from '../../ui/Panel.tsx';
import { ErrorState } from '../../ui/States.tsx';
import { Link } from 'wouter';
import { Questions } from './Questions.tsx';
import { questionsOf } from './questions.ts';
import { ReadingOptionsForm } from './ReadingOptionsForm.tsx';
import type { ImportRunControl } from './use-import-run.ts';

type StoppedRun = Extract<ImportRunControl['run'], { step: 'stopped' }>;

/** A file that cannot be read as it is: the reason, and a way on, whatever the reason. */
export function Stopped({
  run,
  control,
}: {
  readonly run: StoppedRun;
  readonly control: ImportRunControl;
}): ReactNode {
  const { code, message } = failureOf(run.error);
  const questions = questionsOf(run.error, run.options);
  const isAsking = questions.length > 0;
  const canChoose = run.files.length > 0 && !['already_imported', 'cancelled', 'budget_table'].includes(code);
  return (
    <Panel
      title={run.files.map(({ name }) => name).join(', ') || 'The file'}
      label={isAsking ? 'One thing only you know; nothing is stored yet' : 'Nothing was stored'}
      actions={
        <Button variant="default" onClick={control.reset}>
          Choose another file
        </Button>
      }
    >
      <div className="stack">
        {isAsking ? (
          <div role="alert" className="stack">
            <p className="strong">{message}</p>
            <Questions
              questions={questions}
              onAnswer={(answer) => void control.look(run.files, { ...run.options, ...answer })}
            />
          </div>
        ) : (
          <ErrorState error={run.error} />
        )}
        {code === 'already_imported' ? <EarlierImport error={run.error} /> : null}
        {code === 'budget_table' && run.sources.length === 1 ? (
          <AsBudgets file={run.files[0]} source={run.sources[0]} />
        ) : null}
        {canChoose ? (
          <ReadingOptionsForm
            options={run.options}
            preview={undefined}
            onApply={(options) => void control.look(run.files, options)}
          />
        ) : null}
      </div>
    </Panel>
  );
}

function EarlierImport({ error }: { readonly error: unknown }): ReactNode {
  const { importId } = failureOf(error).details;
  return typeof importId === 'string' ? (
    <p>
      <Link href={importAddress(importId)}>Show the import that holds it</Link>
    </p>
  ) : null;
}

/** A table of budgets makes a tree of budgets, in one step that can be undone. */
function AsBudgets({
  file,
  source,
}: {
  readonly file: FileReference | undefined;
  readonly source: File | undefined;
}): ReactNode {
  const { client } = useBackend();
  const { go } = usePlace();
  const make = useMutation({
    mutationFn: async (table: File) =>
      client.budgets.importTable({ name: file?.name ?? table.name, content: await table.text() }),
    onSuccess: ({ data }) => {
      sayDone(`${countText(data.tree.length, 'budget', 'budgets')} made.`);
      go('budgets', data.tree[0]?.id);
    },
    onError: sayFailed,
  });
  if (source === undefined) return null;
  return (
    <div className="row">
      <Button loading={make.isPending} onClick={() => make.mutate(source)}>
        Make budgets from it
      </Button>
    </div>
  );
}
