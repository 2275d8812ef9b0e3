import { oc } from '@orpc/contract';
import { z } from 'zod';
import { budgetIdInput, budgetSchema } from './budget-shapes.ts';
import { answer, currencyInput, moneySchema, writeInput } from './common.ts';

/** What reading a table of budgets found, and the budgets that were made. */
const tableImportSchema = z.object({
  layout: z.enum(['list', 'long', 'wide']),
  rows: z.number(),
  budgets: z.number(),
  levels: z.array(z.string()),
  startMonth: z.string(),
  months: z.number(),
  total: moneySchema,
  /** Cells that hold nothing of their column: blank ones are counted, others named. */
  blankCells: z.number(),
  unreadableCells: z.array(z.object({ row: z.number(), column: z.string(), text: z.string() })),
  unreadableCount: z.number(),
  ignoredColumns: z.array(z.string()),
  warnings: z.array(z.string()),
  tree: z.array(budgetSchema),
});

/** A table as a request brings it. */
export const tableFields = {
  /** Its name in messages and, without its ending, that of the root. */
  name: z.string().min(1),
  /** The text of the table. */
  content: z.string().optional(),
  /** A file on this machine, for the doors that may name one. */
  path: z.string().optional(),
  decimal: z.enum(['.', ',']).optional(),
};

/** A file of budgets to be written, and what it holds. */
export const fileFormat = z.enum(['json', 'csv']);
export const fileSchema = z.object({ name: z.string(), format: fileFormat, content: z.string() });

/** Budgets as tables: read from one and written as one. */
export const budgetTables = {
  importTable: oc
    .route({
      method: 'POST',
      path: '/budgets/import',
      successStatus: 201,
      tags: ['Budgets'],
      summary: 'Make a tree of budgets from a table',
    })
    .input(
      z.object({
        ...tableFields,
        rootName: z.string().optional(),
        rootId: budgetIdInput.optional(),
        currency: currencyInput.optional(),
        /** What one unit of the table is: 1000 for a table in thousands. */
        unit: z.coerce.number().int().positive().optional(),
        /** Month (1–12) in which the years of the header start. */
        fiscalYearStart: z.coerce.number().int().min(1).max(12).optional(),
        ...writeInput,
      }),
    )
    .output(answer(tableImportSchema)),
  export: oc
    .route({
      method: 'GET',
      path: '/budgets/{budgetId}/export',
      tags: ['Budgets'],
      summary: 'A budget and all below it as JSON or CSV, to be read in again',
    })
    .input(z.object({ budgetId: z.string(), format: fileFormat.optional() }))
    .output(answer(fileSchema)),
};
