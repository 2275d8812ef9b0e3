import { lazy, Suspense, useEffect, useState, type ReactNode } from 'react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from '@mantine/core';
import type { ImportAnswer } from '#shared/contract/imports.ts';
import { useQueries } from '../../client/backend.tsx';
import { countText, dayText } from '../../format/style.ts';
import { useOfferedFiles } from '../../session/dropped-files.ts';
import { PAGE_ROWS, PAGED, rowsOf } from '../../session/list-pages.ts';
import { usePlace } from '../../session/place.ts';
import { useWorkspace } from '../../session/workspace.ts';
import { moreRows } from '../../ui/MoreRows.tsx';
import { Page, Panel } from '../../ui/Panel.tsx';
import { Answered, EmptyState } from '../../ui/States.tsx';
import { FileDrop } from './FileDrop.tsx';
import { ImportDone } from './ImportDone.tsx';
import { ImportHistory } from './ImportHistory.tsx';
import { ImportProgress } from './ImportProgress.tsx';
import { ProposeBudgets } from './ProposeBudgets.tsx';
import { PreviewStep } from './PreviewStep.tsx';
import { Stopped } from './Stopped.tsx';
import { isInUse, useImportRun, type ImportRun, type ImportRunControl } from './use-import-run.ts';

const WorkflowDialog = lazy(async () => ({
  default: (await import('./workflow/WorkflowDialog.tsx')).WorkflowDialog,
}));

/** Imports: files in, a look at what they hold, the reading with its progress, and what was read before. */
export function ImportsPage(): ReactNode {
  const control = useImportRun();
  const offered = useOfferedFiles();
  const workspace = useWorkspace();
  const { view, go } = usePlace();
  const [isRunning, setRunning] = useState(false);
  const { choose } = control;
  useEffect(() => {
    if (offered.files.length === 0) return;
    const files = offered.files;
    offered.clear();
    void choose(files);
  }, [offered, choose]);
  const history = useInfiniteQuery(
    useQueries().imports.list.infiniteOptions({
      input: (offset: number) => ({ limit: PAGE_ROWS, offset }),
      ...PAGED,
    }),
  );
  const pages = history.data?.pages;
  const imports = pages === undefined ? undefined : rowsOf(pages, ({ importId }) => importId);
  const run: ImportRun = isGone(control.run, imports) ? { step: 'idle' } : control.run;
  const finding =
    workspace === undefined
      ? 'Imports'
      : workspace.imports === 0
        ? 'No cost data yet: choose or drop an export of your provider.'
        : `${countText(workspace.imports, 'import holds', 'imports hold')} ${countText(workspace.facts, 'cost fact', 'cost facts')}${workspace.dataTo === null ? '' : `, up to ${dayText(workspace.dataTo)}`}.`;
  return (
    <Page
      finding={finding}
      actions={
        <>
          <Button variant="default" onClick={() => setRunning(true)}>
            Run a workflow…
          </Button>
          {workspace === undefined || workspace.facts === 0 || run.step === 'done' ? null : (
            <Button variant="default" onClick={() => go('imports', '', 'propose')}>
              Propose budgets
            </Button>
          )}
        </>
      }
    >
      <RunStep control={{ ...control, run }} />
      <Panel
        title="What was imported"
        label="Newest first; an import is undone whole and can be brought back"
        className="flush"
        foot={moreRows(imports?.length ?? 0, history)}
      >
        <Answered query={{ ...history, data: imports }} what="the imports" height={96}>
          {(known) =>
            known.length === 0 ? (
              <EmptyState title="Nothing yet">
                Imports appear here with their files, totals and rejected rows.
              </EmptyState>
            ) : (
              <ImportHistory imports={known} />
            )
          }
        </Answered>
      </Panel>
      <ProposeBudgets isOpen={view === 'propose'} onClose={() => go('imports', '')} />
      {isRunning || view === 'workflow' ? (
        <Suspense>
          <WorkflowDialog
            onClose={() => {
              setRunning(false);
              if (view === 'workflow') go('imports', '');
            }}
          />
        </Suspense>
      ) : null}
    </Page>
  );
}

/** Whether what was imported here is undone since, in this window or elsewhere. */
function isGone(run: ImportRun, known: readonly ImportAnswer[] | undefined): boolean {
  if (run.step !== 'done' || known === undefined || !run.imports.some(isInUse)) return false;
  const inUse = new Set(known.filter(isInUse).map(({ importId }) => importId));
  return !run.imports.some(({ importId }) => inUse.has(importId));
}

function RunStep({ control }: { readonly control: ImportRunControl }): ReactNode {
  const { run } = control;
  switch (run.step) {
    case 'idle':
      return <FileDrop onFiles={(files) => void control.choose(files)} />;
    case 'looking':
      return (
        <ImportProgress
          title={`Looking into ${run.names.join(', ')}`}
          label="Nothing is stored yet"
          progressId={run.progressId}
          onCancel={control.cancel}
        />
      );
    case 'preview':
      return <PreviewStep key={JSON.stringify(run.options)} run={run} control={control} />;
    case 'importing':
      return (
        <ImportProgress
          title={`Importing ${run.files.map(({ name }) => name).join(', ')}`}
          label="You can go on working meanwhile"
          progressId={run.progressId}
          onCancel={control.cancel}
        />
      );
    case 'stopped':
      return <Stopped run={run} control={control} />;
    case 'done':
      return <ImportDone imports={run.imports} onNext={control.reset} />;
  }
}
