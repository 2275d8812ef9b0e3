import { oc } from '@orpc/contract';
import { z } from 'zod';
import { BUDGET_STATUSES } from '../domain/budget.ts';
import { answer, moneySchema, readInput } from './common.ts';

export const intervalsSchema = z.record(z.string(), z.tuple([moneySchema, moneySchema]));

export const performanceSchema = z.object({
  asOf: z.string(),
  budget: moneySchema,
  spent: moneySchema,
  planToDate: moneySchema,
  /** The sum to date of the forecasts as they were frozen before each month; null where none was. */
  forecastToDate: moneySchema.nullable(),
  pace: z.number().nullable(),
  utilization: z.number().nullable(),
  burnRatePerDay: moneySchema,
  remainingPerDay: moneySchema,
  /** Where the current month is likely to end. */
  landing: z.object({ month: z.string(), mean: moneySchema, intervals: intervalsSchema }).nullable(),
  status: z.enum(BUDGET_STATUSES),
  outlook: z.enum(BUDGET_STATUSES),
  /** Spend and plan of each month of the period. */
  months: z.array(z.object({ month: z.string(), spent: moneySchema, plan: moneySchema })),
  accuracyOfPastForecasts: z.array(
    z.object({
      forecastId: z.string(),
      asOf: z.string(),
      model: z.string(),
      months: z.number(),
      mape: z.number().nullable(),
      bias: z.number().nullable(),
      coverage: z.number().nullable(),
    }),
  ),
});

export const trendSchema = z.object({
  baseline: moneySchema,
  slopePerMonth: moneySchema,
  /** How sure the slope is: one minus the two-sided p that a series without trend shows it. */
  slopeSignificance: z.number().nullable(),
  seasonality: z.object({ period: z.number(), strength: z.number(), indices: z.array(z.number()) }),
  shifts: z.array(z.object({ date: z.string(), amount: moneySchema })),
  spikes: z.array(
    z.object({
      date: z.string(),
      amount: moneySchema,
      drivers: z.array(z.object({ dimension: z.string(), value: z.string(), amount: moneySchema })),
    }),
  ),
  growthPerYear: z.number().nullable(),
  months: z.array(z.object({ month: z.string(), spent: moneySchema, complete: z.boolean() })),
});

const one = z.object({ budgetId: z.string(), ...readInput });

export const performance = {
  track: oc
    .route({
      method: 'GET',
      path: '/budgets/{budgetId}/performance',
      tags: ['Figures'],
      summary: 'Utilisation, burn rate, landing',
    })
    .input(one)
    .output(answer(performanceSchema)),
};

export const trends = {
  analyze: oc
    .route({
      method: 'GET',
      path: '/budgets/{budgetId}/trends',
      tags: ['Figures'],
      summary: 'Baseline, trend, seasonality, shifts, spikes',
    })
    .input(one)
    .output(answer(trendSchema)),
};
