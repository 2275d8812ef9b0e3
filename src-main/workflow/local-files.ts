import { resolve } from 'node:path';
import type { WorkflowFiles } from '#shared/workflow/steps.ts';
import { readJsonFile } from '../cli/usage.ts';
import { writeFileAtomically } from '../reports/atomic-file.ts';

/** The files of a workflow on this machine: inputs relative to one folder, reports in another, or nowhere where that is null. */
export function localFiles(folder: string, out: string | null): WorkflowFiles {
  return {
    offer: (name) => Promise.resolve({ path: resolve(folder, name) }),
    readJson: (name) => Promise.resolve(readJsonFile(resolve(folder, name))),
    keep: async (name, base64) => {
      const path = resolve(out ?? folder, name);
      if (out !== null) await writeFileAtomically(path, Buffer.from(base64, 'base64'), { overwrite: true });
      return path;
    },
  };
}
