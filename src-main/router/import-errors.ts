import { HeadroomError } from '#shared/contract/errors.ts';
import { ImportError } from '../importers/types.ts';

/** Reading fails with `ImportError`; doors know `HeadroomError`. */
export function asHeadroomError(error: unknown): unknown {
  if (!(error instanceof ImportError)) return error;
  const code = error.code === 'not_an_export' ? 'unreadable' : error.code;
  const choices = error.choices.length > 0 && { choices: error.choices };
  return new HeadroomError(code, error.message, { ...error.details, ...choices });
}

export function cancelled(): HeadroomError {
  return new HeadroomError('cancelled', 'The import was cancelled; nothing was changed.');
}

/** The refusal of files that have been imported before. */
export function alreadyImported(
  files: readonly { readonly name: string }[],
  importId: string,
): HeadroomError {
  const names = files.map(({ name }) => name.split(/[\\/]/).at(-1) ?? name).join(', ');
  return new HeadroomError('already_imported', `${names} has already been imported as ${importId}.`, {
    importId,
  });
}
