import type { z } from 'zod';
import { HeadroomError } from '#shared/contract/errors.ts';
import type { leversInput } from '#shared/contract/scenarios.ts';
import type { Outputs } from '#shared/contract/contract.ts';
import type { Budget } from '#shared/domain/budget.ts';
import { addMonths, monthsBetween, type Day } from '#shared/domain/calendar.ts';
import { formatAmount, money, toMicros } from '#shared/domain/money.ts';
import type { Levers, Scenario } from '#shared/domain/scenario.ts';
import type { Reader } from '../store/reader.ts';
import { firstOpenMonth } from '../store/open-month.ts';
import { putScenario, removeScenario } from '../store/scenarios.ts';
import type { Writer } from '../store/writer.ts';
import { requireBudget } from './budget-tree.ts';
import { changeBudget } from './budget-change.ts';
import { answerOf, asOfOf, pageOf, procedures, readerOf, writeFor, type RequestContext } from './context.ts';
import { DEFAULT_FORECAST, runForecast } from './forecast-run.ts';
import { withFits } from './forecast-fits.ts';
import { forecastAnswer } from './forecasts.ts';
import { readAffected } from './scenario-affected.ts';
import { definitionOf, isBuiltIn, listScenarios, requireScenario } from './scenario-list.ts';

type ScenarioAnswer = Outputs['scenarios']['get']['data'];

function scenarioAnswer(scenario: Scenario): ScenarioAnswer {
  const levers: unknown = JSON.parse(
    JSON.stringify(scenario.levers, (_key, value: unknown) =>
      typeof value === 'bigint' ? formatAmount(toMicros(value)) : value,
    ),
  );
  return { ...scenario, levers, builtIn: isBuiltIn(scenario.id), definition: definitionOf(scenario) };
}

/** What is not named is not there: the contract's optional fields may be present as undefined. */
function leversOf(input: z.output<typeof leversInput>): Levers {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
}

/** Levers that are not saved, as a scenario. */
function draftScenario(
  budgetId: string,
  levers: z.output<typeof leversInput>,
  quantile: number | undefined,
): Scenario {
  return {
    id: 'draft',
    name: 'This',
    budgetId,
    quantile: quantile ?? 0.5,
    levers: leversOf(levers),
    notes: '',
  };
}

function save(
  context: RequestContext,
  stated: Omit<Scenario, 'id'> & { readonly id?: string | undefined },
  dryRun: boolean | undefined,
) {
  const request = { operation: 'scenarios.save', label: `Save scenario ${stated.name}`, dryRun };
  const { result, changes } = writeFor(context, request, (writer) => {
    const scenario = { ...stated, id: stated.id ?? newId(writer) };
    putScenario(writer, scenario);
    return scenario;
  });
  return answerOf(scenarioAnswer(result), dryRun, changes);
}

/** The next id that no scenario was given by hand. */
function newId(writer: Writer): string {
  const taken = new Set(listScenarios(writer).map(({ id }) => id));
  let id = writer.nextId('scenario');
  while (taken.has(id)) id = writer.nextId('scenario');
  return id;
}

/** The months of a budget's period that are not complete; at least one, so that there is something to show. */
function monthsLeft(reader: Reader, budget: Budget, asOf: Day): number {
  return Math.max(
    1,
    monthsBetween(firstOpenMonth(reader, asOf), addMonths(budget.startMonth, budget.months)),
  );
}

function resultOf(
  reader: Reader,
  budgetId: string,
  scenario: Scenario,
  context: RequestContext,
  months: number | undefined,
  asOf: ReturnType<typeof asOfOf>,
) {
  const budget = requireBudget(reader, budgetId);
  const run = runForecast(reader, budget, asOf, {
    ...DEFAULT_FORECAST,
    months: months ?? monthsLeft(reader, budget, asOf),
    scenario,
  });
  const { points, parts, breach, atCompletion } = forecastAnswer({
    ...run.stored,
    id: '',
    createdAt: context.backend.clock.now(),
  });
  const amount = scenario.levers.budgetAmount ?? budget.amount;
  return {
    scenario: scenarioAnswer(scenario),
    total: atCompletion,
    budget: money(amount, budget.currency),
    probability: breach?.probability ?? 0,
    medianDate: breach?.medianDate ?? null,
    points,
    parts,
  };
}

