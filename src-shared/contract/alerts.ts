import { oc } from '@orpc/contract';
import { z } from 'zod';
import { ALERT_BASES, SEVERITIES } from '../domain/alert.ts';
import {
  answer,
  answeredDay,
  countInput,
  daySchema,
  flagInput,
  moneySchema,
  monthSchema,
  pageInput,
  presentInput,
  readInput,
  writeInput,
} from './common.ts';
import { thresholdInput } from './budget-shapes.ts';

const severities = z.array(z.enum(SEVERITIES)).min(1).optional();

/** Recommended actions as data; the setting `actionCatalogue`. */
export const catalogueSchema = z
  .array(
    z.object({
      /** `{value}` and `{dimension}` stand for the driver that matched. */
      text: z.string().trim().min(1),
      severities,
      bases: z.array(z.enum(ALERT_BASES)).min(1).optional(),
      driver: z
        .object({ dimension: z.string().min(1), contains: z.array(z.string().min(1)).min(1).optional() })
        .optional(),
    }),
  )
  .max(500);

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
  /** Only those that are new and need attention. */
  unread: flagInput.optional(),
  ...pageInput,
  ...presentInput,
};

const rehearsalSchema = z.object({
  firings: z.array(
    z.object({
      period: z.string(),
      threshold: z.object({
        percent: z.number().optional(),
        amount: moneySchema.optional(),
        basis: z.enum(ALERT_BASES),
      }),
      severity: z.enum(SEVERITIES),
      onPlan: z.boolean(),
      day: z.string(),
      verdict: z.enum(['right', 'wrong', 'undecided']),
      /** Days from the alert to the breach. */
      leadDays: z.number().nullable(),
    }),
  ),
  breaches: z.number(),
  /** Breaches announced at least a day before. */
  foreseen: z.number(),
  precision: z.number().nullable(),
  medianLeadDays: z.number().nullable(),
  noisePerMonth: z.number(),
  months: z.number(),
});

const destinationStateSchema = z.object({
  id: z.string(),
  kind: z.enum(['webhook', 'email']),
  target: z.string(),
  enabled: z.boolean(),
  waiting: z.number(),
  sent: z.number(),
  givenUp: z.number(),
  failure: z.string().nullable(),
});

const notice = { by: z.string().trim().min(1), note: z.string().optional() };

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
        ...notice,
        snoozeUntil: daySchema.optional(),
        ...writeInput,
      }),
    )
    .output(answer(alertSchema)),
  /** Several at once, in one write; the command line knows only the alert's id. */
  acknowledgeMany: oc
    .route({
      method: 'PUT',
      path: '/alerts/acknowledge',
      tags: ['Alerts'],
      summary: 'Acknowledge several alerts at once',
    })
    .input(
      z.object({
        alertIds: z.array(z.string()).min(1).max(10_000),
        ...notice,
        snoozeUntil: daySchema.optional(),
        ...writeInput,
      }),
    )
    .output(answer(z.array(alertSchema))),
  reopen: oc
    .route({
      method: 'PUT',
      path: '/budgets/{budgetId}/alerts/{alertId}/reopen',
      tags: ['Alerts'],
      summary: 'Open an acknowledged alert again',
    })
    .input(one.extend({ alertId: z.string(), ...notice, ...writeInput }))
    .output(answer(alertSchema)),
  /** What the rules would have raised, and whether it was right. Nothing is stored. */
  rehearse: oc
    .route({
      method: 'POST',
      path: '/budgets/{budgetId}/alerts/rehearse',
      tags: ['Alerts'],
      summary: 'Rehearse rules on past spend',
    })
    .input(
      one.extend({
        thresholds: z.array(thresholdInput).max(50).optional(),
        months: z.number().int().min(1).max(60).optional(),
        /** Judge each month of the plan on its own rather than the whole period. */
        monthly: flagInput.optional(),
        asOf: readInput.asOf,
      }),
    )
    .output(answer(rehearsalSchema)),
  /** The actions that alerts recommend, the workspace's own or the default; the setting `actionCatalogue` changes them. */
  /** What a rehearsal is made from, so that sliders can run it where they are. Amounts are decimal strings. */
  rehearsal: oc
    .route({
      method: 'GET',
      path: '/budgets/{budgetId}/alerts/rehearsal',
      tags: ['Alerts'],
      summary: 'Past spend by day and the rules in force, to rehearse with',
    })
    .input(one.extend({ months: countInput.min(1).max(60).optional(), asOf: readInput.asOf }))
    .output(
      answer(
        z.object({
          currency: z.string(),
          asOf: daySchema,
          /** The first day on which a rule can fire. */
          from: answeredDay,
          startMonth: monthSchema,
          plan: z.array(z.string()),
          spend: z.array(z.object({ day: daySchema, amount: z.string() })),
          thresholds: z.array(
            z.object({
              percent: z.number().optional(),
              amount: z.string().optional(),
              basis: z.enum(ALERT_BASES),
              severity: z.enum(SEVERITIES),
            }),
          ),
        }),
      ),
    ),
  catalogue: oc
    .route({
      method: 'GET',
      path: '/alerts/catalogue',
      tags: ['Alerts'],
      summary: 'The catalogue of recommended actions',
    })
    .input(z.object({}))
    .output(answer(z.object({ entries: catalogueSchema, isDefault: z.boolean() }))),
  destinations: oc
    .route({
      method: 'GET',
      path: '/alerts/destinations',
      tags: ['Alerts'],
      summary: 'How the configured destinations are doing',
    })
    .input(z.object({}))
    .output(answer(z.array(destinationStateSchema))),
  testDestination: oc
    .route({
      method: 'POST',
      path: '/alerts/destinations/{id}/test',
      tags: ['Alerts'],
      summary: 'Send a test message to a destination',
    })
    .input(z.object({ id: z.string() }))
    .output(answer(destinationStateSchema)),
};
