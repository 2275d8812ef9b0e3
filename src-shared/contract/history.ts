import { oc } from '@orpc/contract';
import { z } from 'zod';
import { answer, changeSchema, pageInput, sinceInput, writeInput } from './common.ts';

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
        since: sinceInput.optional(),
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
