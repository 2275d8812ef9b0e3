import { oc } from '@orpc/contract';
import { z } from 'zod';
import {
  amountInput,
  answer,
  moneySchema,
  monthSchema,
  pageInput,
  presentInput,
  writeInput,
} from './common.ts';
import { intervalsSchema } from './figures.ts';
import { plannedChangeInput } from './forecasts.ts';
import { scopeSchema } from './budget-shapes.ts';
import { BUDGET_STATUSES, BUDGET_TYPES } from '../domain/budget.ts';

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

const partSchema = z.object({ share: z.number(), part: z.number() });

/** A budget above or below the one whose levers are moved: how it stands, what is needed to move it, and how it is moved. */
export const affectedSchema = z.object({
  budgetId: z.string(),
  name: z.string(),
  type: z.enum(BUDGET_TYPES),
  relation: z.enum(['above', 'below']),
  amount: moneySchema,
  spent: moneySchema,
  atCompletion: moneySchema,
  outlook: z.enum(BUDGET_STATUSES),
  startMonth: monthSchema,
  months: z.number(),
  /** Expected spend of each month from `nextMonth` to the period's end, in currency units. */
  mean: z.array(z.number()),
  whole: partSchema,
  /** Share of its recent spend by dimension value, of the values that were named. */
  shares: z.record(z.string(), z.number()),
  /** By the JSON of a scope's conditions, of the scopes that were named. */
  scopes: z.record(z.string(), partSchema),
  /** Under the levers; as it stands where none were given. */
  after: z.object({
    difference: moneySchema,
    atCompletion: moneySchema,
    outlook: z.enum(BUDGET_STATUSES),
    crossing: z.enum(['over', 'within']).nullable(),
  }),
});
export type AffectedAnswer = z.infer<typeof affectedSchema>;

const fields = {
  name: z.string().trim().min(1),
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
        ...presentInput,
      }),
    )
    .output(answer(z.array(scenarioResultSchema))),
  affected: oc
    .route({
      method: 'POST',
      path: '/scenarios/affected',
      tags: ['Scenarios'],
      summary: 'What a scenario of a budget does to the budgets above and below it',
    })
    .input(
      z.object({
        budgetId: z.string(),
        scenario: z.string().optional(),
        levers: leversInput.optional(),
        quantile: fields.quantile,
        /** Dimension values and scopes whose shares are wanted beside those of the levers. */
        names: z.array(z.string()).max(200).optional(),
        scopes: z.array(scopeSchema).max(50).optional(),
        ...presentInput,
      }),
    )
    .output(
      answer(
        z.object({
          nextMonth: monthSchema,
          bounds: z.object({ warning: z.number(), critical: z.number(), exceeded: z.number() }),
          /** The budget's own shares. */
          shares: z.record(z.string(), z.number()),
          scopes: z.record(z.string(), z.number()),
          /** From the top down; of the budgets below the largest. */
          rows: z.array(affectedSchema),
          /** How many budgets are right below. */
          below: z.number(),
        }),
      ),
    ),
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
