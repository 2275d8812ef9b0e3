import type { z } from 'zod';
import type { Change } from '#shared/contract/common.ts';
import type { Consequences, readingOptions } from '#shared/contract/imports.ts';
import type { ExportFile, ReadOptions, ReadResult } from '../importers/types.ts';
import { identityOf } from '../jobs/import/identity.ts';
import type { Look, PublishOrder } from '../jobs/import/messages.ts';
import { importAside, lookAt, type ImportControl } from '../jobs/import/run-import.ts';
import { findByIdentity, nextImportId, readImport, type StoredImport } from '../store/imports.ts';
import type { Reader } from '../store/reader.ts';
import { readRememberedHeaders } from '../store/remembered-headers.ts';
import { readReplacement, type Replacement } from '../store/restatement.ts';
import { readerOf, type RequestContext } from './context.ts';
import { alreadyImported } from './import-errors.ts';
import { coversEarlier } from './import-publish.ts';
import { warningsOfEarlier } from './import-warnings.ts';

const WORKER = new URL('./import-worker.ts', import.meta.url);

export type ReadingInput = {
  readonly [Name in keyof typeof readingOptions]?: z.output<(typeof readingOptions)[Name]>;
};

export interface ImportRequest extends Pick<PublishOrder, 'mode' | 'strict'> {
  readonly files: readonly ExportFile[];
  readonly input: ReadingInput;
  readonly dryRun: boolean;
  /** How many imports of the same request come before this one. */
  readonly ahead: number;
}

/** How the contract's options are told to the readers. */
export function readOptionsOf(input: ReadingInput, reader: Reader): ReadOptions {
  const { tags: _tags, year, date, map, ...rest } = input;
  const constants = {
    ...(year !== undefined && { year: String(year) }),
    ...(date !== undefined && { date }),
  };
  const whole = { ...map, ...constants };
  const stated = Object.entries({ ...rest, map: Object.keys(whole).length > 0 ? whole : undefined });
  const asked: ReadOptions = Object.fromEntries(stated.filter(([, value]) => value !== undefined));
  return { ...asked, remembered: readRememberedHeaders(reader) };
}

/** Imports files that are one export, on a thread of its own, with all that it replaces; a dry run only looks at them. */
export async function importExport(
  context: RequestContext,
  request: ImportRequest,
  control: ImportControl,
): Promise<{ record: StoredImport; changes: readonly Change[] }> {
  const { clock, store } = context.backend;
  const { files, input, mode, strict } = request;
  const started = clock.milliseconds();
  const seconds = (): number => (clock.milliseconds() - started) / 1000;
  const options = readOptionsOf(input, readerOf(context));
  if (request.dryRun)
    return tryImport(context, request, await lookAt(WORKER, { files, options }, control), seconds());
  const publish = { mode, strict, tags: input.tags, actor: context.actor, door: context.door };
  const task = { workspace: store.file, at: clock.now(), today: clock.today(), files, options, publish };
  const moment = (): { at: string; seconds: number } => ({ at: clock.now(), seconds: seconds() });
  const { importId, write } = await importAside(WORKER, task, control, moment);
  const record = readImport(store.reader, importId);
  store.tell(write);
  return { record, changes: [] };
}

/** The same answer without a byte written. */
function tryImport(
  context: RequestContext,
  { mode, ahead }: ImportRequest,
  look: Look,
  seconds: number,
): { record: StoredImport; changes: readonly Change[] } {
  const reader = readerOf(context);
  const { headerHash: _hash, replaces: _replaces, options, ...read } = look.result;
  const known = findByIdentity(reader, identityOf(look.result.files, options));
  if (known !== undefined) throw alreadyImported(look.result.files, known.id);
  const replacement = replacementOf(reader, look, coversEarlier(look.result, mode));
  const { replaced, restated } = replacement;
  const record: StoredImport = {
    ...read,
    ...{
      id: nextImportId(reader, ahead),
      state: 'published',
      at: context.backend.clock.now(),
      identity: '',
      replaced,
      restated,
      warnings: [...read.warnings, ...warningsOfEarlier(reader, read, replacement, mode === 'append')],
    },
    seconds: Math.round(seconds * 1000) / 1000,
  };
  const consequences = consequencesOf(look, replacement);
  const after = { facts: record.facts, replaced: [...replaced], consequences };
  return { record, changes: [{ subject: 'import', id: record.id, before: null, after }] };
}

/** What importing files that were looked at would replace. */
export function replacementOf(reader: Reader, { result, portions }: Look, covers: boolean): Replacement {
  const coming = { number: COMING, rank: Infinity, covers, view: result.view };
  return readReplacement(
    reader,
    coming,
    portions.map(({ sums, charges: _charges, ...portion }) => ({
      ...portion,
      importNumber: COMING,
      sums: () => sums,
    })),
  );
}

/** How many of the accepted rows are new, and how many are not: of charges where some row holds several. */
export function consequencesOf({ result, portions }: Look, { fates }: Replacement): Consequences {
  const counts = { new: 0, replacing: 0, beside: 0 };
  portions.forEach(({ charges }, index) => (counts[fates[index] ?? 'new'] += charges));
  // Each accepted row holds at least one charge.
  const isByRow = counts.new + counts.replacing + counts.beside === result.accepted;
  return { unit: isByRow ? 'row' : 'charge', ...counts };
}

/** No import has this number. */
const COMING = -1;

/** The import that already holds what was read. */
export function importedAs(reader: Reader, { files, options }: ReadResult): string | null {
  return findByIdentity(reader, identityOf(files, options))?.id ?? null;
}

/** Looks at files on a thread of its own. */
export function lookAtFiles(
  context: RequestContext,
  files: readonly ExportFile[],
  input: ReadingInput,
  control: ImportControl,
): Promise<Look> {
  return lookAt(WORKER, { files, options: readOptionsOf(input, readerOf(context)) }, control);
}
