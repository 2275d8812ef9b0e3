import { oc } from '@orpc/contract';
import { z } from 'zod';
import { answer, currencyInput, daySchema, monthSchema, writeInput, pageInput } from './common.ts';
import { catalogueSchema } from './alerts.ts';
import { destinationsSchema } from './destinations.ts';
import { policySchema } from './approvals.ts';
import { thresholdInput, thresholdSchema } from './budget-shapes.ts';

export const settingsSchema = z.object({
  currency: z.string(),
  fiscalYearStart: z.number().int().min(1).max(12),
  statusBounds: z.object({ warning: z.number(), critical: z.number(), exceeded: z.number() }),
  thresholds: z.array(thresholdSchema),
  tagMapping: z.record(z.string(), z.array(z.string())),
  materiality: z.object({ amount: z.string(), percent: z.number() }),
  /** A pinned day on which the workspace stands; null: the machine's date. */
  asOf: z.string().nullable(),
  approvalPolicy: z.unknown(),
  actionCatalogue: z.unknown(),
  destinations: z.unknown(),
  sample: z.boolean(),
});

/** Above this a bound is a percent that was taken for a fraction. */
const boundInput = z.number().positive().max(5, 'must be a fraction of the amount, such as 0.75');

/** A change of settings; money in it as decimal strings. A setting that there is not is refused. */
export const settingsChange = z.strictObject({
  currency: currencyInput.optional(),
  fiscalYearStart: z.coerce.number().int().min(1).max(12).optional(),
  statusBounds: z
    .object({
      warning: boundInput,
      critical: boundInput,
      exceeded: boundInput,
    })
    .optional(),
  thresholds: z.array(thresholdInput).optional(),
  tagMapping: z
    .record(z.enum(['team', 'project', 'environment', 'costCenter']), z.array(z.string()))
    .optional(),
  materiality: z
    .object({ amount: z.union([z.string(), z.number()]), percent: z.number().nonnegative() })
    .optional(),
  /** Whether the workspace holds the bundled sample. */
  sample: z.boolean().optional(),
  asOf: daySchema.nullable().optional(),
  approvalPolicy: policySchema.nullable().optional(),
  actionCatalogue: catalogueSchema.nullable().optional(),
  destinations: destinationsSchema.nullable().optional(),
});

export const settings = {
  get: oc
    .route({ method: 'GET', path: '/settings', tags: ['Settings'], summary: 'Settings of the workspace' })
    .input(z.object({}))
    .output(answer(settingsSchema)),
  set: oc
    .route({ method: 'PUT', path: '/settings', tags: ['Settings'], summary: 'Change settings' })
    .input(settingsChange.extend({ dryRun: writeInput.dryRun }))
    .output(answer(settingsSchema)),
};

const personSchema = z.object({
  name: z.string().min(1),
  level: z.enum(['manager', 'director', 'executive']),
});
export const people = {
  list: oc
    .route({ method: 'GET', path: '/people', tags: ['People'], summary: 'Who may decide' })
    .input(z.object({ ...pageInput }))
    .output(answer(z.array(personSchema))),
  get: oc
    .route({ method: 'GET', path: '/people/{name}', tags: ['People'], summary: 'One person' })
    .input(z.object({ name: z.string() }))
    .output(answer(personSchema)),
  add: oc
    .route({
      method: 'POST',
      path: '/people',
      successStatus: 201,
      tags: ['People'],
      summary: 'Add a person or change the level',
    })
    .input(personSchema.extend({ name: z.string().trim().min(1), ...writeInput }))
    .output(answer(personSchema)),
  update: oc
    .route({ method: 'PUT', path: '/people/{name}', tags: ['People'], summary: 'Change the level' })
    .input(personSchema.extend(writeInput))
    .output(answer(personSchema)),
  remove: oc
    .route({ method: 'DELETE', path: '/people/{name}', tags: ['People'], summary: 'Remove a person' })
    .input(z.object({ name: z.string(), ...writeInput }))
    .output(answer(z.object({ name: z.string() }))),
};

/** Which rate of the table is meant. */
const rateKey = z.object({ month: monthSchema, from: currencyInput, to: currencyInput });
const rateAnswer = z.object({ month: z.string(), from: z.string(), to: z.string(), rate: z.string() });
export const rates = {
  list: oc
    .route({ method: 'GET', path: '/rates', tags: ['Rates'], summary: 'Monthly exchange rates' })
    .input(z.object({ ...pageInput }))
    .output(answer(z.array(rateAnswer))),
  set: oc
    .route({ method: 'PUT', path: '/rates', tags: ['Rates'], summary: 'Set the rate of a month' })
    .input(rateKey.extend({ rate: z.union([z.string(), z.number()]), ...writeInput }))
    .output(answer(rateAnswer)),
  remove: oc
    .route({
      method: 'DELETE',
      path: '/rates/{month}/{from}/{to}',
      tags: ['Rates'],
      summary: 'Remove the rate of a month; says which budgets count other costs by it',
    })
    .input(rateKey.extend(writeInput))
    .output(answer(rateAnswer.extend({ warnings: z.array(z.string()) }))),
};
