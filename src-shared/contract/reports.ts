import { oc } from '@orpc/contract';
import { z } from 'zod';
import { toDay, toMonth } from '../domain/calendar.ts';
import { PERIOD_NAMES } from '../domain/report-period.ts';
import { SECTION_NAMES } from '../engine/report/model.ts';
import {
  answer,
  daySchema,
  flagInput,
  monthSchema,
  namesInput,
  readInput,
  writeInput,
  pageInput,
} from './common.ts';

/** What a report shows and how it is set; a saved one can be run again for another period. */
export const reportOptions = z.object({
  budgetId: z.string(),
  from: monthSchema.optional(),
  to: monthSchema.optional(),
  /** Months that move on with time, where none are named: a definition that is run next month speaks of next month. */
  period: z.enum(PERIOD_NAMES).optional(),
  by: namesInput.optional(),
  against: z.string().optional(),
  timeBasis: z.enum(['chargeDay', 'billingMonth']).optional(),
  withForecast: z.boolean().optional(),
  sections: z.array(z.enum(SECTION_NAMES)).optional(),
  /** How many rows tables print before they are folded: 8, 25 or all. */
  detail: z.enum(['summary', 'standard', 'full']).optional(),
  /** How figures and dates are written: `en-US`, `de-DE`. */
  locale: z.string().optional(),
  paper: z.enum(['A4', 'Letter']).optional(),
  orientation: z.enum(['portrait', 'landscape']).optional(),
  preparedBy: z.string().optional(),
});

export const reportFormat = z.enum(['pdf', 'csv', 'xlsx']);

/** What is kept of a report that was handed on; the next one of its budget says what changed since. */
const madeReport = {
  from: monthSchema,
  to: monthSchema,
  asOf: daySchema,
  format: reportFormat,
  file: z.string(),
  bytes: z.number(),
  /** Of the file's bytes, in hexadecimal. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 hexadecimal digits'),
  preparedBy: z.string(),
  preparedAt: z.string(),
};
const madeReportInput = z.object({ budgetId: z.string(), ...madeReport });
export const madeReportSchema = z.object({
  id: z.string(),
  budgetId: z.string(),
  ...madeReport,
  from: z.string(),
  to: z.string(),
  asOf: z.string(),
});

export const reportFile = z.object({
  name: z.string(),
  format: reportFormat,
  pages: z.number().nullable(),
  bytes: z.number(),
  seconds: z.number(),
  budgetId: z.string(),
  from: z.string(),
  to: z.string(),
  asOf: z.string(),
  sha256: z.string(),
  preparedBy: z.string(),
  preparedAt: z.string(),
  /** Base64 of the file. */
  content: z.string(),
});

/**
 * What is noted of a rendered report: it is made in a dry run first, and noted once its file is where it belongs.
 *
 * @example await client.reports.record(madeFrom(rendered))
 */
export function madeFrom(rendered: z.infer<typeof reportFile>): z.input<typeof madeReportInput> {
  const { name: file, pages: _pages, seconds: _seconds, content: _content, ...made } = rendered;
  return { ...made, file, from: toMonth(made.from), to: toMonth(made.to), asOf: toDay(made.asOf) };
}

export const savedReportSchema = z.object({ id: z.string(), name: z.string(), options: reportOptions });
const savedReportInput = z.object({ name: z.string().trim().min(1), options: reportOptions });
const byId = z.object({ id: z.string() });

export const reports = {
  list: oc
    .route({ method: 'GET', path: '/reports', tags: ['Reports'], summary: 'Saved report definitions' })
    .input(z.object({ ...pageInput }))
    .output(answer(z.array(savedReportSchema))),
  get: oc
    .route({ method: 'GET', path: '/reports/{id}', tags: ['Reports'], summary: 'One report definition' })
    .input(byId)
    .output(answer(savedReportSchema)),
  save: oc
    .route({
      method: 'POST',
      path: '/reports',
      successStatus: 201,
      tags: ['Reports'],
      summary: 'Save a report definition',
    })
    .input(savedReportInput.extend({ id: z.string().optional(), ...writeInput }))
    .output(answer(savedReportSchema)),
  update: oc
    .route({ method: 'PUT', path: '/reports/{id}', tags: ['Reports'], summary: 'Change a report definition' })
    .input(savedReportInput.partial().extend({ id: z.string(), ...writeInput }))
    .output(answer(savedReportSchema)),
  remove: oc
    .route({
      method: 'DELETE',
      path: '/reports/{id}',
      tags: ['Reports'],
      summary: 'Delete a report definition',
    })
    .input(byId.extend(writeInput))
    .output(answer(byId)),
  render: oc
    .route({
      method: 'POST',
      path: '/reports/render',
      tags: ['Reports'],
      summary: 'Make the report as PDF, XLSX or CSV',
    })
    .input(
      reportOptions.extend({ format: reportFormat.optional(), ...readInput, dryRun: flagInput.optional() }),
    )
    .output(answer(reportFile)),
  run: oc
    .route({
      method: 'POST',
      path: '/reports/{id}/render',
      tags: ['Reports'],
      summary: 'Make a saved report, also for another period',
    })
    .input(
      byId.extend({
        from: monthSchema.optional(),
        to: monthSchema.optional(),
        format: reportFormat.optional(),
        ...readInput,
        dryRun: flagInput.optional(),
      }),
    )
    .output(answer(reportFile)),
  made: oc
    .route({
      method: 'GET',
      path: '/budgets/{budgetId}/reports',
      tags: ['Reports'],
      summary: 'The reports of a budget that were handed on, latest first',
    })
    .input(z.object({ budgetId: z.string() }))
    .output(answer(z.array(madeReportSchema))),
  record: oc
    .route({
      method: 'POST',
      path: '/budgets/{budgetId}/reports',
      successStatus: 201,
      tags: ['Reports'],
      summary: 'Note that a report which was made in a dry run has been handed on after all',
    })
    .input(madeReportInput.extend({ dryRun: flagInput.optional() }))
    .output(answer(madeReportSchema)),
};
