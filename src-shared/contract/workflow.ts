import { z } from 'zod';
import { daySchema, monthSchema, namesInput } from './common.ts';
import { budgetTreeInput } from './budget-shapes.ts';
import { forecastRequest } from './forecasts.ts';
import { readingOptions } from './imports.ts';
import { reportOptions } from './reports.ts';

const importStep = z
  .object({
    files: z.array(z.string()).min(1).optional(),
    file: z.string().optional(),
    /** Where the file comes from and what it is, for the summary. */
    label: z.string().optional(),
    ...readingOptions,
  })
  .refine((step) => step.files !== undefined || step.file !== undefined, 'needs "files" or "file"');

/** The whole cycle in one file, for `headroom run`. Inputs are relative to the file. */
export const workflowSchema = z.object({
  name: z.string().optional(),
  asOf: daySchema.optional(),
  /** Keeps `asOf` as the workspace's own day, so that it shows the same figures whenever it is opened. */
  pinAsOf: z.boolean().optional(),
  /** Marks the workspace as sample data. */
  sample: z.boolean().optional(),
  dryRun: z.boolean().optional(),
  currency: z.string().optional(),
  imports: z.array(importStep).optional(),
  budgets: z
    .union([
      z.object({ file: z.string() }),
      z.object({
        template: z.string(),
        parameters: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
      }),
      budgetTreeInput,
      z.array(budgetTreeInput),
    ])
    .optional(),
  trends: z.boolean().optional(),
  forecast: forecastRequest.optional(),
  track: z.boolean().optional(),
  alerts: z.boolean().optional(),
  approvals: z.object({ requestOverruns: z.boolean().optional(), requestedBy: z.string().min(1) }).optional(),
  variance: z
    .object({
      budgetId: z.string().optional(),
      from: monthSchema.optional(),
      to: monthSchema.optional(),
      by: namesInput.optional(),
      against: z.string().optional(),
    })
    .optional(),
  reports: z.array(reportOptions.partial({ budgetId: true }).extend({ file: z.string() })).optional(),
});
/** A workflow as its file states it, once the schema has passed it. */
export type Workflow = z.input<typeof workflowSchema>;
