import { basename } from 'node:path';
import type { Outputs } from '#shared/contract/contract.ts';
import { HeadroomError } from '#shared/contract/errors.ts';
import { backUp, tryBackUp, type Backup } from '../store/backup.ts';
import { checkStore } from '../store/doctor.ts';
import { answerOf, type RequestContext } from './context.ts';

interface Asked {
  readonly file?: string | undefined;
  readonly saveAs?: boolean | undefined;
  readonly dryRun?: boolean | undefined;
}

/** Copies the open workspace: to the file that is named, where the user says, or beside it. */
export async function backup(
  context: RequestContext,
  { file: named, saveAs, dryRun: isTried }: Asked,
): Promise<Outputs['workspace']['backup']> {
  const { store, clock } = context.backend;
  if (named !== undefined && !context.localFiles)
    throw new HeadroomError(
      'forbidden',
      'Files of this machine can be named only in the window and on the command line; without a name the backup lies beside the workspace.',
    );
  if (named !== undefined && saveAs === true)
    throw new HeadroomError('invalid_input', 'Give "file" or "saveAs", not both.');
  const stamp = clock.now().replace(/\..*$/, '').replaceAll(':', '-');
  const file = named ?? store.file.replace(/(\.headroom)?$/, `.backup-${stamp}.headroom`);
  const dryRun = isTried === true || store.dryRun;
  if (saveAs === true) return handOver(context, basename(file), dryRun);
  return answerOf(toAnswer(dryRun ? tryBackUp(store, file) : backUp(store, file)), dryRun, []);
}

async function handOver(
  context: RequestContext,
  name: string,
  dryRun: boolean,
): Promise<Outputs['workspace']['backup']> {
  const { store } = context.backend;
  if (context.handOver === undefined)
    throw new HeadroomError('invalid_input', '"saveAs": nobody can be asked here; name a "file" instead.');
  if (dryRun) return answerOf(toAnswer({ file: name, bytes: 0, ...checkStore(store.reader) }), true, []);
  const handed = await context.handOver(name, (file) => backUp(store, file));
  if (handed === null) throw new HeadroomError('cancelled', 'No file was chosen; nothing was copied.');
  const { made, download } = handed;
  const answer = toAnswer(made);
  return { data: download === undefined ? answer : { ...answer, file: name, download } };
}

function toAnswer({ problems, ...rest }: Backup) {
  return { ...rest, problems: [...problems] };
}
