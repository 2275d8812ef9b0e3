import { oc } from '@orpc/contract';
import { z } from 'zod';
import { amountInput, answer, moneySchema, pageInput, readInput, writeInput } from './common.ts';
import { intervalsSchema } from './figures.ts';
import { plannedChangeInput } from './forecasts.ts';

export const leversInput = z.object({
  growth: z.number().optional(),
  price: z.number().optional(),
  usage: z.number().optional(),
  commitmentDiscount: z.number().optional(),
  commitmentCoverage: z.number().optional(),
  overrides: z.record(z.string(), z.number()).optional(),
  changes: z.array(plannedChangeInput).optional(),
  disabledChanges: z.array(z.string()).optional(),
  budgetAmount: amountInput.optional(),
});

export const scenarioSchema = z.object({
  id: z.string(),
  name: z.string(),
  budgetId: z.string().nullable(),
  builtIn: z.boolean(),
  quantile: z.number(),
  /** The definition in words, shown beside the name. */
  definition: z.string(),
  /** Levers as `leversInput` reads them, money as decimal strings. */
  levers: z.unknown(),
  notes: z.string(),
});

export const scenarioResultSchema = z.object({
  scenario: scenarioSchema,
  total: moneySchema,
  budget: moneySchema,
  probability: z.number(),
  medianDate: z.string().nullable(),
  points: z.array(z.object({ month: z.string(), mean: moneySchema, intervals: intervalsSchema })),
  parts: z.array(z.object({ name: z.string(), months: z.array(moneySchema) })),
});

const fields = {
  name: z.string().min(1),
  budgetId: z.string().nullable().optional(),
  quantile: z.number().gt(0).lt(1).optional(),
  levers: leversInput,
  notes: z.string().optional(),
};
const one = z.object({ id: z.string() });

export const scenarios = {
  list: oc
    .route({ method: 'GET', path: '/scenarios', tags: ['Scenarios'], summary: 'Built-in and own scenarios' })
    .input(z.object({ ...pageInput }))
    .output(answer(z.array(scenarioSchema))),
  get: oc
    .route({ method: 'GET', path: '/scenarios/{id}', tags: ['Scenarios'], summary: 'One scenario' })
    .input(one)
    .output(answer(scenarioSchema)),
  save: oc
    .route({
      method: 'POST',
      path: '/scenarios',
      successStatus: 201,
      tags: ['Scenarios'],
      summary: 'Save a scenario',
    })
    .input(z.object({ id: z.string().optional(), ...fields, ...writeInput }))
    .output(answer(scenarioSchema)),
  update: oc
    .route({ method: 'PUT', path: '/scenarios/{id}', tags: ['Scenarios'], summary: 'Change a scenario' })
    .input(
      z.object({
        id: z.string(),
        ...fields,
        name: fields.name.optional(),
        levers: leversInput.optional(),
        ...writeInput,
      }),
    )
    .output(answer(scenarioSchema)),
  remove: oc
    .route({ method: 'DELETE', path: '/scenarios/{id}', tags: ['Scenarios'], summary: 'Delete a scenario' })
    .input(one.extend(writeInput))
    .output(answer(z.object({ id: z.string() }))),
  compare: oc
    .route({
      method: 'POST',
      path: '/scenarios/compare',
      tags: ['Scenarios'],
      summary: 'Scenarios of a budget side by side',
    })
    .input(
      z.object({
        budgetId: z.string(),
        scenarios: z.array(z.string()).min(1).max(8).optional(),
        levers: leversInput.optional(),
        /** The quantile of the baseline that the levers stand on; 0.5 is its mean. */
        quantile: fields.quantile,
        months: z.number().int().min(1).max(60).optional(),
        ...readInput,
      }),
    )
    .output(answer(z.array(scenarioResultSchema))),
  apply: oc
    .route({
      method: 'POST',
      path: '/scenarios/{id}/apply',
      tags: ['Scenarios'],
      summary: "Make a scenario's forecast the budget's amount",
    })
    .input(one.extend({ budgetId: z.string(), reason: z.string().optional(), ...writeInput }))
    .output(
      answer(
        z.object({ budgetId: z.string(), before: moneySchema, after: moneySchema, revision: z.number() }),
      ),
    ),
};
