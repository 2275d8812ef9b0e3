import { resolve } from 'node:path';
import { ORPCError } from '@orpc/client';
import type { Client, Outputs } from '#shared/contract/contract.ts';
import type { BudgetAnswer } from '#shared/contract/budget-shapes.ts';
import type { Workflow } from '#shared/contract/workflow.ts';
import type { Day } from '#shared/domain/calendar.ts';
import { moneyText, probabilityText } from '../cli/text.ts';
import { readJsonFile } from '../cli/usage.ts';
import { madeFrom } from '#shared/contract/reports.ts';
import { writeFileAtomically } from '../reports/atomic-file.ts';

export type StepName =
  'imports' | 'budgets' | 'trends' | 'forecast' | 'track' | 'alerts' | 'approvals' | 'variance' | 'reports';

export interface StepContext {
  readonly client: Client;
  readonly workflow: Workflow;
  readonly folder: string;
  readonly out: string;
  readonly dryRun: boolean;
  readonly skipFiles: boolean;
  readonly asOf: Day | undefined;
  readonly progress: (text: string) => void;
  /** The budgets of the workflow, roots first; filled by the step that makes them. */
  budgets: BudgetAnswer[];
}

type Tree = Parameters<Client['budgets']['apply']>[0]['tree'];

interface Step {
  readonly name: StepName;
  readonly title: string;
  readonly needs: readonly StepName[];
  readonly isAsked: (workflow: Workflow) => boolean;
  readonly run: (context: StepContext) => Promise<unknown>;
}

async function importFiles({ client, workflow, folder, dryRun }: StepContext): Promise<unknown> {
  await client.settings.set({
    dryRun,
    ...(workflow.currency !== undefined && { currency: workflow.currency }),
    ...(workflow.sample === true && { sample: true }),
    ...(workflow.pinAsOf === true && workflow.asOf !== undefined && { asOf: workflow.asOf }),
  });
  const results: unknown[] = [];
  for (const { files, file, label, ...options } of workflow.imports ?? []) {
    const names = files ?? [file ?? ''];
    const request = { ...options, files: names.map((name) => ({ path: resolve(folder, name) })), dryRun };
    results.push(...(await importOnce(client, request, names, label)));
  }
  return results;
}

async function importOnce(
  client: Client,
  request: Parameters<Client['imports']['create']>[0],
  names: readonly string[],
  label: string | undefined,
): Promise<unknown[]> {
  const labelled = label !== undefined && { label };
  try {
    const { data } = await client.imports.create(request);
    return data.map((one) => ({ ...one, ...labelled }));
  } catch (error) {
    if (!(error instanceof ORPCError) || (error as ORPCError<string, unknown>).code !== 'already_imported')
      throw error;
    const { imported = [] } = error.data as { readonly imported?: readonly string[] };
    const made = await Promise.all(imported.map((importId) => client.imports.get({ importId })));
    return [
      ...made.map(({ data }) => ({ ...data, ...labelled })),
      { files: names, alreadyImported: true, ...labelled },
    ];
  }
}

async function makeBudgets(context: StepContext): Promise<BudgetAnswer[]> {
  const { client, workflow, dryRun, asOf } = context;
  const template = fieldOf(workflow.budgets, 'template');
  if (typeof template === 'string') {
    const parameters = fieldOf(workflow.budgets, 'parameters') as Record<string, string> | undefined;
    const { data } = await client.templates.apply({ name: template, parameters, update: true, dryRun, asOf });
    context.budgets = data;
    return data;
  }
  const made: BudgetAnswer[] = [];
  for (const tree of treesOf(context))
    made.push(...(await client.budgets.apply({ tree, dryRun, asOf })).data);
  context.budgets = made;
  return made;
}

/** A field of what the workflow states for its budgets: a file, a template, a tree, or a list of trees. */
function fieldOf(stated: unknown, name: string): unknown {
  return typeof stated === 'object' && stated !== null
    ? (stated as Record<string, unknown>)[name]
    : undefined;
}

function treesOf({ workflow, folder }: StepContext): Tree[] {
  const stated = workflow.budgets;
  const file = fieldOf(stated, 'file');
  const value: unknown = typeof file === 'string' ? readJsonFile(resolve(folder, file)) : stated;
  return (Array.isArray(value) ? value : [value]) as Tree[];
}

async function everyBudget<Result>(
  { budgets }: StepContext,
  ask: (budgetId: string) => Promise<{ data: Result }>,
): Promise<(Result & { budgetId: string })[]> {
  const results: (Result & { budgetId: string })[] = [];
  for (const { id } of budgets) results.push({ ...(await ask(id)).data, budgetId: id });
  return results;
}

