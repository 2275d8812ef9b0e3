import { HeadroomError } from '#shared/contract/errors.ts';

/** Stands where a subject's procedures are being written. */
export function pending(): never {
  throw new HeadroomError('internal', 'This operation is not there yet.');
}
