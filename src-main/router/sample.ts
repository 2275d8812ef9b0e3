import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { HeadroomError } from '#shared/contract/errors.ts';
import type { Workflow } from '#shared/contract/workflow.ts';
import { runWorkflow } from '#shared/workflow/run-workflow.ts';
import { filesOf } from '#shared/workflow/stated.ts';
import { countRows } from '../store/counts.ts';
import { putSettings } from '../store/settings.ts';
import { DEMO_FOLDER } from '../workflow/demo-folder.ts';
import { localFiles } from '../workflow/local-files.ts';
import { procedures, readerOf, writeFor, type RequestContext } from './context.ts';

interface Sample {
  readonly folder: string;
  readonly workflow: Workflow;
}

function readSample(): Sample {
  const file = join(DEMO_FOLDER, 'workflow.json');
  if (!existsSync(file))
    throw new HeadroomError(
      'not_found',
      'The sample is not part of this installation; import an export instead.',
    );
  return { folder: DEMO_FOLDER, workflow: JSON.parse(readFileSync(file, 'utf8')) as Workflow };
}

function isEmpty(context: RequestContext): boolean {
  const { budgets, imports } = countRows(readerOf(context));
  return budgets === 0 && imports === 0;
}

function markSample(context: RequestContext, isSample: boolean): void {
  const label = isSample ? 'Open the sample' : 'Take the sample out';
  writeFor(context, { operation: 'sample.mark', label, undoable: false }, (writer) =>
    putSettings(writer, { sample: isSample }),
  );
}

/** The steps that fill a workspace; reports and analyses are made when they are asked for. */
function fillingSteps({
  reports: _reports,
  variance: _variance,
  trends: _trends,
  track: _track,
  ...rest
}: Workflow): Workflow {
  return rest;
}

/** Ids of the sample's root budgets. */
function rootIds({ budgets }: Workflow): string[] {
  const trees: unknown[] = Array.isArray(budgets) ? budgets : [budgets];
  return trees.flatMap((tree) => {
    const id = typeof tree === 'object' && tree !== null && 'id' in tree ? tree.id : undefined;
    return typeof id === 'string' ? [id] : [];
  });
}

export const sample = {
  open: procedures.sample.open.handler(async ({ context }) => {
    if (!isEmpty(context))
      throw new HeadroomError(
        'rule_broken',
        'The sample opens in an empty workspace only, so that it never mixes with your data.',
      );
    const { folder, workflow } = readSample();
    const { sections, ok } = await runWorkflow(fillingSteps(workflow), {
      client: context.backend.client('window', context.actor),
      files: localFiles(folder, null),
      seconds: () => context.backend.clock.milliseconds() / 1000,
    });
    if (!ok) {
      const failed = Object.values(sections).find((section) => !section.ok);
      throw new HeadroomError('rule_broken', failed?.error ?? 'The sample could not be opened.');
    }
    markSample(context, true);
    const { budgets, imports } = countRows(readerOf(context));
    return { data: { imports, budgets, rootId: rootIds(workflow)[0] ?? null } };
  }),

  remove: procedures.sample.remove.handler(async ({ context }) => {
    const { workflow } = readSample();
    const client = context.backend.client('window', context.actor);
    const names = new Set(filesOf(workflow));
    const before = countRows(readerOf(context));
    const known = (await client.budgets.list({ parentId: 'null', limit: 1000 })).data.map(({ id }) => id);
    for (const budgetId of rootIds(workflow).filter((id) => known.includes(id)))
      await client.budgets.remove({ budgetId, withChildren: true });
    const imports = (await client.imports.list({ limit: 1000 })).data.filter(
      ({ state, files }) => state === 'published' && files.every(({ name }) => names.has(name)),
    );
    for (const { importId } of imports) await client.imports.undo({ importId });
    await client.settings.set({ asOf: null });
    markSample(context, false);
    return {
      data: { imports: imports.length, budgets: before.budgets - countRows(readerOf(context)).budgets },
    };
  }),
};
