import type { Workflow } from '#shared/contract/workflow.ts';
import { STEPS } from '#shared/workflow/steps.ts';
import { filesOf, statedWorkflow } from '#shared/workflow/stated.ts';

/** A workflow that was chosen, and the files that were given for those it names. */
export interface WorkflowDraft {
  /** What its file is called. */
  readonly file: string;
  readonly workflow: Workflow;
  readonly given: readonly File[];
}

/** Reads a workflow's file; throws what is wrong with it. */
export async function draftOf(file: File): Promise<WorkflowDraft> {
  return {
    file: file.name,
    workflow: statedWorkflow(parsed(await file.text(), file.name), file.name),
    given: [],
  };
}

/** What a JSON file holds; `name` is what messages call it. */
export function parsed(text: string, name: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, '')) as unknown;
  } catch {
    throw new Error(`${name} is not JSON; choose a file that a workflow is written in.`);
  }
}

/** The name of a file without its folders, which say nothing in a browser. */
export function bareName(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}

/** The file that was given for one that the workflow names; of several of one name the last. */
export function givenFor({ given }: WorkflowDraft, name: string): File | undefined {
  return given.findLast((file) => file.name === bareName(name));
}

/** What still has to be given. */
export function missingOf(draft: WorkflowDraft): readonly string[] {
  return filesOf(draft.workflow).filter((name) => givenFor(draft, name) === undefined);
}

/** The titles of its steps, in the order in which they run. */
export function stepsOf({ workflow }: WorkflowDraft): readonly string[] {
  return STEPS.filter(({ isAsked }) => isAsked(workflow)).map(({ title }) => title);
}
