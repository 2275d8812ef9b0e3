import { oc } from '@orpc/contract';
import { z } from 'zod';
import { BUDGET_STATUSES, BUDGET_TYPES } from '../domain/budget.ts';
import {
  budgetChange,
  budgetSchema,
  budgetShape,
  budgetTreeInput,
  named,
  revisionSchema,
} from './budget-shapes.ts';
import { budgetStructure } from './budget-structure.ts';
import { budgetTables } from './budget-tables.ts';
import {
  answer,
  countInput,
  flagInput,
  moneySchema,
  pageInput,
  presentInput,
  readInput,
  writeInput,
} from './common.ts';

export type { BudgetAnswer } from './budget-shapes.ts';

export const BUDGET_SORTS = [
  'outlook',
  'name',
  'amount',
  'spent',
  'utilization',
  'pace',
  'status',
  'path',
] as const;
/** What narrows and orders a list of budgets. */
export const budgetQuery = z.object({
  type: z.enum(BUDGET_TYPES).optional(),
  status: z.enum(BUDGET_STATUSES).optional(),
  outlook: z.enum(BUDGET_STATUSES).optional(),
  /** `null` for roots. */
  parentId: z.string().optional(),
  owner: z.string().optional(),
  /** A part of the name or the id. */
  q: z.string().max(1000).optional(),
  /** A field, with `-` before it for descending. */
  sort: z.string().optional(),
  ...pageInput,
  ...readInput,
});
export type BudgetQuery = z.output<typeof budgetQuery>;

const one = z.object({ budgetId: z.string() });

export const budgets = {
  list: oc
    .route({
      method: 'GET',
      path: '/budgets',
      tags: ['Budgets'],
      summary: 'Budgets with their status; worst outlook first',
    })
    .input(budgetQuery)
    .output(answer(z.array(budgetSchema))),
  create: oc
    .route({
      method: 'POST',
      path: '/budgets',
      successStatus: 201,
      tags: ['Budgets'],
      summary: 'Create a budget',
    })
    .input(budgetShape.extend(writeInput).transform(named))
    .output(answer(budgetSchema)),
  /** Creates a tree or brings it to what is stated, by id, in one write: all of it or nothing. */
  apply: oc
    .route({
      method: 'POST',
      path: '/budgets/apply',
      successStatus: 201,
      tags: ['Budgets'],
      summary: 'Create or update a whole tree',
    })
    .input(
      z.object({
        /** One tree or several; a single one is a list of itself, so that what is wrong keeps its path. */
        tree: z.preprocess(
          (tree): unknown => (Array.isArray(tree) ? tree : [tree]),
          z.array(budgetTreeInput).min(1),
        ),
        createOnly: z.boolean().optional(),
        ...writeInput,
      }),
    )
    .output(answer(z.array(budgetSchema))),
  stats: oc
    .route({ method: 'GET', path: '/budgets/stats/summary', tags: ['Budgets'], summary: 'Portfolio summary' })
    .input(z.object(presentInput))
    .output(
      answer(
        z.object({
          budgets: z.number(),
          byStatus: z.record(z.enum(BUDGET_STATUSES), z.number()),
          byType: z.record(z.enum(BUDGET_TYPES), z.number()),
          totals: z.array(
            z.object({
              currency: z.string(),
              budget: moneySchema,
              spent: moneySchema,
              forecast: moneySchema,
              utilization: z.number().nullable(),
            }),
          ),
          openAlerts: z.number(),
          unreadAlerts: z.number(),
          pendingApprovals: z.number(),
          topRisks: z.array(
            z.object({
              budgetId: z.string(),
              name: z.string(),
              probability: z.number(),
              expectedOverrun: moneySchema,
            }),
          ),
        }),
      ),
    ),
  get: oc
    .route({ method: 'GET', path: '/budgets/{budgetId}', tags: ['Budgets'], summary: 'One budget' })
    .input(one.extend(readInput))
    .output(answer(budgetSchema)),
  update: oc
    .route({
      method: 'PUT',
      path: '/budgets/{budgetId}',
      tags: ['Budgets'],
      summary: 'Change the fields that are named',
    })
    .input(budgetChange.extend({ ...one.shape, expectedRevision: z.number().optional(), ...writeInput }))
    .output(answer(budgetSchema)),
  remove: oc
    .route({ method: 'DELETE', path: '/budgets/{budgetId}', tags: ['Budgets'], summary: 'Delete a budget' })
    .input(
      one.extend({
        withChildren: flagInput.optional(),
        expectedRevision: z.number().optional(),
        ...writeInput,
      }),
    )
    .output(answer(z.object({ deleted: z.array(z.string()) }))),
  revisions: oc
    .route({
      method: 'GET',
      path: '/budgets/{budgetId}/revisions',
      tags: ['Budgets'],
      summary: 'Every change of a budget',
    })
    .input(one.extend(pageInput))
    .output(answer(z.array(revisionSchema))),
  restore: oc
    .route({
      method: 'POST',
      path: '/budgets/{budgetId}/revisions/{n}/restore',
      tags: ['Budgets'],
      summary: 'Make a new revision equal to revision n',
    })
    .input(one.extend({ n: countInput, ...writeInput }))
    .output(answer(budgetSchema)),
  ...budgetStructure,
  ...budgetTables,
};
