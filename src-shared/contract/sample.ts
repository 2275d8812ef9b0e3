import { oc } from '@orpc/contract';
import { z } from 'zod';
import { answer } from './common.ts';

/** Which sample; there is one, and naming it keeps a stray request from filling a workspace. */
const sampleInput = z.object({ name: z.enum(['acme']) });

export const sample = {
  open: oc
    .route({
      method: 'POST',
      path: '/workspace/sample',
      successStatus: 201,
      tags: ['Workspace'],
      summary: 'Fill an empty workspace with the bundled sample',
    })
    .input(sampleInput)
    .output(answer(z.object({ imports: z.number(), budgets: z.number(), rootId: z.string().nullable() }))),
  remove: oc
    .route({
      method: 'DELETE',
      path: '/workspace/sample',
      tags: ['Workspace'],
      summary: 'Take the sample out again',
    })
    .input(sampleInput)
    .output(answer(z.object({ imports: z.number(), budgets: z.number() }))),
};
