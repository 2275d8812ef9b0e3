import { HeadroomError } from '#shared/contract/errors.ts';
import {
  findByIdentity,
  importNumber,
  putImport,
  readImport,
  setImportState,
  type StoredImport,
} from '../store/imports.ts';
import { nextRank, readCounted, readPortions } from '../store/portions.ts';
import type { Reader } from '../store/reader.ts';
import type { Writer } from '../store/writer.ts';

/** Takes an import out of all figures; what it had replaced counts again, unless something else replaces that too. */
export function undoImport(writer: Writer, id: string): StoredImport {
  const record = readImport(writer, id);
  if (record.state === 'undone') throw new HeadroomError('rule_broken', `${id} is already undone.`);
  return setImportState(writer, record, 'undone');
}

/**
 * Brings an undone import back to its place, or makes one that later imports replaced the newest of its months. An undone one
 * of which nothing would count at its place becomes the newest too, because that is what bringing it back means.
 */
export function restoreImport(writer: Writer, id: string): StoredImport {
  const record = readImport(writer, id);
  const { held, counted } = countOf(writer, id);
  if (record.state !== 'undone') {
    if (counted === held) throw new HeadroomError('rule_broken', `${id} counts already.`);
    return makeNewest(writer, record);
  }
  refuseTwice(writer, record);
  const restored = setImportState(writer, record, 'published');
  return countOf(writer, id).counted === 0 ? makeNewest(writer, restored) : restored;
}

/** The same files were imported again after they had been taken out: restored beside them they would count twice. */
function refuseTwice(writer: Writer, { id, identity }: StoredImport): void {
  const again = findByIdentity(writer, identity);
  if (again !== undefined)
    throw new HeadroomError('rule_broken', `${again.id} holds the same files as ${id}; undo it first.`);
}

function makeNewest(writer: Writer, record: StoredImport): StoredImport {
  const newest = { ...record, state: 'published' as const, rank: nextRank(writer) };
  putImport(writer, newest);
  return newest;
}

function countOf(reader: Reader, id: string): { held: number; counted: number } {
  const isOwn = (portion: { readonly importNumber: number }): boolean =>
    portion.importNumber === importNumber(id);
  return {
    held: readPortions(reader).filter(isOwn).length,
    counted: readCounted(reader).filter(({ portion }) => isOwn(portion)).length,
  };
}
