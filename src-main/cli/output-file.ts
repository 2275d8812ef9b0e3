import { existsSync } from 'node:fs';
import { HeadroomError } from '#shared/contract/errors.ts';
import { writeFileAtomically } from '../reports/atomic-file.ts';
import type { CommandResult, Invocation } from './command.ts';
import { pathIn, requiredFlag } from './usage.ts';

/** Writes text to the file of `--out`, whole or not at all, never over another without `--overwrite`; a dry run only says it. */
export async function writeOutput(invocation: Invocation, content: string): Promise<CommandResult> {
  const { folder, flags, dryRun } = invocation;
  const file = pathIn(folder, requiredFlag(invocation, 'out'));
  const bytes = Buffer.from(content, 'utf8');
  const overwrite = flags.has('overwrite');
  const data = { file, bytes: bytes.length };
  if (!dryRun) {
    await writeFileAtomically(file, bytes, { overwrite });
    return { data, text: `Wrote ${file}.` };
  }
  if (existsSync(file) && !overwrite)
    throw new HeadroomError('file_exists', `${file} exists already; add --overwrite to replace it.`, {
      file,
    });
  return { data, meta: { dryRun: true }, text: `Would write ${file}.` };
}
