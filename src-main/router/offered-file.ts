import { HeadroomError } from '#shared/contract/errors.ts';
import type { ExportFile } from '../importers/types.ts';
import type { RequestContext } from './context.ts';

interface Offered {
  readonly path?: string | undefined;
  readonly uploadId?: string | undefined;
  readonly name?: string | undefined;
}

/** The file that a request names by an upload or, where the caller acts for the user of this machine, by its path. */
export function offeredFile(context: RequestContext, { path, uploadId, name }: Offered): ExportFile {
  if (uploadId !== undefined) {
    const found = context.uploadedFile?.(uploadId);
    if (found === undefined)
      throw new HeadroomError('not_found', 'The uploaded file is not there any more; send it again.');
    return { path: found.path, name: name ?? found.name };
  }
  if (path === undefined) throw new HeadroomError('invalid_input', 'Name a file by its path or upload.');
  if (!context.localFiles)
    throw new HeadroomError(
      'forbidden',
      'Files of this machine can be named only in the window and on the command line.',
    );
  return { path, name: name ?? path.split(/[\\/]/).at(-1) ?? path };
}
