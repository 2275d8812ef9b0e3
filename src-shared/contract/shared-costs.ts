import { oc } from '@orpc/contract';
import { z } from 'zod';
import { scopeSchema } from './budget-shapes.ts';
import { answer, writeInput, pageInput } from './common.ts';

const methodSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('even') }),
  z.object({ kind: z.literal('direct') }),
  z.object({
    kind: z.literal('fixed'),
    shares: z.array(z.object({ budgetId: z.string(), percent: z.number().nonnegative() })).min(1),
  }),
]);

/** A cost that several budgets of one tree bear together; rules apply in order. */
export const sharedCostSchema = z.object({
  id: z.string(),
  name: z.string(),
  rootId: z.string(),
  scope: scopeSchema,
  method: methodSchema,
  targets: z.array(z.string()),
});

export const sharedCosts = {
  list: oc
    .route({
      method: 'GET',
      path: '/shared-costs',
      tags: ['Shared costs'],
      summary: 'Rules for costs that budgets share, in their order',
    })
    .input(z.object({ ...pageInput, rootId: z.string().optional() }))
    .output(answer(z.array(sharedCostSchema))),
  save: oc
    .route({
      method: 'POST',
      path: '/shared-costs',
      successStatus: 201,
      tags: ['Shared costs'],
      summary: 'Add a rule, or change the one with this id',
    })
    .input(
      z.object({
        id: z.string().min(1).max(120).optional(),
        name: z.string().trim().min(1).max(200),
        rootId: z.string(),
        scope: scopeSchema,
        method: methodSchema,
        /** The budgets that bear it; for fixed percentages the shares name them. */
        targets: z.array(z.string()).optional(),
        /** Its place among the rules of its root, from 0; left out: the last. */
        position: z.number().int().nonnegative().optional(),
        ...writeInput,
      }),
    )
    .output(answer(sharedCostSchema)),
  remove: oc
    .route({
      method: 'DELETE',
      path: '/shared-costs/{id}',
      tags: ['Shared costs'],
      summary: 'Delete a rule',
    })
    .input(z.object({ id: z.string(), ...writeInput }))
    .output(answer(z.object({ id: z.string() }))),
};
