import { oc } from '@orpc/contract';
import { z } from 'zod';
import { budgetIdInput, budgetNameInput, budgetSchema, scopeSchema } from './budget-shapes.ts';
import {
  amountInput,
  answer,
  dimensionSchema,
  momentInput,
  moneySchema,
  monthSchema,
  presentInput,
  writeInput,
} from './common.ts';

const one = z.object({ budgetId: z.string() });

export const CASCADE_METHODS = ['equal', 'lastYear', 'shares'] as const;

/** Operations on the shape of a tree and questions about where its figures come from. */
export const budgetStructure = {
  /** What the budgets were at a moment is written anew; those that came later go. */
  restoreTree: oc
    .route({
      method: 'POST',
      path: '/budgets/{budgetId}/restore-tree',
      tags: ['Budgets'],
      summary: 'Bring a budget and all below it to what they were at a moment',
    })
    .input(one.extend({ at: momentInput, ...writeInput }))
    .output(answer(z.object({ restored: z.array(z.string()), removed: z.array(z.string()) }))),
  cascade: oc
    .route({
      method: 'POST',
      path: '/budgets/{budgetId}/cascade',
      tags: ['Budgets'],
      summary: 'Divide an amount among the children',
    })
    .input(
      one.extend({
        method: z.enum(CASCADE_METHODS),
        /** The budget's new amount; left out: the one it has. */
        amount: amountInput.optional(),
        /** For `shares`: percent by id of the child. */
        shares: z.record(z.string(), z.number().nonnegative()).optional(),
        reason: z.string().optional(),
        ...writeInput,
      }),
    )
    .output(answer(z.array(budgetSchema))),
  /** As typed, filled or pasted into a grid: all cells in one write with one undo, or none. */
  plan: oc
    .route({
      method: 'POST',
      path: '/budgets/plan',
      tags: ['Budgets'],
      summary: 'Set amounts of months, or of whole budgets, in one write',
    })
    .input(
      z.object({
        cells: z
          .array(
            z.object({
              budgetId: z.string(),
              /** Left out: the amount of the whole budget, phased as before. */
              month: monthSchema.optional(),
              amount: amountInput,
              expectedRevision: z.number().optional(),
            }),
          )
          .min(1)
          .max(20_000),
        reason: z.string().optional(),
        ...writeInput,
      }),
    )
    .output(answer(z.array(budgetSchema))),
  build: oc
    .route({
      method: 'POST',
      path: '/budgets/{budgetId}/build',
      tags: ['Budgets'],
      summary: "Make a budget's amount and plan those of its children",
    })
    .input(one.extend({ reason: z.string().optional(), ...writeInput }))
    .output(answer(budgetSchema)),
  split: oc
    .route({
      method: 'POST',
      path: '/budgets/{budgetId}/split',
      successStatus: 201,
      tags: ['Budgets'],
      summary: 'Split a budget into siblings',
    })
    .input(
      one.extend({
        parts: z
          .array(
            z.object({
              id: budgetIdInput.optional(),
              name: budgetNameInput,
              percent: z.number().positive(),
              scope: scopeSchema,
            }),
          )
          .min(2),
        reason: z.string().optional(),
        ...writeInput,
      }),
    )
    .output(answer(z.array(budgetSchema))),
  merge: oc
    .route({
      method: 'POST',
      path: '/budgets/merge',
      tags: ['Budgets'],
      summary: 'Merge siblings into the first of them',
    })
    .input(
      z.object({
        budgetIds: z.array(z.string()).min(2),
        name: budgetNameInput.optional(),
        scope: scopeSchema.optional(),
        reason: z.string().optional(),
        ...writeInput,
      }),
    )
    .output(answer(budgetSchema)),
  copy: oc
    .route({
      method: 'POST',
      path: '/budgets/{budgetId}/copy',
      successStatus: 201,
      tags: ['Budgets'],
      summary: 'Copy a budget and all below it to the next year with growth',
    })
    .input(one.extend({ growth: z.number().gt(-1).max(100).optional(), ...writeInput }))
    .output(answer(z.array(budgetSchema))),
  sources: oc
    .route({
      method: 'GET',
      path: '/budgets/{budgetId}/sources',
      tags: ['Budgets'],
      summary: 'Where the spend of a budget came from: itself, its children, shared costs',
    })
    .input(one.extend({ from: monthSchema.optional(), to: monthSchema.optional(), ...presentInput }))
    .output(
      answer(
        z.object({
          budgetId: z.string(),
          from: z.string(),
          to: z.string(),
          total: moneySchema,
          sources: z.array(
            z.object({
              kind: z.enum(['direct', 'shared', 'child']),
              id: z.string(),
              label: z.string(),
              amount: moneySchema,
            }),
          ),
        }),
      ),
    ),
  unmatched: oc
    .route({
      method: 'GET',
      path: '/budgets/stats/unmatched',
      tags: ['Budgets'],
      summary: 'Spend that no budget counts, of a root or of the whole workspace',
    })
    .input(
      z.object({
        rootId: z.string().optional(),
        by: dimensionSchema.optional(),
        from: monthSchema.optional(),
        to: monthSchema.optional(),
        ...presentInput,
      }),
    )
    .output(answer(z.array(z.object({ value: z.string(), amount: moneySchema })))),
};
