import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { COST_BASES } from '../domain/cost.ts';
import { answer, flagInput, moneySchema, monthSchema, pageInput, readInput, writeInput } from './common.ts';

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
  /**
   * Without a file, one beside the workspace with the moment in its name; a web page cannot name another. With `saveAs` the user
   * says where: the window asks, and over HTTP the copy is fetched, once, from the address that `download` answers.
   */
  backup: oc
    .route({
      method: 'POST',
      path: '/workspace/backup',
      successStatus: 201,
      tags: ['Workspace'],
      summary: 'Copy the workspace, also while it is in use, and check the copy',
    })
    .input(
      z.object({
        file: z.string().min(1).optional(),
        saveAs: flagInput.optional(),
        dryRun: writeInput.dryRun,
      }),
    )
    .output(
      answer(healthSchema.extend({ file: z.string(), bytes: z.number(), download: z.string().optional() })),
    ),
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
  /** The tags that imported charges carry; a dimension `tag:KEY` speaks of one of them. */
  tagKeys: oc
    .route({
      method: 'GET',
      path: '/workspace/tag-keys',
      tags: ['Workspace'],
      summary: 'Keys of the tags that charges carry',
    })
    .input(z.object({}))
    .output(answer(z.array(z.object({ key: z.string(), values: z.number() })))),
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
