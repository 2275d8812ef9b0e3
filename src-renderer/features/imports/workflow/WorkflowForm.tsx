import type { ReactNode } from 'react';
import { filesOf } from '#shared/workflow/stated.ts';
import { dayText } from '../../../format/style.ts';
import { FileButton, FilesButton } from '../../../forms/FileButton.tsx';
import { Form } from '../../../forms/Form.tsx';
import { FormFoot } from '../../../forms/FormFoot.tsx';
import { usePastReason, useWorkspace } from '../../../session/workspace.ts';
import { Failure } from '../../../ui/States.tsx';
import type { WorkflowRunControl } from './use-workflow-run.ts';
import { givenFor, missingOf, stepsOf, type WorkflowDraft } from './workflow-draft.ts';

/** Which workflow, and the files that it names. */
export function WorkflowForm({
  control: { choose, give, start },
  draft,
  error,
  onClose,
}: {
  readonly control: WorkflowRunControl;
  readonly draft: WorkflowDraft | undefined;
  readonly error: unknown;
  readonly onClose: () => void;
}): ReactNode {
  const reason = useHindrance(draft);
  const isReady = draft !== undefined && reason === null && missingOf(draft).length === 0;
  return (
    <Form onSubmit={() => void (isReady && start(draft))}>
      <p className="prose">
        A workflow is a JSON file that names exports to import, budgets, and what is to be made of them, as{' '}
        <code>headroom run</code> takes it. Its steps are done in this workspace, one after the other.
      </p>
      <div className="row">
        <FileButton
          label={draft === undefined ? 'Choose a workflow…' : 'Choose another workflow…'}
          name="Workflow"
          accept=".json"
          onChoose={choose}
        />
        <span>{draft?.file}</span>
      </div>
      {draft === undefined ? null : <Plan draft={draft} onGive={give} />}
      <Failure error={error} />
      {reason === null ? null : <p className="adverse">{reason}</p>}
      <FormFoot submit="Run it" isDisabled={!isReady} onCancel={onClose} />
    </Form>
  );
}

/** Why a workflow cannot be run here and now. */
function useHindrance(draft: WorkflowDraft | undefined): string | null {
  const pastReason = usePastReason();
  const workspace = useWorkspace();
  if (draft === undefined) return null;
  if (draft.workflow.dryRun === true && workspace?.dryRun !== true)
    return 'It is a dry run ("dryRun"), which the command line tries on a copy; open the workspace as a dry run, or take it out of the file.';
  if (stepsOf(draft).length === 0) return 'It names no step: nothing would be done.';
  return pastReason;
}

function Plan({
  draft,
  onGive,
}: {
  readonly draft: WorkflowDraft;
  readonly onGive: (files: readonly File[]) => void;
}): ReactNode {
  const names = filesOf(draft.workflow);
  return (
    <>
      <p>
        {stepsOf(draft).join(', ')}
        {draft.workflow.asOf === undefined ? '' : `, as of ${dayText(draft.workflow.asOf)}`}
      </p>
      {names.length === 0 ? null : (
        <>
          <ul aria-label="Files that it names">
            {names.map((name) => (
              <li key={name}>
                {name}: {givenFor(draft, name) === undefined ? <b>not chosen yet</b> : 'chosen'}
              </li>
            ))}
          </ul>
          <FilesButton
            label={missingOf(draft).length === 0 ? 'Choose them again…' : 'Choose its files…'}
            name="Files of the workflow"
            onChoose={onGive}
          />
        </>
      )}
    </>
  );
}
