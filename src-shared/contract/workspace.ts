import { oc } from '@orpc/contract';
import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { COST_BASES } from '../domain/cost.ts';
import {
  answer,
  changeSchema,
  currencyInput,
  daySchema,
  moneySchema,
  monthSchema,
  pageInput,
  readInput,
  writeInput,
} from './common.ts';
import { catalogueSchema, destinationsSchema } from './alerts.ts';
import { policySchema } from './approvals.ts';
import { thresholdInput } from './budget-shapes.ts';

export const settingsSchema = z.object({
  currency: z.string(),
  fiscalYearStart: z.number().int().min(1).max(12),
  statusBounds: z.object({ warning: z.number(), critical: z.number(), exceeded: z.number() }),
  thresholds: z.array(z.unknown()),
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

export const workspaceSchema = z.object({
  name: z.string(),
  file: z.string(),
  dryRun: z.boolean(),
  asOf: z.string(),
  pinnedAsOf: z.string().nullable(),
  today: z.string(),
  firstDay: z.string().nullable(),
  dataTo: z.string().nullable(),
  currencies: z.array(z.string()),
  costBasis: z.enum(COST_BASES),
  facts: z.number(),
  budgets: z.number(),
  imports: z.number(),
  sample: z.boolean(),
  version: z.string(),
  schemaVersion: z.number(),
  undo: z.string().nullable(),
  redo: z.string().nullable(),
});

/** Charges of one day that agree in all but their amounts, summed up. */
const costRowSchema = z.object({
  day: z.string(),
  billingMonth: z.string(),
  provider: z.string(),
  account: z.string(),
  service: z.string(),
  region: z.string(),
  sku: z.string(),
  chargeCategory: z.string(),
  tags: z.record(z.string(), z.string()),
  billed: moneySchema,
  effective: moneySchema,
  quantity: z.number(),
  unit: z.string(),
  importId: z.string(),
  /** The file it stands in; all files of the import, parted by a comma and a space, where `row` is not known. */
  file: z.string(),
  /** The first record of the file that it sums up, from 1 without the header; null for imports of before this was kept. */
  row: z.number().nullable(),
  /** How many records it sums up; 0 where that is not known. */
  records: z.number(),
});

const healthSchema = z.object({
  ok: z.boolean(),
  problems: z.array(z.string()),
  format: z.number(),
  sqlite: z.string(),
  imports: z.number(),
});

export const workspace = {
  info: oc
    .route({ method: 'GET', path: '/workspace', tags: ['Workspace'], summary: 'The open workspace' })
    .input(z.object({}))
    .output(answer(workspaceSchema)),
  check: oc
    .route({
      method: 'GET',
      path: '/workspace/check',
      tags: ['Workspace'],
      summary: 'Check integrity, totals of imports, schema and the audit chain',
    })
    .input(z.object({}))
    .output(answer(healthSchema)),
  /** Without a file, one beside the workspace with the moment in its name; a web page cannot name another. */
  backup: oc
    .route({
      method: 'POST',
      path: '/workspace/backup',
      successStatus: 201,
      tags: ['Workspace'],
      summary: 'Copy the workspace, also while it is in use, and check the copy',
    })
    .input(z.object({ file: z.string().min(1).optional(), dryRun: writeInput.dryRun }))
    .output(answer(healthSchema.extend({ file: z.string(), bytes: z.number() }))),
  /** Values of a dimension with their spend, for scopes, filters and breakdowns. */
  dimension: oc
    .route({
      method: 'GET',
      path: '/workspace/dimensions/{dimension}',
      tags: ['Workspace'],
      summary: 'Values of a dimension with their spend',
    })
    .input(
      z.object({
        dimension: z.string(),
        budgetId: z.string().optional(),
        from: monthSchema.optional(),
        to: monthSchema.optional(),
        ...readInput,
      }),
    )
    .output(
      answer(
        z.array(z.object({ value: z.string(), currency: z.string(), amount: z.string(), facts: z.number() })),
      ),
    ),
  /** The rows behind a figure, and the exact sum of all of them whatever the page. */
  costs: oc
    .route({
      method: 'GET',
      path: '/workspace/costs',
      tags: ['Workspace'],
      summary: 'Cost rows behind a figure, newest and largest first',
    })
    .input(
      z.object({
        budgetId: z.string().optional(),
        from: monthSchema.optional(),
        to: monthSchema.optional(),
        /** `dimension=value`, each of which must hold: `service=Amazon EC2`; `team=` finds the untagged. */
        where: z.union([z.string(), z.array(z.string())]).optional(),
        /** Which month of a charge `from` and `to` mean. */
        timeBasis: z.enum(['chargeDay', 'billingMonth']).optional(),
        /** The `next` of an earlier page, which a page begins behind whatever was imported meanwhile. */
        after: z
          .string()
          .regex(/^-?\d{1,9}(?:\.-?\d{1,19}){4}$/, 'must be the "next" of an earlier page')
          .optional(),
        ...readInput,
        ...pageInput,
      }),
    )
    .output(
      answer(
        z.object({
          rows: z.array(costRowSchema),
          /** Of all rows of all pages, by currency; empty behind `after`, where the first page has said them. */
          totals: z.array(z.object({ rows: z.number(), billed: moneySchema, effective: moneySchema })),
          /** Behind what the next page begins; null on the last one. */
          next: z.string().nullable(),
        }),
      ),
    ),
  /** One event per committed write: which subjects and ids changed. */
  changes: oc
    .route({
      method: 'GET',
      path: '/workspace/changes',
      tags: ['Workspace'],
      summary: 'Server-sent events of changes',
    })
    .input(z.object({}))
    .output(
      eventIterator(
        z.object({ operation: z.string(), subjects: z.array(z.string()), ids: z.array(z.string()) }),
      ),
    ),
};

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
    .input(z.object({}))
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
    .input(personSchema.extend(writeInput))
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

const rateSchema = z.object({
  month: monthSchema,
  from: currencyInput,
  to: currencyInput,
  rate: z.union([z.string(), z.number()]),
});
export const rates = {
  list: oc
    .route({ method: 'GET', path: '/rates', tags: ['Rates'], summary: 'Monthly exchange rates' })
    .input(z.object({}))
    .output(
      answer(z.array(z.object({ month: z.string(), from: z.string(), to: z.string(), rate: z.string() }))),
    ),
  set: oc
    .route({ method: 'PUT', path: '/rates', tags: ['Rates'], summary: 'Set the rate of a month' })
    .input(rateSchema.extend(writeInput))
    .output(answer(z.object({ month: z.string(), from: z.string(), to: z.string(), rate: z.string() }))),
};

const auditSchema = z.object({
  seq: z.number(),
  at: z.string(),
  actor: z.string(),
  door: z.string(),
  operation: z.string(),
  label: z.string(),
  reason: z.string(),
  changes: z.array(changeSchema),
  hash: z.string(),
});
export const audit = {
  list: oc
    .route({ method: 'GET', path: '/audit', tags: ['Audit'], summary: 'Who changed what, newest first' })
    .input(
      z.object({
        operation: z.string().optional(),
        actor: z.string().optional(),
        id: z.string().optional(),
        since: z.string().optional(),
        ...pageInput,
      }),
    )
    .output(answer(z.array(auditSchema))),
  verify: oc
    .route({ method: 'GET', path: '/audit/verify', tags: ['Audit'], summary: 'Check the hash chain' })
    .input(z.object({}))
    .output(
      answer(
        z.object({
          ok: z.boolean(),
          entries: z.number(),
          head: z.string(),
          firstBroken: z.number().nullable(),
          message: z.string(),
        }),
      ),
    ),
};

const stepSchema = z.object({
  seq: z.number(),
  at: z.string(),
  label: z.string(),
  actor: z.string(),
  operation: z.string(),
  state: z.enum(['done', 'undone', 'dropped']),
});
export const history = {
  list: oc
    .route({
      method: 'GET',
      path: '/history',
      tags: ['History'],
      summary: 'Steps that can be undone or redone',
    })
    .input(z.object({ ...pageInput }))
    .output(answer(z.array(stepSchema))),
  undo: oc
    .route({ method: 'POST', path: '/history/undo', tags: ['History'], summary: 'Undo the last step' })
    .input(z.object(writeInput))
    .output(answer(stepSchema)),
  redo: oc
    .route({ method: 'POST', path: '/history/redo', tags: ['History'], summary: 'Redo the last undone step' })
    .input(z.object(writeInput))
    .output(answer(stepSchema)),
};
