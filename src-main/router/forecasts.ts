import { money } from '#shared/domain/money.ts';
import { addMonths } from '#shared/domain/calendar.ts';
import type { ForecastModel, StoredForecast } from '#shared/domain/forecast.ts';
import type { Inputs, Outputs } from '#shared/contract/contract.ts';
import type { z } from 'zod';
import type { forecastRequest } from '#shared/contract/forecasts.ts';
import { toUnits } from '#shared/domain/money.ts';
import { seedOf } from '#shared/engine/random.ts';
import { putForecast, readForecasts } from '../store/forecasts.ts';
import { readBudgetMonths } from '../store/spend.ts';
import type { Reader } from '../store/reader.ts';
import { pastBudget } from './budget-past.ts';
import { readKnownBudget } from './known-budget.ts';
import { judgeByHorizon } from './forecast-ledger.ts';
import { requireBudget } from './budget-tree.ts';
import { allShares, readComposition } from './composition.ts';
import { answerOf, asOfOf, procedures, readerOf, writeFor } from './context.ts';
import { withFits } from './forecast-fits.ts';
import { DEFAULT_FORECAST, runForecast, type ForecastRequest } from './forecast-run.ts';
import { intervalsAnswer } from './money.ts';
import { requireScenario } from './scenario-list.ts';

export type ForecastAnswer = Outputs['forecasts']['create']['data'];

export function forecastAnswer(forecast: StoredForecast): ForecastAnswer {
  const {
    currency,
    points,
    breach,
    parts,
    accuracy,
    candidates,
    inputsHash: _hash,
    engineVersion: _version,
    adjustments = [],
    criterion,
    parameters,
    ...rest
  } = forecast;
  return {
    ...rest,
    atCompletion: money(forecast.atCompletion, currency),
    accuracy: { ...accuracy, coverage: { ...accuracy.coverage } },
    candidates: candidates.map((candidate) => ({ ...candidate })),
    points: points.map(({ month, mean, intervals }) => ({
      month,
      mean: money(mean, currency),
      intervals: intervalsAnswer(intervals, currency),
    })),
    breach: breach === null ? null : { ...breach, expectedOverrun: money(breach.expectedOverrun, currency) },
    parameters: { ...parameters },
    criterion: criterion === undefined ? null : { ...criterion },
    adjustments: adjustments.map(({ month, reason, from, to }) => ({
      month,
      reason,
      from: from === null ? null : money(from, currency),
      to: money(to, currency),
    })),
    parts: parts.map(({ name, months }) => ({
      name,
      months: months.map((amount) => money(amount, currency)),
    })),
  };
}

/** A request with its defaults; growth given as one number is overall growth. */
export function forecastRequestOf(reader: Reader, input: z.output<typeof forecastRequest>): ForecastRequest {
  const { months, model, levels, growth, changes, scenario } = input;
  return {
    months: months ?? DEFAULT_FORECAST.months,
    model: model ?? DEFAULT_FORECAST.model,
    levels: levels ?? DEFAULT_FORECAST.levels,
    growth: typeof growth === 'number' ? { overall: growth } : (growth ?? {}),
    changes: (changes ?? []) as ForecastRequest['changes'],
    scenario: scenario === undefined ? null : requireScenario(reader, scenario),
  };
}

type PathsInput = Omit<Inputs['forecasts']['paths'], 'model'> & {
  readonly model?: ForecastModel | undefined;
};

/** Dimensions by which a lever can move a part of the spend. */
const LEVER_DIMENSIONS = ['team', 'service', 'region', 'account', 'project', 'environment'] as const;

export const forecasts = {
  list: procedures.forecasts.list.handler(({ input, context }) => {
    const { budgetId, limit = 50, offset = 0, knownAt } = input;
    const reader = readerOf(context);
    if (knownAt === undefined) requireBudget(reader, budgetId);
    else pastBudget(reader, budgetId, knownAt);
    const stored = readForecasts(reader, budgetId);
    const all = stored.filter(({ createdAt }) => knownAt === undefined || createdAt <= knownAt);
    return {
      data: all.slice(offset, offset + limit).map(forecastAnswer),
      meta: { total: all.length, limit, offset },
    };
  }),

  create: procedures.forecasts.create.handler(async ({ input, context }) => {
    const reader = readerOf(context);
    const budget = requireBudget(reader, input.budgetId);
    const run = await withFits(context.door, () =>
      runForecast(reader, budget, asOfOf(context, input.asOf), forecastRequestOf(reader, input)),
    );
    const request = {
      operation: 'forecasts.create',
      label: `Forecast ${budget.name}`,
      dryRun: input.dryRun,
      undoable: false,
    };
    const { result, changes } = writeFor(context, request, (writer) => {
      const forecast = { ...run.stored, id: writer.nextId('forecast'), createdAt: writer.by.at };
      putForecast(writer, forecast);
      return forecast;
    });
    return answerOf(forecastAnswer(result), input.dryRun, changes);
  }),

  accuracy: procedures.forecasts.accuracy.handler(({ input, context }) => {
    const { budgetId, knownAt } = input;
    const asOf = asOfOf(context, input.asOf);
    const { forecasts, history } = readKnownBudget(readerOf(context), { budgetId, asOf, knownAt });
    return { data: judgeByHorizon(forecasts, history) };
  }),

  paths: procedures.forecasts.paths.handler(async ({ input, context }) => ({
    data: await withFits(context.door, () => pathsOf(readerOf(context), input, asOfOf(context, input.asOf))),
  })),
};

function pathsOf(
  reader: Reader,
  input: PathsInput,
  asOf: ReturnType<typeof asOfOf>,
): Outputs['forecasts']['paths']['data'] {
  const budget = requireBudget(reader, input.budgetId);
  const run = runForecast(reader, budget, asOf, {
    ...DEFAULT_FORECAST,
    months: Number(input.months ?? 1),
    model: input.model ?? 'auto',
  });
  const spent = new Map(
    readBudgetMonths(reader, budget.id).map(({ month, total }) => [month, toUnits(total)]),
  );
  const composition = readComposition(reader, budget, run.history.nextMonth);
  return {
    currency: budget.currency,
    historyStart: run.history.startMonth,
    history: run.history.values.map(toUnits),
    startMonth: run.history.nextMonth,
    mean: [...run.baseline.mean],
    paths: run.baseline.paths.map((path) => [...path]),
    budgetMonths: budget.plan.map((plan, index) => {
      const month = addMonths(budget.startMonth, index);
      return {
        month,
        plan: toUnits(plan),
        spent: month < run.history.nextMonth ? (spent.get(month) ?? 0) : 0,
      };
    }),
    shares: allShares(composition, LEVER_DIMENSIONS),
    model: run.baseline.model,
    seed: seedOf(budget.id),
  };
}
