import { basename } from 'node:path';
import type { z } from 'zod';
import { HeadroomError } from '#shared/contract/errors.ts';
import type { readingOptions } from '#shared/contract/imports.ts';
import { dayFromNumber, type Month } from '#shared/domain/calendar.ts';
import { MAPPED_TAG_DIMENSIONS, type MappedTagDimension } from '#shared/domain/cost.ts';
import { readExport } from '../importers/read.ts';
import { ImportError, type ExportFile, type ReadOptions, type ReadResult } from '../importers/types.ts';
import { identityOf } from '../jobs/import/identity.ts';
import { stageImport, type ImportControl } from '../jobs/import/run-import.ts';
import {
  copyOtherMonths,
  differencesOf,
  findByIdentity,
  findOverlapping,
  findRest,
  importId,
  publishImport,
  readImport,
  readServiceSums,
  reserveNumber,
  setImportState,
  type StoredImport,
} from '../store/imports.ts';
import { readRememberedHeaders, rememberHeader } from '../store/remembered-headers.ts';
import { putSettings, readSettings } from '../store/settings.ts';
import type { Change } from '#shared/contract/common.ts';
import type { Reader } from '../store/reader.ts';
import type { Writer } from '../store/writer.ts';
import { readerOf, writeFor, type RequestContext } from './context.ts';

export type Mode = 'auto' | 'append' | 'replace';
export type ReadingInput = {
  readonly [Name in keyof typeof readingOptions]?: z.output<(typeof readingOptions)[Name]>;
};

