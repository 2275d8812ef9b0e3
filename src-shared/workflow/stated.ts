import { HeadroomError } from '../contract/errors.ts';
import { workflowSchema, type Workflow } from '../contract/workflow.ts';
import { fieldOf } from './steps.ts';

/** What a file states as a workflow; refuses what is none with the file and the first field that is wrong: `invalid_input`. */
export function statedWorkflow(stated: unknown, file: string): Workflow {
  const checked = workflowSchema.safeParse(stated);
  if (checked.success) return stated as Workflow;
  const [issue] = checked.error.issues;
  const place = issue?.path.map(String).join('.') ?? '';
  throw new HeadroomError('invalid_input', `${file}: "${place}": ${issue?.message ?? 'is not valid'}.`, {
    file,
    issues: checked.error.issues,
  });
}

/** The files that a workflow reads, each once, in its order. */
export function filesOf({ imports = [], budgets }: Workflow): readonly string[] {
  const read = imports.flatMap(({ files, file }) => files ?? file ?? []);
  const file: unknown = fieldOf(budgets, 'file');
  return [...new Set([...read, ...(typeof file === 'string' ? [file] : [])])];
}