export const scenarios = {
  list: procedures.scenarios.list.handler(({ input, context }) =>
    pageOf(listScenarios(readerOf(context)).map(scenarioAnswer), input),
  ),
  get: procedures.scenarios.get.handler(({ input, context }) => ({
    data: scenarioAnswer(requireScenario(readerOf(context), input.id)),
  })),

  save: procedures.scenarios.save.handler(({ input, context }) => {
    const { name, budgetId = null, quantile = 0.5, notes = '' } = input;
    const taken = listScenarios(readerOf(context)).find(
      (scenario) => scenario.name === name && scenario.id !== input.id,
    );
    if (taken !== undefined)
      throw new HeadroomError(
        'already_exists',
        `There is a scenario "${name}" already; choose another name or change that one.`,
        { id: taken.id },
      );
    const scenario = { id: input.id, name, budgetId, quantile, levers: leversOf(input.levers), notes };
    return save(context, scenario, input.dryRun);
  }),

  update: procedures.scenarios.update.handler(({ input, context }) => {
    const before = requireScenario(readerOf(context), input.id);
    const {
      name = before.name,
      budgetId = before.budgetId,
      quantile = before.quantile,
      notes = before.notes,
    } = input;
    const levers = input.levers === undefined ? before.levers : leversOf(input.levers);
    return save(context, { id: before.id, name, budgetId, quantile, notes, levers }, input.dryRun);
  }),

  remove: procedures.scenarios.remove.handler(({ input, context }) => {
    const scenario = requireScenario(readerOf(context), input.id);
    const label = isBuiltIn(scenario.id)
      ? `Put scenario ${scenario.name} back to its preset`
      : `Delete scenario ${scenario.name}`;
    const { changes } = writeFor(
      context,
      { operation: 'scenarios.remove', label, dryRun: input.dryRun },
      (writer) => removeScenario(writer, scenario.id),
    );
    return answerOf({ id: scenario.id }, input.dryRun, changes);
  }),

  compare: procedures.scenarios.compare.handler(async ({ input, context }) => {
    const reader = readerOf(context);
    const asOf = asOfOf(context, input.asOf);
    const named = (input.scenarios ?? ['optimistic', 'realistic', 'pessimistic']).map((id) =>
      requireScenario(reader, id),
    );
    const draft: Scenario[] =
      input.levers === undefined ? [] : [draftScenario(input.budgetId, input.levers, input.quantile)];
    const data = await withFits(context.door, () =>
      [...named, ...draft].map((scenario) =>
        resultOf(reader, input.budgetId, scenario, context, input.months, asOf),
      ),
    );
    return { data };
  }),

  affected: procedures.scenarios.affected.handler(async ({ input, context }) => {
    const reader = readerOf(context);
    const budget = requireBudget(reader, input.budgetId);
    const named = input.scenario === undefined ? undefined : requireScenario(reader, input.scenario);
    const scenario =
      input.levers === undefined && named !== undefined
        ? named
        : draftScenario(budget.id, input.levers ?? {}, input.quantile);
    const { names = [], scopes = [] } = input;
    const data = await withFits(context.door, () =>
      readAffected(reader, budget, asOfOf(context, input.asOf), { scenario, names, scopes }),
    );
    return { data };
  }),

  apply: procedures.scenarios.apply.handler(({ input, context }) => {
    const reader = readerOf(context);
    const scenario = requireScenario(reader, input.id);
    const budget = requireBudget(reader, input.budgetId);
    const asOf = asOfOf(context, input.asOf);
    const run = runForecast(reader, budget, asOf, { ...DEFAULT_FORECAST, months: 1, scenario });
    const after = scenario.levers.budgetAmount ?? run.stored.atCompletion;
    const reason = input.reason ?? `Scenario ${scenario.name}: ${definitionOf(scenario)}`;
    const request = {
      operation: 'scenarios.apply',
      label: `Apply scenario ${scenario.name} to ${budget.name}`,
      dryRun: input.dryRun,
      reason,
    };
    const { result, changes } = writeFor(
      context,
      request,
      (writer) => changeBudget(writer, budget.id, { amount: after }, asOf),
      (written) => requireBudget(written, budget.id),
    );
    const data = {
      budgetId: budget.id,
      before: money(budget.amount, budget.currency),
      after: money(result.amount, budget.currency),
      revision: result.revision,
    };
    return answerOf(data, input.dryRun, changes);
  }),
};
