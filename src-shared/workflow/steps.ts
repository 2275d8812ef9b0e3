import type { Client, Inputs, Outputs } from '../contract/contract.ts';
import type { BudgetAnswer } from '../contract/budget-shapes.ts';
import { madeFrom } from '../contract/reports.ts';
import type { Workflow } from '../contract/workflow.ts';
import type { Day } from '../domain/calendar.ts';
import { moneyText, probabilityText } from '../domain/plain-text.ts';

export type StepName =
  'imports' | 'budgets' | 'trends' | 'forecast' | 'track' | 'alerts' | 'approvals' | 'variance' | 'reports';

type FileToRead = Inputs['imports']['create']['files'][number];

/** The files of a run, by the names that its workflow gives them. */
export interface WorkflowFiles {
  /** A file to import, as the contract names it. */
  readonly offer: (name: string) => Promise<FileToRead>;
  /** What a JSON file holds. */
  readonly readJson: (name: string) => Promise<unknown>;
  /** Keeps a report that was made; answers how the place is called where it is now. */
  readonly keep: (name: string, base64: string) => Promise<string>;
}

export interface StepContext {
  readonly client: Client;
  readonly workflow: Workflow;
  readonly files: WorkflowFiles;
  readonly asOf: Day | undefined;
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

async function importFiles({ client, workflow, files: { offer } }: StepContext): Promise<unknown> {
  await client.settings.set({
    ...(workflow.currency !== undefined && { currency: workflow.currency }),
    ...(workflow.sample === true && { sample: true }),
    ...(workflow.pinAsOf === true && workflow.asOf !== undefined && { asOf: workflow.asOf }),
  });
  const results: unknown[] = [];
  for (const { files, file, label, ...options } of workflow.imports ?? []) {
    const names = files ?? [file ?? ''];
    const request = { ...options, files: await Promise.all(names.map(offer)) };
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
    if (!isImportedAlready(error)) throw error;
    const { imported = [] } = error.data;
    const made = await Promise.all(imported.map((importId) => client.imports.get({ importId })));
    return [
      ...made.map(({ data }) => ({ ...data, ...labelled })),
      { files: names, alreadyImported: true, ...labelled },
    ];
  }
}

/** The refusal of files of which all or some were imported before; its data names what was imported all the same. */
function isImportedAlready(
  error: unknown,
): error is { readonly data: { readonly imported?: readonly string[] } } {
  return error instanceof Error && 'code' in error && error.code === 'already_imported' && 'data' in error;
}

async function makeBudgets(context: StepContext): Promise<BudgetAnswer[]> {
  const { client, workflow, asOf } = context;
  const template = fieldOf(workflow.budgets, 'template');
  if (typeof template === 'string') {
    const parameters = fieldOf(workflow.budgets, 'parameters') as Record<string, string> | undefined;
    const { data } = await client.templates.apply({ name: template, parameters, update: true, asOf });
    context.budgets = data;
    return data;
  }
  const made: BudgetAnswer[] = [];
  for (const tree of await treesOf(context)) made.push(...(await client.budgets.apply({ tree, asOf })).data);
  context.budgets = made;
  return made;
}

/** A field of what the workflow states for its budgets: a file, a template, a tree, or a list of trees. */
export function fieldOf(stated: unknown, name: string): unknown {
  return typeof stated === 'object' && stated !== null
    ? (stated as Record<string, unknown>)[name]
    : undefined;
}

async function treesOf({ workflow, files }: StepContext): Promise<Tree[]> {
  const stated = workflow.budgets;
  const file = fieldOf(stated, 'file');
  const value: unknown = typeof file === 'string' ? await files.readJson(file) : stated;
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

async function requestOverruns({ client, workflow, budgets, asOf }: StepContext): Promise<unknown> {
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

async function writeReports({ client, workflow, budgets, files, asOf }: StepContext): Promise<unknown> {
  const root = budgets.find(({ parentId }) => parentId === null)?.id;
  const written: unknown[] = [];
  for (const { file, budgetId = root ?? '', ...options } of workflow.reports ?? []) {
    const format = file.endsWith('.xlsx') ? 'xlsx' : file.endsWith('.csv') ? 'csv' : 'pdf';
    const { data } = await client.reports.render({ ...options, budgetId, format, asOf, dryRun: true });
    const place = await files.keep(file, data.content);
    await client.reports.record(madeFrom(data));
    written.push({ file: place, pages: data.pages, bytes: data.bytes, seconds: data.seconds });
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
    run: async ({ client, asOf }) => (await client.alerts.evaluateAll({ asOf })).data,
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
