import type { ReactNode } from 'react';
import { Button, Progress } from '@mantine/core';
import { Dialog } from '../../../ui/Dialog.tsx';
import { useWorkflowRun, type WorkflowRun } from './use-workflow-run.ts';
import { stepsOf } from './workflow-draft.ts';
import { WorkflowForm } from './WorkflowForm.tsx';
import { WorkflowReport } from './WorkflowReport.tsx';

/** The whole cycle from one file, as `headroom run` does it: imports, budgets, forecasts, alerts, approvals, reports. */
export function WorkflowDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const control = useWorkflowRun();
  const { run } = control;
  return (
    <Dialog
      onClose={onClose}
      size={640}
      title="Run a workflow"
      // A slip beside the dialog loses neither a run nor its reports.
      closeOnClickOutside={run.step === 'choosing'}
    >
      {run.step === 'choosing' ? (
        <WorkflowForm {...{ control, onClose }} draft={run.draft} error={run.error} />
      ) : run.step === 'running' ? (
        <Running run={run} onStop={control.stop} />
      ) : (
        <WorkflowReport run={run} onAgain={control.again} onClose={onClose} />
      )}
    </Dialog>
  );
}

function Running({
  run: { draft, begun },
  onStop,
}: {
  readonly run: Extract<WorkflowRun, { readonly step: 'running' }>;
  readonly onStop: () => void;
}): ReactNode {
  const total = stepsOf(draft).length;
  const done = Math.max(0, begun.length - 1);
  return (
    <div className="stack">
      <p className="title">Running {draft.file}</p>
      <Progress
        value={total === 0 ? 0 : (100 * done) / total}
        aria-label={`Running ${draft.file}`}
        transitionDuration={0}
      />
      <p aria-live="polite">
        {begun.at(-1) ?? 'Beginning'}, step {Math.max(1, begun.length)} of {total}
      </p>
      <div className="row">
        <Button variant="default" autoFocus onClick={onStop}>
          Stop after this step
        </Button>
      </div>
      <p className="quiet">What was done stays, and each step of it can be undone.</p>
    </div>
  );
}