async function requestOverruns({ client, workflow, budgets, asOf, dryRun }: StepContext): Promise<unknown> {
  const requestedBy = workflow.approvals?.requestedBy ?? '';
  const requests: Outputs['approvals']['request']['data'][] = [];
  for (const { id, name, amount } of budgets) {
    const [forecast] = (await client.forecasts.list({ budgetId: id, limit: 1, asOf })).data;
    if (
      forecast?.breach == null ||
      forecast.breach.probability < 0.5 ||
      Number(forecast.atCompletion.amount) <= Number(amount.amount)
    )
      continue;
    const pending = (await client.approvals.list({ budgetId: id, status: 'pending' })).data;
    if (pending.length > 0) continue;
    const likely = probabilityText(forecast.breach.probability);
    const reason = `${name} is ${likely} likely to pass its budget; the forecast at completion is ${moneyText(forecast.atCompletion)}.`;
    const { data } = await client.approvals.request({
      budgetId: id,
      kind: 'raise',
      // Whole units: nobody asks for a budget to the millionth.
      amount: Math.ceil(Number(forecast.atCompletion.amount)),
      reason,
      requestedBy,
      asOf,
      dryRun,
    });
    requests.push(data);
  }
  return requests;
}

async function analyzeVariance({ client, workflow, budgets, asOf }: StepContext): Promise<unknown> {
  const { budgetId, ...options } = workflow.variance ?? {};
  const roots =
    budgetId === undefined
      ? budgets.filter(({ parentId }) => parentId === null).map(({ id }) => id)
      : [budgetId];
  const results: unknown[] = [];
  for (const id of roots)
    results.push({
      budgetId: id,
      ...(await client.variance.analyze({ budgetId: id, ...options, asOf })).data,
    });
  return results;
}

async function writeReports({
  client,
  workflow,
  budgets,
  out,
  asOf,
  skipFiles,
}: StepContext): Promise<unknown> {
  const root = budgets.find(({ parentId }) => parentId === null)?.id;
  const written: unknown[] = [];
  for (const { file, budgetId = root ?? '', ...options } of workflow.reports ?? []) {
    const format = file.endsWith('.xlsx') ? 'xlsx' : file.endsWith('.csv') ? 'csv' : 'pdf';
    const { data } = await client.reports.render({ ...options, budgetId, format, asOf, dryRun: true });
    const path = resolve(out, file);
    if (!skipFiles) {
      await writeFileAtomically(path, Buffer.from(data.content, 'base64'), { overwrite: true });
      await client.reports.record(madeFrom(data));
    }
    written.push({ file: path, pages: data.pages, bytes: data.bytes, seconds: data.seconds });
  }
  return written;
}

/** The steps in the order in which they run; each needs what those it names have made. */
export const STEPS: readonly Step[] = [
  {
    name: 'imports',
    title: 'Importing',
    needs: [],
    isAsked: ({ imports }) => imports !== undefined,
    run: importFiles,
  },
  {
    name: 'budgets',
    title: 'Making budgets',
    needs: ['imports'],
    isAsked: ({ budgets }) => budgets !== undefined,
    run: makeBudgets,
  },
  {
    name: 'trends',
    title: 'Looking for trends',
    needs: ['imports', 'budgets'],
    isAsked: ({ trends }) => trends === true,
    run: (context) =>
      everyBudget(context, (budgetId) => context.client.trends.analyze({ budgetId, asOf: context.asOf })),
  },
  {
    name: 'forecast',
    title: 'Forecasting',
    needs: ['imports', 'budgets'],
    isAsked: ({ forecast }) => forecast !== undefined,
    run: (context) =>
      everyBudget(context, (budgetId) =>
        context.client.forecasts.create({
          ...(context.workflow.forecast as object),
          budgetId,
          asOf: context.asOf,
          dryRun: context.dryRun,
        }),
      ),
  },
  {
    name: 'track',
    title: 'Tracking',
    needs: ['imports', 'budgets'],
    isAsked: ({ track }) => track === true,
    run: (context) =>
      everyBudget(context, (budgetId) => context.client.performance.track({ budgetId, asOf: context.asOf })),
  },
  {
    name: 'alerts',
    title: 'Evaluating alerts',
    needs: ['imports', 'budgets'],
    isAsked: ({ alerts }) => alerts === true,
    run: async ({ client, asOf, dryRun }) => (await client.alerts.evaluateAll({ asOf, dryRun })).data,
  },
  {
    name: 'approvals',
    title: 'Asking for approvals',
    needs: ['imports', 'budgets', 'forecast'],
    isAsked: ({ approvals }) => approvals?.requestOverruns === true,
    run: requestOverruns,
  },
  {
    name: 'variance',
    title: 'Analysing variances',
    needs: ['imports', 'budgets'],
    isAsked: ({ variance }) => variance !== undefined,
    run: analyzeVariance,
  },
  {
    name: 'reports',
    title: 'Writing reports',
    needs: ['imports', 'budgets'],
    isAsked: ({ reports }) => reports !== undefined,
    run: writeReports,
  },
];
