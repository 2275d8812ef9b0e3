import { oc } from '@orpc/contract';
import { z } from 'zod';
import { answer, daySchema, writeInput, pageInput } from './common.ts';
import { budgetSchema } from './budget-shapes.ts';
import { fileFormat, fileSchema, tableFields } from './budget-tables.ts';

export const templateSchema = z.object({
  name: z.string(),
  title: z.string(),
  description: z.string(),
  builtIn: z.boolean(),
  parameters: z.array(
    z.object({
      name: z.string(),
      label: z.string(),
      kind: z.enum(['text', 'amount', 'percent', 'month', 'dimension']),
      default: z.string(),
    }),
  ),
  /** An own template's tree, as `budgets.apply` reads it. */
  tree: z.unknown().optional(),
});

/** What a template is saved from: a tree, or a table of budgets in its place. */
const source = {
  tree: z.unknown().optional(),
  table: z.object(tableFields).optional(),
};

/** A template with the words that fill in its parameters. */
const filling = {
  name: z.string(),
  parameters: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  asOf: daySchema.optional(),
};

export const templates = {
  list: oc
    .route({
      method: 'GET',
      path: '/templates',
      tags: ['Templates'],
      summary: 'Predefined and own templates',
    })
    .input(z.object({ ...pageInput }))
    .output(answer(z.array(templateSchema))),
  get: oc
    .route({ method: 'GET', path: '/templates/{name}', tags: ['Templates'], summary: 'One template' })
    .input(z.object({ name: z.string() }))
    .output(answer(templateSchema)),
  save: oc
    .route({
      method: 'POST',
      path: '/templates',
      successStatus: 201,
      tags: ['Templates'],
      summary: 'Save an own template',
    })
    .input(
      z.object({
        name: z.string().min(1),
        title: z.string().optional(),
        description: z.string().optional(),
        ...source,
        ...writeInput,
      }),
    )
    .output(answer(templateSchema)),
  update: oc
    .route({
      method: 'PUT',
      path: '/templates/{name}',
      tags: ['Templates'],
      summary: 'Change an own template',
    })
    .input(
      z.object({
        name: z.string(),
        title: z.string().optional(),
        description: z.string().optional(),
        ...source,
        ...writeInput,
      }),
    )
    .output(answer(templateSchema)),
  remove: oc
    .route({
      method: 'DELETE',
      path: '/templates/{name}',
      tags: ['Templates'],
      summary: 'Delete an own template',
    })
    .input(z.object({ name: z.string(), ...writeInput }))
    .output(answer(z.object({ name: z.string() }))),
  preview: oc
    .route({
      method: 'POST',
      path: '/templates/{name}/preview',
      tags: ['Templates'],
      summary: 'The tree that a template would make',
    })
    .input(z.object(filling))
    .output(answer(z.object({ tree: z.unknown() }))),
  export: oc
    .route({
      method: 'POST',
      path: '/templates/{name}/export',
      tags: ['Templates'],
      summary: 'The tree that a template would make as JSON or CSV, to be saved as a template again',
    })
    .input(z.object({ ...filling, format: fileFormat.optional() }))
    .output(answer(fileSchema)),
  apply: oc
    .route({
      method: 'POST',
      path: '/templates/{name}/apply',
      successStatus: 201,
      tags: ['Templates'],
      summary: 'Make budgets from a template',
    })
    .input(
      z.object({
        name: z.string(),
        parameters: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
        /** Changes the budgets that an earlier application made, by their ids, instead of making new ones. */
        update: z.boolean().optional(),
        ...writeInput,
      }),
    )
    .output(answer(z.array(budgetSchema))),
};
