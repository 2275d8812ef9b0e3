import { useEffect, useRef, useState } from 'react';
import { runWorkflow, type WorkflowResult } from '#shared/workflow/run-workflow.ts';
import type { WorkflowFiles } from '#shared/workflow/steps.ts';
import { useBackend } from '../../../client/backend.tsx';
import { bareName, draftOf, givenFor, parsed, type WorkflowDraft } from './workflow-draft.ts';

/** A report that a run made. */
export interface MadeReport {
  readonly name: string;
  readonly base64: string;
}

/** Where a run stands: what is chosen, with why the last choice failed; at a step; done. */
export type WorkflowRun =
  | { readonly step: 'choosing'; readonly draft: WorkflowDraft | undefined; readonly error: unknown }
  | { readonly step: 'running'; readonly draft: WorkflowDraft; readonly begun: readonly string[] }
  | {
      readonly step: 'done';
      readonly draft: WorkflowDraft;
      readonly result: WorkflowResult;
      readonly reports: readonly MadeReport[];
    };

export interface WorkflowRunControl {
  readonly run: WorkflowRun;
  readonly choose: (file: File) => void;
  readonly give: (files: readonly File[]) => void;
  readonly start: (draft: WorkflowDraft) => Promise<void>;
  /** No further step begins; what was done stays. */
  readonly stop: () => void;
  readonly again: () => void;
}

const NOTHING_CHOSEN: WorkflowRun = { step: 'choosing', draft: undefined, error: null };

/** Runs a workflow's steps from the page, as the command line runs them: by the same requests, in the same order. */
export function useWorkflowRun(): WorkflowRunControl {
  const { client, offerFile } = useBackend();
  const [run, setRun] = useState(NOTHING_CHOSEN);
  const stopped = useRef(false);
  const stop = (): void => {
    stopped.current = true;
  };
  useEffect(() => stop, []);

  const filesFor = (draft: WorkflowDraft, made: MadeReport[]): WorkflowFiles => ({
    offer: (name) => offerFile(neededFile(draft, name)),
    readJson: async (name) => parsed(await neededFile(draft, name).text(), name),
    keep: (name, base64) => {
      made.push({ name: bareName(name), base64 });
      return Promise.resolve(bareName(name));
    },
  });

  const start = async (draft: WorkflowDraft): Promise<void> => {
    stopped.current = false;
    const begun: string[] = [];
    const reports: MadeReport[] = [];
    setRun({ step: 'running', draft, begun });
    const result = await runWorkflow(draft.workflow, {
      client,
      files: filesFor(draft, reports),
      seconds: () => performance.now() / 1000,
      progress: (title) => {
        begun.push(title);
        setRun({ step: 'running', draft, begun: [...begun] });
      },
      isStopped: () => stopped.current,
    });
    setRun({ step: 'done', draft, result, reports });
  };

  return {
    run,
    choose: (file) => {
      draftOf(file).then(
        (draft) => setRun({ step: 'choosing', draft, error: null }),
        (error: unknown) => setRun({ step: 'choosing', draft: undefined, error }),
      );
    },
    give: (files) =>
      setRun((before) =>
        before.step === 'choosing' && before.draft !== undefined
          ? { ...before, draft: { ...before.draft, given: [...before.draft.given, ...files] } }
          : before,
      ),
    start,
    stop,
    again: () => setRun(NOTHING_CHOSEN),
  };
}

function neededFile(draft: WorkflowDraft, name: string): File {
  const file = givenFor(draft, name);
  if (file === undefined) throw new Error(`${name} was not given; choose it beside the workflow.`);
  return file;
}
