import { oc } from '@orpc/contract';
import { z } from 'zod';
import { answer, monthSchema, readInput, writeInput } from './common.ts';

export const REPORT_SECTIONS = [
  'summary',
  'bridge',
  'variance',
  'trends',
  'forecast',
  'alerts',
  'approvals',
  'commentary',
  'assumptions',
  'lineage',
] as const;

/** What a report shows and how it is set; a saved one can be run again for another period. */
export const reportOptions = z.object({
  budgetId: z.string(),
  from: monthSchema.optional(),
  to: monthSchema.optional(),
  by: z.string().optional(),
  against: z.string().optional(),
  sections: z.array(z.enum(REPORT_SECTIONS)).optional(),
  locale: z.string().optional(),
  paper: z.enum(['A4', 'LETTER']).optional(),
  orientation: z.enum(['portrait', 'landscape']).optional(),
  preparedBy: z.string().optional(),
});

export const reportFile = z.object({
  name: z.string(),
  format: z.enum(['pdf', 'csv', 'xlsx']),
  pages: z.number().nullable(),
  bytes: z.number(),
  seconds: z.number(),
  /** Base64 of the file. */
  content: z.string(),
});

export const savedReportSchema = z.object({ id: z.string(), name: z.string(), options: z.unknown() });
const savedReportInput = z.object({ name: z.string().min(1), options: reportOptions });

export const reports = {
  list: oc
    .route({ method: 'GET', path: '/reports', tags: ['Reports'], summary: 'Saved report definitions' })
    .input(z.object({}))
    .output(answer(z.array(savedReportSchema))),
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
    .input(z.object({ id: z.string(), ...writeInput }))
    .output(answer(z.object({ id: z.string() }))),
  render: oc
    .route({
      method: 'POST',
      path: '/reports/render',
      tags: ['Reports'],
      summary: 'Make the report as PDF, XLSX or CSV',
    })
    .input(reportOptions.extend({ format: z.enum(['pdf', 'csv', 'xlsx']).optional(), ...readInput }))
    .output(answer(reportFile)),
};
