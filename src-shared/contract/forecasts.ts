import { oc } from '@orpc/contract';
import { z } from 'zod';
import { FORECAST_MODELS, modelNamed, type ForecastModel } from '../domain/forecast.ts';
import { isDimension } from '../domain/cost.ts';
import {
  amountInput,
  answer,
  moneySchema,
  monthSchema,
  pageInput,
  presentInput,
  readInput,
  writeInput,
} from './common.ts';
import { scopeSchema } from './budget-shapes.ts';
import { intervalsSchema } from './figures.ts';

export const plannedChangeInput = z
  .object({
    name: z.string().min(1),
    start: monthSchema,
    end: monthSchema.optional(),
    kind: z.enum(['step', 'ramp', 'oneTime']),
    amount: amountInput.optional(),
    percent: z.number().optional(),
    scope: scopeSchema.optional(),
    probability: z.number().min(0).max(1).optional(),
    /** Months by which the start may be earlier or later. */
    startSpread: z.number().int().min(0).max(24).optional(),
    /** Standard deviation of the size, as a fraction of it. */
    sizeSpread: z.number().min(0).max(2).optional(),
  })
  .refine(
    (change) => (change.amount === undefined) !== (change.percent === undefined),
    'needs either amount or percent',
  )
  .refine(({ start, end }) => end === undefined || end >= start, {
    path: ['end'],
    message: 'must not lie before the start',
  });

/** A model by any of its usual names: `holtWinters`, `Holt-Winters`, `AutoETS`, `snaive` … */
export const modelInput = z
  .string()
  .meta({ description: `A forecast model: ${FORECAST_MODELS.join(', ')}`, examples: [...FORECAST_MODELS] })
  .transform((name, context): ForecastModel => {
    const model = modelNamed(name);
    if (model !== undefined) return model;
    const message = `there is no model "${name.slice(0, 40)}"; known are ${FORECAST_MODELS.join(', ')}`;
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  });

/** `overall`, or a value of a dimension such as `team:payments` or `tag:tier:gold`. */
function isGrowthName(name: string): boolean {
  const at = name.startsWith('tag:') ? name.lastIndexOf(':') : name.indexOf(':');
  return name === 'overall' || (at > 0 && at < name.length - 1 && isDimension(name.slice(0, at)));
}

/** Growth a year as a fraction; below −1 there would be less than nothing. */
const growthRate = z.number().min(-1);
export const growthInput = z.union([
  growthRate,
  z.record(
    z.string().refine(isGrowthName, 'must be overall or a dimension and its value, such as team:payments'),
    growthRate,
  ),
]);

export const forecastRequest = z.object({
  months: z.number().int().min(1).max(60).optional(),
  model: modelInput.optional(),
  levels: z.array(z.number().gt(0).lt(100)).min(1).optional(),
  growth: growthInput.optional(),
  changes: z.array(plannedChangeInput).optional(),
  scenario: z.string().optional(),
});

export const accuracySchema = z.object({
  mase: z.number().nullable(),
  smape: z.number().nullable(),
  bias: z.number().nullable(),
  coverage: z.record(z.string(), z.number()),
  origins: z.number(),
});

export const forecastSchema = z.object({
  id: z.string(),
  budgetId: z.string(),
  createdAt: z.string(),
  model: z.string(),
  why: z.string(),
  asOf: z.string(),
  scenario: z.string().nullable(),
  points: z.array(z.object({ month: z.string(), mean: moneySchema, intervals: intervalsSchema })),
  /** Actual + forecast over the whole budget period. */
  atCompletion: moneySchema,
  accuracy: accuracySchema,
  candidates: z.array(
    z.object({ model: z.string(), mase: z.number().nullable(), smape: z.number().nullable() }),
  ),
  breach: z
    .object({
      probability: z.number(),
      medianDate: z.string().nullable(),
      earliest: z.string().nullable(),
      latest: z.string().nullable(),
      expectedOverrun: moneySchema,
    })
    .nullable(),
  parts: z.array(z.object({ name: z.string(), months: z.array(moneySchema) })),
  /** Months that were not taken as they stand: filled, held back, excluded, or moved to a later level. */
  adjustments: z.array(
    z.object({
      month: z.string(),
      reason: z.enum(['missing', 'oneOff', 'excluded', 'level']),
      from: moneySchema.nullable(),
      to: moneySchema,
    }),
  ),
  parameters: z.record(z.string(), z.union([z.number(), z.string()])),
  criterion: z.object({ aicc: z.number().nullable(), logLikelihood: z.number().nullable() }).nullable(),
});
export type ForecastAnswer = z.infer<typeof forecastSchema>;

/** How forecasts of one model turned out so many months ahead. */
export const horizonAccuracySchema = z.object({
  model: z.string(),
  /** Months ahead: 1 is the first forecast month. */
  horizon: z.number(),
  months: z.number(),
  /** Mean absolute percentage error and mean percentage error, as fractions; null where nothing was spent. */
  mape: z.number().nullable(),
  bias: z.number().nullable(),
  /** Share of the months inside the widest interval that was stored. */
  coverage: z.number().nullable(),
});

const one = z.object({ budgetId: z.string() });

export const forecasts = {
  list: oc
    .route({
      method: 'GET',
      path: '/budgets/{budgetId}/forecasts',
      tags: ['Forecasts'],
      summary: 'Stored forecasts, newest first',
    })
    .input(one.extend({ ...pageInput, ...readInput }))
    .output(answer(z.array(forecastSchema))),
  create: oc
    .route({
      method: 'POST',
      path: '/budgets/{budgetId}/forecasts',
      successStatus: 201,
      tags: ['Forecasts'],
      summary: 'Forecast and store it',
    })
    .input(one.extend({ ...forecastRequest.shape, ...writeInput }))
    .output(answer(forecastSchema)),
  /** How stored forecasts turned out, by model and months ahead. */
  accuracy: oc
    .route({
      method: 'GET',
      path: '/budgets/{budgetId}/forecasts/accuracy',
      tags: ['Forecasts'],
      summary: 'How stored forecasts turned out',
    })
    .input(one.extend(readInput))
    .output(answer(z.array(horizonAccuracySchema))),
  /** What the renderer needs to answer a slider without asking again: history and sample paths in currency units. */
  paths: oc
    .route({
      method: 'GET',
      path: '/budgets/{budgetId}/forecasts/paths',
      tags: ['Forecasts'],
      summary: 'Baseline paths for what-if',
    })
    .input(
      one.extend({
        months: z.coerce.number().int().min(1).max(60).optional(),
        model: forecastRequest.shape.model,
        ...presentInput,
      }),
    )
    .output(
      answer(
        z.object({
          currency: z.string(),
          historyStart: z.string(),
          history: z.array(z.number()),
          startMonth: z.string(),
          mean: z.array(z.number()),
          /** One row of `months` numbers per path, in currency units. */
          paths: z.array(z.array(z.number())),
          budgetMonths: z.array(z.object({ month: z.string(), plan: z.number(), spent: z.number() })),
          /** Part of the recent spend by value of each lever's dimension, as fractions. */
          shares: z.record(z.string(), z.number()),
          model: z.string(),
          seed: z.number(),
        }),
      ),
    ),
};
