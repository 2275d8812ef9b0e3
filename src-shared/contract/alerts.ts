import { oc } from '@orpc/contract';
import { z } from 'zod';
import { ALERT_BASES, SEVERITIES } from '../domain/alert.ts';
import { answer, daySchema, moneySchema, pageInput, readInput, writeInput } from './common.ts';
import { thresholdInput } from './budgets.ts';

export const alertSchema = z.object({
  id: z.string(),
  budgetId: z.string(),
  budgetName: z.string(),
  path: z.array(z.string()),
  period: z.string(),
  threshold: z.object({
    percent: z.number().optional(),
    amount: moneySchema.optional(),
    basis: z.enum(ALERT_BASES),
  }),
  severity: z.enum(SEVERITIES),
  status: z.enum(['open', 'acknowledged', 'resolved']),
  unread: z.boolean(),
  message: z.string(),
  openedAt: z.string(),
  amount: moneySchema,
  percent: z.number(),
  breach: z
    .object({
      probability: z.number(),
      medianDate: z.string().nullable(),
      earliest: z.string().nullable(),
      latest: z.string().nullable(),
    })
    .nullable(),
  drivers: z.array(
    z.object({ dimension: z.string(), value: z.string(), amount: moneySchema, share: z.number() }),
  ),
  actions: z.array(z.string()),
  snoozedUntil: z.string().nullable(),
  history: z.array(z.object({ at: z.string(), kind: z.string(), by: z.string(), note: z.string() })),
});

export const evaluationSchema = z.object({
  opened: z.array(alertSchema),
  resolved: z.array(alertSchema),
  standing: z.array(alertSchema),
});
const one = z.object({ budgetId: z.string() });
const filters = {
  status: z.enum(['open', 'acknowledged', 'resolved']).optional(),
  severity: z.enum(SEVERITIES).optional(),
  ...pageInput,
  ...readInput,
};

export const alerts = {
  /** All budgets' alerts: the inbox. */
  inbox: oc
    .route({ method: 'GET', path: '/alerts', tags: ['Alerts'], summary: 'Alerts of all budgets' })
    .input(z.object(filters))
    .output(answer(z.array(alertSchema))),
  list: oc
    .route({
      method: 'GET',
      path: '/budgets/{budgetId}/alerts',
      tags: ['Alerts'],
      summary: 'Alerts of a budget',
    })
    .input(one.extend(filters))
    .output(answer(z.array(alertSchema))),
  evaluate: oc
    .route({
      method: 'POST',
      path: '/budgets/{budgetId}/alerts',
      tags: ['Alerts'],
      summary: 'Evaluate, after adding a rule where one is given (201)',
      outputStructure: 'compact',
    })
    .input(one.extend({ threshold: thresholdInput.optional(), ...writeInput }))
    .output(answer(evaluationSchema)),
  evaluateAll: oc
    .route({ method: 'POST', path: '/alerts/evaluate', tags: ['Alerts'], summary: 'Evaluate all budgets' })
    .input(z.object(writeInput))
    .output(answer(evaluationSchema)),
  acknowledge: oc
    .route({
      method: 'PUT',
      path: '/budgets/{budgetId}/alerts/{alertId}/acknowledge',
      tags: ['Alerts'],
      summary: 'Acknowledge, perhaps until a day',
    })
    .input(
      one.extend({
        alertId: z.string(),
        by: z.string().min(1),
        note: z.string().optional(),
        snoozeUntil: daySchema.optional(),
        ...writeInput,
      }),
    )
    .output(answer(alertSchema)),
};