export interface ImportRequest {
  readonly files: readonly ExportFile[];
  readonly input: ReadingInput;
  readonly mode: Mode;
  readonly strict: boolean;
  readonly dryRun: boolean;
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

/** Reading fails with `ImportError`; doors know `HeadroomError`. */
export function asHeadroomError(error: unknown): unknown {
  if (!(error instanceof ImportError)) return error;
  const code = error.code === 'not_an_export' ? 'unreadable' : error.code;
  const choices = error.choices.length > 0 && { choices: error.choices };
  return new HeadroomError(code, error.message, { ...error.details, ...choices });
}

/** Imports files that are one export: staged by a worker, then published in one write with all that it replaces. */
export async function importExport(
  context: RequestContext,
  request: ImportRequest,
  control: ImportControl,
): Promise<{ record: StoredImport; changes: readonly Change[] }> {
  const { clock, store } = context.backend;
  const started = clock.milliseconds();
  const options = readOptionsOf(request.input, readerOf(context));
  if (request.dryRun) return tryImport(context, request, options, control, started);
  const number = writeFor(
    context,
    { operation: 'imports.begin', label: '', undoable: false },
    reserveNumber,
  ).result;
  const task = { workspace: store.file, number, at: clock.now(), files: request.files, options };
  const result = await stageImport(task, control);
  const record = recordOf(result, number, clock.now(), (clock.milliseconds() - started) / 1000);
  const { result: published, changes } = writeFor(
    context,
    { operation: 'imports.create', label: labelOf(record) },
    (writer) => publish(writer, record, result, request),
  );
  return { record: published, changes };
}

/** The same answer without a byte written: facts are counted, not stored. */
async function tryImport(
  context: RequestContext,
  request: ImportRequest,
  options: ReadOptions,
  control: ImportControl,
  started: number,
): Promise<{ record: StoredImport; changes: readonly Change[] }> {
  const { clock } = context.backend;
  const reader = readerOf(context);
  const sink = { facts: () => undefined, rejected: () => undefined };
  const beforeFacts = (files: ReadResult['files'], used: ReadOptions): void =>
    refuseKnown(reader, files, used);
  const result = await readExport(request.files, options, sink, {
    ...(control.signal !== undefined && { signal: control.signal }),
    ...(control.onProgress !== undefined && { onProgress: control.onProgress }),
    beforeFacts,
  }).catch((error: unknown) => {
    throw asHeadroomError(error);
  });
  const seconds = (clock.milliseconds() - started) / 1000;
  const plain = recordOf(result, 0, clock.now(), seconds);
  const replaced = replaces(result, request.mode) ? coveredBy(reader, plain).map(({ id }) => id) : [];
  const record = { ...plain, id: 'imp-new', replaced };
  const changes = [
    { subject: 'import', id: record.id, before: null, after: { facts: record.facts, replaced } },
  ];
  return { record, changes };
}

export function refuseKnown(
  reader: Reader,
  files: readonly { readonly name: string; readonly sha256: string }[],
  options: ReadOptions,
): void {
  const known = findByIdentity(reader, identityOf(files, options));
  if (known === undefined) return;
  const names = files.map(({ name }) => basename(name)).join(', ');
  throw new HeadroomError('already_imported', `${names} has already been imported as ${known.id}.`, {
    importId: known.id,
  });
}

function recordOf(result: ReadResult, number: number, at: string, seconds: number): StoredImport {
  const { headerHash: _hash, replaces: _replaces, options, ...read } = result;
  return {
    ...read,
    id: importId(number),
    state: 'published',
    at,
    replaced: [],
    identity: identityOf(result.files, options),
    seconds: Math.round(seconds * 1000) / 1000,
    restated: [],
  };
}

function labelOf({ files }: StoredImport): string {
  const [first, ...others] = files.map(({ name }) => basename(name));
  return `Import ${first ?? ''}${others.length > 0 ? ` and ${others.length} more` : ''}`;
}

function replaces(result: ReadResult, mode: Mode): boolean {
  return mode === 'replace' || (mode === 'auto' && result.replaces);
}

/** Earlier imports all of whose sources are in the new one, for months they share. */
function coveredBy(reader: Reader, record: StoredImport): StoredImport[] {
  return findOverlapping(reader, record.sources, record.billingMonths).filter(
    ({ id, sources }) => id !== record.id && sources.every((source) => record.sources.includes(source)),
  );
}

function publish(
  writer: Writer,
  record: StoredImport,
  result: ReadResult,
  request: ImportRequest,
): StoredImport {
  mapTags(writer, request.input.tags);
  rememberHeader(writer, result.headerHash, lastingChoices(result.options));
  const refused = request.strict && record.rejected > 0;
  const covered = !refused && replaces(result, request.mode) ? coveredBy(writer, record) : [];
  const overlapping = findOverlapping(writer, record.sources, record.billingMonths).filter(
    ({ id }) => id !== record.id && !covered.some((one) => one.id === id),
  );
  const full: StoredImport = {
    ...record,
    replaced: covered.map(({ id }) => id),
    restated: covered.flatMap(({ id }) =>
      differencesOf(
        id,
        readServiceSums(writer, id, record.billingMonths),
        readServiceSums(writer, record.id, record.billingMonths),
      ),
    ),
    warnings: [...record.warnings, ...overlapWarnings(overlapping, result, request.mode)],
  };
  publishImport(writer, full);
  for (const before of covered) {
    setImportState(writer, before, 'replaced');
    keepOtherMonths(writer, before, record.billingMonths);
  }
  return refused ? setImportState(writer, full, 'undone') : full;
}

function overlapWarnings(others: readonly StoredImport[], result: ReadResult, mode: Mode): string[] {
  if (others.length === 0 || mode === 'append' || !result.replaces) return [];
  return others.map(
    ({ id }) => `${id} holds some of the same months together with other accounts; it was left as it is.`,
  );
}

/** Months of a replaced import that the new one does not bring stay, as an import of their own. */
function keepOtherMonths(writer: Writer, before: StoredImport, months: readonly Month[]): void {
  const others = before.billingMonths.filter((month) => !months.includes(month));
  if (others.length === 0) return;
  const known = findRest(writer, before, others);
  if (known !== undefined) {
    setImportState(writer, known, 'published');
    return;
  }
  const number = reserveNumber(writer);
  const rest = copyOtherMonths(writer, before, number, months);
  if (rest.facts === 0) return;
  publishImport(writer, {
    ...before,
    id: importId(number),
    identity: `${before.identity}|rest of ${before.id}`,
    state: 'published',
    billingMonths: others,
    facts: rest.facts,
    controlTotals: rest.billed,
    effectiveTotals: rest.effective,
    firstDay: dayFromNumber(rest.firstDay),
    lastDay: dayFromNumber(rest.lastDay),
    replaced: [before.id],
    restated: [],
    warnings: [`What ${before.id} holds of ${others.join(', ')}, which a later file did not replace.`],
  });
}

/** What holds for the next file with the same header too: not a day or year that was said for one file. */
function lastingChoices({ map = {}, profile, currency, dateOrder, decimal }: ReadOptions): ReadOptions {
  const columns = Object.fromEntries(
    Object.entries(map).filter(([field, value]) => field !== 'year' && !/^\d{4}-\d{2}-\d{2}$/.test(value)),
  );
  const stated = {
    profile,
    currency,
    dateOrder,
    decimal,
    map: Object.keys(columns).length > 0 ? columns : undefined,
  };
  return Object.fromEntries(Object.entries(stated).filter(([, value]) => value !== undefined));
}

function mapTags(writer: Writer, tags: Readonly<Record<string, string>> | undefined): void {
  if (tags === undefined) return;
  const { tagMapping } = readSettings(writer);
  const mapped: Partial<Record<MappedTagDimension, readonly string[]>> = { ...tagMapping };
  for (const [dimension, key] of Object.entries(tags)) {
    const known = MAPPED_TAG_DIMENSIONS.find((one) => one === dimension);
    if (known === undefined)
      throw new HeadroomError(
        'invalid_input',
        `“${dimension}” is not one of ${MAPPED_TAG_DIMENSIONS.join(', ')}, which tags can feed.`,
      );
    mapped[known] = [key, ...(mapped[known] ?? []).filter((other) => other !== key)];
  }
  putSettings(writer, { tagMapping: mapped });
}

/** Takes an import out of all figures. What it had replaced comes back, unless something newer has replaced that too. */
export function undoImport(writer: Writer, id: string): StoredImport {
  const record = readImport(writer, id);
  if (record.state === 'undone') throw new HeadroomError('rule_broken', `${id} is already undone.`);
  const undone = setImportState(writer, record, 'undone');
  if (record.state === 'published') {
    for (const replaced of record.replaced) bringBack(writer, replaced);
  }
  return undone;
}

function bringBack(writer: Writer, id: string): void {
  const before = readImport(writer, id);
  if (before.state !== 'replaced') return;
  for (const rest of findOverlapping(writer, before.sources, before.billingMonths)) {
    if (rest.replaced.includes(id)) setImportState(writer, rest, 'undone');
  }
  setImportState(writer, before, 'published');
}

/** Brings an undone or replaced import back; what holds the same months of the same sources gives way. */
export function restoreImport(writer: Writer, id: string): StoredImport {
  const record = readImport(writer, id);
  if (record.state === 'published') throw new HeadroomError('rule_broken', `${id} counts already.`);
  const rivals = findOverlapping(writer, record.sources, record.billingMonths).filter(
    (one) => one.replaced.includes(id) || record.replaced.includes(one.id),
  );
  for (const rival of rivals) {
    setImportState(writer, rival, 'replaced');
    keepOtherMonths(writer, rival, record.billingMonths);
  }
  return setImportState(writer, record, 'published');
}
