import { oc } from '@orpc/contract';
import { z } from 'zod';
import { answer, flagInput, moneySchema, pageInput, writeInput } from './common.ts';

const totals = z.record(z.string(), z.string());

export const rejectionSchema = z.object({ row: z.number(), column: z.string(), reason: z.string() });

export const importSchema = z.object({
  importId: z.string(),
  state: z.enum(['staging', 'published', 'replaced', 'undone']),
  at: z.string(),
  files: z.array(z.object({ name: z.string(), sha256: z.string(), bytes: z.number(), rows: z.number() })),
  profile: z.string(),
  encoding: z.string(),
  delimiter: z.string(),
  rows: z.number(),
  accepted: z.number(),
  rejected: z.number(),
  skipped: z.number(),
  rejections: z.array(rejectionSchema),
  /** Decimal strings by currency, of six decimals. */
  controlTotals: totals,
  creditTotals: totals,
  effectiveTotals: totals,
  firstDay: z.string().nullable(),
  lastDay: z.string().nullable(),
  facts: z.number(),
  replaced: z.array(z.string()),
  /** Billing months of it that do not count, because a later import replaced them. */
  replacedMonths: z.array(z.string()),
  warnings: z.array(z.string()),
  seconds: z.number(),
});
export type ImportAnswer = z.infer<typeof importSchema>;

/** What a budget spent in its period up to asOf, before and after an import went or came back. */
const effectSchema = z.object({
  budgetId: z.string(),
  name: z.string(),
  before: moneySchema,
  after: moneySchema,
});
export type ImportEffect = z.infer<typeof effectSchema>;

/** `effects` holds budgets whose spend changes, the largest difference first, at most 200. */
const changedImportSchema = importSchema.extend({ effects: z.array(effectSchema) });

/** How to read, where the file alone does not say. */
export const readingOptions = {
  profile: z.string().optional(),
  /** Which column of the file feeds a field: `{ "billed": "Net amount" }`. */
  map: z.record(z.string(), z.string()).optional(),
  /** Which tag key feeds a dimension: `{ "team": "squad" }`. */
  tags: z.record(z.string(), z.string()).optional(),
  currency: z.string().optional(),
  dateOrder: z.enum(['dmy', 'mdy', 'ymd']).optional(),
  decimal: z.enum(['.', ',']).optional(),
  encoding: z.string().optional(),
  delimiter: z.string().optional(),
  year: z.coerce.number().int().optional(),
  date: z.string().optional(),
};

/** A file to read: a path on this machine (window and command line) or an upload made before (browser). */
export const fileInput = z.object({
  path: z.string().optional(),
  uploadId: z.string().optional(),
  name: z.string().optional(),
});

/**
 * What becomes of the accepted rows, by source and billing month: they are new, take the place of earlier ones, or are the other
 * view (actual beside amortised) of usage that is there. Counted in charges where a row holds several of them, as rows of wide tables do.
 */
const consequencesSchema = z.object({
  unit: z.enum(['row', 'charge']),
  new: z.number(),
  replacing: z.number(),
  beside: z.number(),
});
export type Consequences = z.infer<typeof consequencesSchema>;

/** What the dry run of an import says in the `after` of its change; `undefined` of any other change. */
export function consequencesIn(after: unknown): Consequences | undefined {
  return z.object({ consequences: consequencesSchema }).safeParse(after).data?.consequences;
}

export const previewSchema = z.object({
  profile: z.string(),
  reason: z.string(),
  remembered: z.boolean(),
  encoding: z.string(),
  delimiter: z.string(),
  header: z.array(z.string()),
  columnsUsed: z.array(z.object({ column: z.string(), field: z.string() })),
  columnsIgnored: z.array(z.string()),
  decimal: z.string(),
  dateOrder: z.string(),
  examples: z.array(
    z.object({ raw: z.record(z.string(), z.string()), parsed: z.record(z.string(), z.string()) }),
  ),
  counts: z.object({ rows: z.number(), accepted: z.number(), rejected: z.number(), skipped: z.number() }),
  rejections: z.array(rejectionSchema),
  controlTotals: totals,
  firstDay: z.string().nullable(),
  lastDay: z.string().nullable(),
  alreadyImported: z.string().nullable(),
  consequences: consequencesSchema,
  replaces: z.array(
    z.object({
      importId: z.string(),
      files: z.array(z.string()),
      /** Billing months of it that would no longer count. */
      months: z.array(z.string()),
      differences: z.array(z.object({ month: z.string(), service: z.string(), change: moneySchema })),
    }),
  ),
  tagKeys: z.array(z.object({ key: z.string(), rows: z.number() })),
  warnings: z.array(z.string()),
});

const one = z.object({ importId: z.string() });

export const imports = {
  list: oc
    .route({ method: 'GET', path: '/imports', tags: ['Imports'], summary: 'Imports, newest first' })
    .input(z.object({ ...pageInput }))
    .output(answer(z.array(importSchema))),
  get: oc
    .route({ method: 'GET', path: '/imports/{importId}', tags: ['Imports'], summary: 'One import' })
    .input(one)
    .output(answer(importSchema)),
  preview: oc
    .route({
      method: 'POST',
      path: '/imports/preview',
      tags: ['Imports'],
      summary: 'What a file holds and what importing it would do',
    })
    .input(
      z.object({
        files: z.array(fileInput).min(1),
        ...readingOptions,
        mode: z.enum(['auto', 'append', 'replace']).optional(),
        progressId: z.string().optional(),
      }),
    )
    .output(answer(previewSchema)),
  /** `progressId` names the run in `imports.progress` and `imports.cancel`. */
  create: oc
    .route({
      method: 'POST',
      path: '/imports/files',
      successStatus: 201,
      tags: ['Imports'],
      summary: 'Import files that were uploaded',
    })
    .input(
      z.object({
        files: z.array(fileInput).min(1),
        ...readingOptions,
        mode: z.enum(['auto', 'append', 'replace']).optional(),
        strict: flagInput.optional(),
        progressId: z.string().optional(),
        ...writeInput,
      }),
    )
    .output(answer(z.array(importSchema))),
  progress: oc
    .route({
      method: 'GET',
      path: '/imports/progress/{progressId}',
      tags: ['Imports'],
      summary: 'How far a running import is',
    })
    .input(z.object({ progressId: z.string() }))
    .output(
      answer(
        z
          .object({
            phase: z.string(),
            bytes: z.number(),
            totalBytes: z.number(),
            rows: z.number(),
            rowsPerSecond: z.number(),
            secondsLeft: z.number().nullable(),
          })
          .nullable(),
      ),
    ),
  cancel: oc
    .route({
      method: 'POST',
      path: '/imports/progress/{progressId}/cancel',
      tags: ['Imports'],
      summary: 'Stop a running import',
    })
    .input(z.object({ progressId: z.string() }))
    .output(answer(z.object({ cancelled: z.boolean() }))),
  undo: oc
    .route({ method: 'DELETE', path: '/imports/{importId}', tags: ['Imports'], summary: 'Undo an import' })
    .input(one.extend(writeInput))
    .output(answer(changedImportSchema)),
  restore: oc
    .route({
      method: 'POST',
      path: '/imports/{importId}/restore',
      tags: ['Imports'],
      summary: 'Bring an undone or replaced import back',
    })
    .input(one.extend(writeInput))
    .output(answer(changedImportSchema)),
  rejected: oc
    .route({
      method: 'GET',
      path: '/imports/{importId}/rejected',
      tags: ['Imports'],
      summary: 'Rejected rows as CSV text',
    })
    .input(one)
    .output(answer(z.object({ csv: z.string() }))),
};
