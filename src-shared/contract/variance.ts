import { oc } from '@orpc/contract';
import { z } from 'zod';
import { JUDGEMENTS } from '../domain/variance.ts';
import {
  amountInput,
  answer,
  flagInput,
  moneySchema,
  monthSchema,
  namesInput,
  readInput,
  writeInput,
} from './common.ts';

export const effectsSchema = z.object({
  price: moneySchema,
  volume: moneySchema,
  mix: moneySchema,
  new: moneySchema,
  discontinued: moneySchema,
  oneOff: moneySchema,
});

/** What of a row's variance is timing, permanent, or judged by nobody; the three add up to it. */
export const attributionSchema = z.object({
  kind: z.enum(JUDGEMENTS).nullable(),
  timing: moneySchema,
  permanent: moneySchema,
  open: moneySchema,
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
  /** Against a plan: what the actuals cost in the two months of `actualsMonths`, and what made the change. */
  actualsChange: z.object({ before: moneySchema, after: moneySchema, effects: effectsSchema }).optional(),
  material: z.boolean(),
  attribution: attributionSchema.optional(),
  commentary: z.string().optional(),
});

export const varianceSchema = z.object({
  against: z.string(),
  from: z.string(),
  to: z.string(),
  asOf: z.string(),
  by: z.array(z.string()),
  total: varianceRowSchema,
  rows: z.array(varianceRowSchema),
  groups: z.array(varianceRowSchema),
  actualsMonths: z.object({ before: z.string(), after: z.string() }).optional(),
  /** Why rows do not tell how rate and volume of their actuals moved. */
  actualsReason: z.string().optional(),
  /** What moved inside the items, largest first, with its money effect on the period. */
  causes: z.array(
    z.object({
      item: z.string(),
      kind: z.enum(['shift', 'spike', 'trend']),
      day: z.string(),
      amount: moneySchema,
    }),
  ),
  sentences: z.array(z.string()),
});

export const commentSchema = z.object({
  id: z.string(),
  budgetId: z.string(),
  from: z.string(),
  to: z.string(),
  key: z.record(z.string(), z.string()),
  text: z.string(),
  kind: z.enum(['timing', 'permanent']).nullable(),
  author: z.string(),
  at: z.string(),
});

export const judgementSchema = z.object({
  budgetId: z.string(),
  from: z.string(),
  to: z.string(),
  key: z.record(z.string(), z.string()),
  kind: z.enum([...JUDGEMENTS, 'none']),
  timing: moneySchema.nullable(),
  author: z.string(),
  at: z.string(),
});

/** A row of a comparison, of which something is said. */
const rowInput = {
  budgetId: z.string(),
  from: monthSchema,
  to: monthSchema,
  /** Left out, the total. */
  key: z.record(z.string(), z.string()).optional(),
};

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
        /** Dimensions or `month`. */
        by: namesInput.optional(),
        /** `budget`, `forecast`, `forecast:ID`, `previous`, `lastYear` or `scenario:ID`. */
        against: z.string().optional(),
        timeBasis: z.enum(['chargeDay', 'billingMonth']).optional(),
        /** Adds the forecast of what is left of the period to the actuals: the full year before it is over. */
        withForecast: flagInput.optional(),
        /** Whether to look for what moved inside the items, which takes longer; default true. */
        causes: flagInput.optional(),
        ...readInput,
      }),
    )
    .output(answer(varianceSchema)),
  comments: oc
    .route({
      method: 'GET',
      path: '/budgets/{budgetId}/variance/comments',
      tags: ['Variance'],
      summary: 'What was written beside the rows',
    })
    .input(z.object({ budgetId: z.string() }))
    .output(answer(z.array(commentSchema))),
  comment: oc
    .route({
      method: 'POST',
      path: '/budgets/{budgetId}/variance/comments',
      successStatus: 201,
      tags: ['Variance'],
      summary: 'Write beside a row; the comment is printed',
    })
    .input(
      z.object({
        ...rowInput,
        text: z.string().trim().min(1).max(4000),
        /** Whether the difference will go away by itself or stay: judges the row in the same step. */
        kind: z.enum(['timing', 'permanent']).optional(),
        by: z.string().optional(),
        ...writeInput,
      }),
    )
    .output(answer(commentSchema)),
  judgements: oc
    .route({
      method: 'GET',
      path: '/budgets/{budgetId}/variance/judgements',
      tags: ['Variance'],
      summary: 'Which differences were judged as timing or permanent',
    })
    .input(z.object({ budgetId: z.string() }))
    .output(answer(z.array(judgementSchema))),
  judge: oc
    .route({
      method: 'PUT',
      path: '/budgets/{budgetId}/variance/judgements',
      tags: ['Variance'],
      summary: 'Judge the difference of a row as timing, permanent or partly each',
    })
    .input(
      z.object({
        ...rowInput,
        /** `none` takes a judgement back. */
        kind: z.enum([...JUDGEMENTS, 'none']),
        /** The part of a split that is timing, in the budget's currency. */
        timing: amountInput.optional(),
        by: z.string().optional(),
        ...writeInput,
      }),
    )
    .output(answer(judgementSchema)),
  removeComment: oc
    .route({
      method: 'DELETE',
      path: '/budgets/{budgetId}/variance/comments/{commentId}',
      tags: ['Variance'],
      summary: 'Remove a comment',
    })
    .input(z.object({ budgetId: z.string(), commentId: z.string(), ...writeInput }))
    .output(answer(z.object({ id: z.string() }))),
};
