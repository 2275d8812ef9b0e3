import type { Client } from '../contract/contract.ts';
import type { Workflow } from '../contract/workflow.ts';
import type { Day } from '../domain/calendar.ts';
import { STEPS, type StepContext, type StepName, type WorkflowFiles } from './steps.ts';

export interface Section {
  readonly ok: boolean;
  readonly seconds: number;
  readonly result?: unknown;
  readonly error?: string;
}

export interface WorkflowResult {
  readonly ok: boolean;
  readonly name: string;
  readonly asOf: string;
  /** One section per step that the workflow names, in the order in which they ran. */
  readonly sections: Readonly<Partial<Record<StepName, Section>>>;
}

export interface WorkflowOptions {
  readonly client: Client;
  readonly files: WorkflowFiles;
  /** The day of a workflow that names none; without both it is the workspace's. */
  readonly asOf?: Day | undefined;
  readonly seconds: () => number;
  /** Told the title of each step as it begins. */
  readonly progress?: (title: string) => void;
  /** Asked before each step; none begins once it is so. */
  readonly isStopped?: () => boolean;
}

/** Runs the steps that a workflow names. A step that fails stops those that depend on it; the others still run. */
export async function runWorkflow(workflow: Workflow, options: WorkflowOptions): Promise<WorkflowResult> {
  const { client, files } = options;
  const context: StepContext = { client, files, workflow, asOf: workflow.asOf ?? options.asOf, budgets: [] };
  const sections: Partial<Record<StepName, Section>> = {};
  for (const step of STEPS) {
    if (!step.isAsked(workflow)) continue;
    if (options.isStopped?.() === true) {
      sections[step.name] = { ok: false, seconds: 0, error: 'Not run: the workflow was stopped before it.' };
      continue;
    }
    const failed = step.needs.find((name) => sections[name]?.ok === false);
    if (failed !== undefined) {
      sections[step.name] = {
        ok: false,
        seconds: 0,
        error: `Not run: it needs the step "${failed}", which failed.`,
      };
      continue;
    }
    options.progress?.(step.title);
    const started = options.seconds();
    try {
      const result = await step.run(context);
      sections[step.name] = { ok: true, seconds: options.seconds() - started, result };
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      sections[step.name] = {
        ok: false,
        seconds: options.seconds() - started,
        error: `Step "${step.name}": ${message}`,
      };
    }
  }
  const ok = Object.values(sections).every((section) => section.ok);
  return {
    ok,
    name: workflow.name ?? 'workflow',
    asOf: context.asOf ?? '',
    sections,
  };
}
