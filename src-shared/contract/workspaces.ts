import { oc } from '@orpc/contract';
import { z } from 'zod';
import { answer, flagInput } from './common.ts';
import { fileInput } from './imports.ts';

const knownSchema = z.object({
  /** The whole path: what `open` takes. */
  file: z.string(),
  name: z.string(),
  /** When it was last opened here; null where it only lies beside the open one. */
  openedAt: z.string().nullable(),
  isOpen: z.boolean(),
});
export type KnownWorkspace = z.infer<typeof knownSchema>;

/** Imports that run are stopped, and leave nothing, only where the caller says so. */
const switchInput = { stopImports: flagInput.optional(), dryRun: flagInput.optional() };

/** Workspace files on this machine. Those that were opened before, or lie beside the open one, can be opened in its place. */
export const workspaces = {
  list: oc
    .route({
      method: 'GET',
      path: '/workspaces',
      tags: ['Workspaces'],
      summary: 'Workspaces opened before or lying beside, newest first',
    })
    .input(z.object({}))
    .output(answer(z.array(knownSchema))),
  open: oc
    .route({
      method: 'POST',
      path: '/workspaces/open',
      tags: ['Workspaces'],
      summary: 'Open another workspace in place of this one',
    })
    .input(z.object({ file: z.string().min(1), ...switchInput }))
    .output(answer(knownSchema)),
  create: oc
    .route({
      method: 'POST',
      path: '/workspaces',
      successStatus: 201,
      tags: ['Workspaces'],
      summary: 'Make an empty workspace beside the open one, and open it',
    })
    .input(z.object({ name: z.string().trim().min(1).max(80), ...switchInput }))
    .output(answer(knownSchema)),
  restore: oc
    .route({
      method: 'POST',
      path: '/workspaces/restore',
      tags: ['Workspaces'],
      summary: 'Put a backup in the place of the open workspace, keeping what was there',
    })
    .input(
      z.object({
        /** One that was opened before or lies beside; else an upload made before, with its name. */
        file: z.string().min(1).optional(),
        ...fileInput.pick({ uploadId: true, name: true }).shape,
        ...switchInput,
      }),
    )
    .output(answer(z.object({ file: z.string(), workspace: z.string(), replaced: z.string().nullable() }))),
};
