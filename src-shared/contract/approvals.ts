import { oc } from '@orpc/contract';
import { z } from 'zod';
import { policyProblems } from '../engine/approvals/policy.ts';
import { APPROVAL_DECISIONS, APPROVAL_LEVELS, APPROVAL_STATUSES } from '../domain/approval.ts';
import {
  amountInput,
  answer,
  daySchema,
  moneySchema,
  pageInput,
  presentInput,
  writeInput,
} from './common.ts';

const points = z.number().nonnegative();
const scale = z.number().positive();
const deadline = z.number().int().min(1).max(260);

/** How requests are judged; the setting `approvalPolicy`. Its version counts the edits and is given by the program. */
export const policySchema = z
  .object({
    version: z.number().int().optional(),
    weights: z.object({
      overrunPercent: points,
      overrunOfUnallocated: points,
      breachProbability: points,
      forecastSpread: points,
      timeLeft: points,
      pastOverruns: points,
      treeLevel: points,
    }),
    scales: z.object({
      overrunPercent: scale,
      rootReservePercent: scale,
      forecastSpread: scale,
      pastOverruns: scale,
      treeDepth: scale,
    }),
    automatic: z.object({ below: points, overrunPercent: points }),
    below: z.object({ manager: points, director: points }),
    atLeast: z.object({ director: points, executive: points }),
    deadlines: z.object({ manager: deadline, director: deadline, executive: deadline }),
    requestOverruns: z.boolean(),
  })
  .superRefine((policy, context) => {
    for (const message of policyProblems({ ...policy, version: policy.version ?? 1 }))
      context.addIssue({ code: 'custom', message });
  });

export const approvalSchema = z.object({
  id: z.string(),
  budgetId: z.string(),
  budgetName: z.string(),
  kind: z.enum(['raise', 'exceed']),
  amount: moneySchema,
  until: z.string().nullable(),
  reason: z.string(),
  requestedBy: z.string(),
  requestedAt: z.string(),
  status: z.enum(APPROVAL_STATUSES),
  level: z.enum(APPROVAL_LEVELS),
  risk: z.object({
    score: z.number(),
    parts: z.array(z.object({ name: z.string(), value: z.number(), weight: z.number() })),
  }),
  deadline: z.string().nullable(),
  ceiling: moneySchema.nullable(),
  expiry: z.string().nullable(),
  /** What its approval did to the budget's amount. */
  grant: z.object({ before: moneySchema, after: moneySchema }).nullable(),
  policyVersion: z.number(),
  history: z.array(z.object({ at: z.string(), kind: z.string(), by: z.string(), note: z.string() })),
});

const one = z.object({ budgetId: z.string() });
const filters = { status: z.enum(APPROVAL_STATUSES).optional(), ...pageInput, ...presentInput };

export const approvals = {
  inbox: oc
    .route({ method: 'GET', path: '/approvals', tags: ['Approvals'], summary: 'Requests of all budgets' })
    .input(z.object(filters))
    .output(answer(z.array(approvalSchema))),
  list: oc
    .route({
      method: 'GET',
      path: '/budgets/{budgetId}/approvals',
      tags: ['Approvals'],
      summary: 'Requests of a budget',
    })
    .input(one.extend(filters))
    .output(answer(z.array(approvalSchema))),
  /** The policy in force, the workspace's own or the default; the setting `approvalPolicy` changes it. */
  policy: oc
    .route({
      method: 'GET',
      path: '/approvals/policy',
      tags: ['Approvals'],
      summary: 'How requests are judged',
    })
    .input(z.object({}))
    .output(answer(z.object({ policy: policySchema, isDefault: z.boolean() }))),
  request: oc
    .route({
      method: 'POST',
      path: '/budgets/{budgetId}/approvals',
      successStatus: 201,
      tags: ['Approvals'],
      summary: 'Ask to raise the amount or to exceed it',
    })
    .input(
      one.extend({
        kind: z.enum(['raise', 'exceed']),
        amount: amountInput,
        until: daySchema.optional(),
        reason: z.string().trim().min(1),
        requestedBy: z.string().trim().min(1),
        ...writeInput,
      }),
    )
    .output(answer(approvalSchema)),
  decide: oc
    .route({
      method: 'PUT',
      path: '/budgets/{budgetId}/approvals/{workflowId}',
      tags: ['Approvals'],
      summary: 'Decide on a request',
    })
    .input(
      one.extend({
        workflowId: z.string(),
        decision: z.enum(APPROVAL_DECISIONS),
        by: z.string().trim().min(1),
        note: z.string().optional(),
        ceiling: amountInput.optional(),
        expiry: daySchema.optional(),
        ...writeInput,
      }),
    )
    .output(answer(approvalSchema)),
};
