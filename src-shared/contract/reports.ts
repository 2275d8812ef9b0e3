import { oc } from '@orpc/contract';
import { z } from 'zod';
import { SECTION_NAMES } from '../engine/report/model.ts';
import { answer, monthSchema, readInput, writeInput } from './common.ts';

/** What a report shows and how it is set; a saved one can be run again for another period. */
export const reportOptions = z.object({
  budgetId: z.string(),
  from: monthSchema.optional(),
  to: monthSchema.optional(),
  by: z.string().optional(),
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

export const reportFile = z.object({
  name: z.string(),
  format: reportFormat,
  pages: z.number().nullable(),
  bytes: z.number(),
  seconds: z.number(),
  /** Base64 of the file. */
  content: z.string(),
});

export const savedReportSchema = z.object({ id: z.string(), name: z.string(), options: reportOptions });
const savedReportInput = z.object({ name: z.string().trim().min(1), options: reportOptions });
const byId = z.object({ id: z.string() });

export const reports = {
  list: oc
    .route({ method: 'GET', path: '/reports', tags: ['Reports'], summary: 'Saved report definitions' })
    .input(z.object({}))
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
    .input(reportOptions.extend({ format: reportFormat.optional(), ...readInput }))
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
      }),
    )
    .output(answer(reportFile)),
};
