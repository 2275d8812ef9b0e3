import { oc } from '@orpc/contract';
import { z } from 'zod';
import { answer, daySchema, moneySchema, monthSchema, writeInput } from './common.ts';

/** A month that stands out of a budget's history, or that somebody decided about, and what forecasts do with it. */
export const oneOffSchema = z.object({
  month: z.string(),
  /** The month itself, or the step of the level that begins with it. */
  what: z.enum(['month', 'level']),
  /** Why it stands here: far from its neighbours, a charge that came once, a new level, no data, or somebody's word alone. */
  reasons: z.array(
    z.object({
      kind: z.enum(['outlier', 'purchase', 'credit', 'adjustment', 'step', 'missing', 'chosen']),
      /** By how much: off the usual month, of the charge, of the step a month. */
      amount: moneySchema.nullable(),
    }),
  ),
  spent: moneySchema,
  /** What forecasts take for the month; of a step, the level before it. */
  taken: moneySchema,
  treatment: z.enum(['exclude', 'keep']),
  /** Who decided so; null where the engine did. */
  by: z.string().nullable(),
  at: z.string().nullable(),
  note: z.string(),
  /** The budget above for which it was decided; null where for this one, or by the engine. */
  inheritedFrom: z.string().nullable(),
});
export type OneOffAnswer = z.infer<typeof oneOffSchema>;

const one = z.object({ budgetId: z.string() });

export const oneOffs = {
  list: oc
    .route({
      method: 'GET',
      path: '/budgets/{budgetId}/one-offs',
      tags: ['Forecasts'],
      summary: 'Months that stand out, and what forecasts do with them',
    })
    .input(one.extend({ asOf: daySchema.optional() }))
    .output(answer(z.array(oneOffSchema))),
  /** Holds for the budget and all below it that nobody decided otherwise for. */
  treat: oc
    .route({
      method: 'PUT',
      path: '/budgets/{budgetId}/one-offs/{month}',
      tags: ['Forecasts'],
      summary: 'Exclude a month from what forecasts learn, keep it, or leave it to the engine',
    })
    .input(
      one.extend({
        month: monthSchema,
        what: z.enum(['month', 'level']).optional(),
        treatment: z.enum(['exclude', 'keep', 'automatic']),
        note: z.string().max(2000).optional(),
        ...writeInput,
      }),
    )
    .output(answer(z.array(oneOffSchema))),
};
