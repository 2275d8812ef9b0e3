import { oc } from '@orpc/contract';
import { z } from 'zod';
import { answer, moneySchema, monthSchema, readInput } from './common.ts';

export const effectsSchema = z.object({
  price: moneySchema,
  volume: moneySchema,
  mix: moneySchema,
  new: moneySchema,
  discontinued: moneySchema,
  oneOff: moneySchema,
});

export const varianceRowSchema = z.object({
  key: z.record(z.string(), z.string()),
  plan: moneySchema,
  actual: moneySchema,
  variance: moneySchema,
  percent: z.number().nullable(),
  direction: z.enum(['adverse', 'favourable', 'none']),
  effects: effectsSchema.optional(),
  effectsReason: z.string().optional(),
  material: z.boolean(),
  commentary: z.string().optional(),
});

export const varianceSchema = z.object({
  against: z.string(),
  from: z.string(),
  to: z.string(),
  by: z.array(z.string()),
  total: varianceRowSchema,
  rows: z.array(varianceRowSchema),
  groups: z.array(varianceRowSchema),
  sentences: z.array(z.string()),
});

export const variance = {
  analyze: oc
    .route({
      method: 'GET',
      path: '/budgets/{budgetId}/variance',
      tags: ['Variance'],
      summary: 'Actual against plan or an earlier period',
    })
    .input(
      z.object({
        budgetId: z.string(),
        from: monthSchema.optional(),
        to: monthSchema.optional(),
        /** Dimensions or `month`, separated by commas. */
        by: z.string().optional(),
        against: z.string().optional(),
        ...readInput,
      }),
    )
    .output(answer(varianceSchema)),
};
