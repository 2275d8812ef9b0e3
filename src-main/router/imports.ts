import type { Change } from '#shared/contract/common.ts';
import type { ImportAnswer } from '#shared/contract/imports.ts';
import { HeadroomError } from '#shared/contract/errors.ts';
import type { Day, Month } from '#shared/domain/calendar.ts';
import { groupParts } from '../importers/parts.ts';
import type { ExportFile } from '../importers/types.ts';
import { importNumber, listImports, readImport, readRejected, type StoredImport } from '../store/imports.ts';
import { readReplacedMonths } from '../store/portions.ts';
import type { Writer } from '../store/writer.ts';
import { answerOf, asOfOf, procedures, readerOf, writeFor, type RequestContext } from './context.ts';
import { effectsSince, readSpentByBudget } from './import-effects.ts';
import { asHeadroomError } from './import-errors.ts';
import { previewExport, totalsOf } from './import-preview.ts';
import { cancelRun, followed, progressOf } from './import-progress.ts';
import { importExport, readOptionsOf } from './import-run.ts';
import { restoreImport, undoImport } from './import-state.ts';
import { offeredFile } from './offered-file.ts';
import { csvText } from './rejected-csv.ts';

const PAGE = 100;

function importAnswer(
  record: StoredImport,
  replacedMonths: ReadonlyMap<number, readonly Month[]>,
): ImportAnswer {
  return {
    importId: record.id,
    state: record.state,
    at: record.at,
    files: record.files.map((file) => ({ ...file })),
    profile: record.profile,
    encoding: record.encoding,
    delimiter: record.delimiter,
    rows: record.rows,
    accepted: record.accepted,
    rejected: record.rejected,
    skipped: record.skipped,
    rejections: record.rejections.map((one) => ({ ...one })),
    controlTotals: totalsOf(record.controlTotals),
    creditTotals: totalsOf(record.creditTotals),
    effectiveTotals: totalsOf(record.effectiveTotals),
    firstDay: record.firstDay,
    lastDay: record.lastDay,
    facts: record.facts,
    replaced: [...record.replaced],
    replacedMonths: [...(replacedMonths.get(importNumber(record.id)) ?? [])],
    warnings: [...record.warnings],
    seconds: record.seconds,
  };
}

function filesOf(
  context: RequestContext,
  inputs: readonly Parameters<typeof offeredFile>[1][],
): ExportFile[] {
  return inputs.map((input) => offeredFile(context, input));
}

type CreateInput = Parameters<Parameters<typeof procedures.imports.create.handler>[0]>[0]['input'];

async function create(context: RequestContext, input: CreateInput) {
  const { files, mode = 'auto', strict = false, dryRun, progressId, asOf: _asOf, ...reading } = input;
  return followed(context.backend.clock, progressId, async (control) => {
    const groups = await groupParts(filesOf(context, files), readOptionsOf(reading, readerOf(context))).catch(
      (error: unknown) => {
        throw asHeadroomError(error);
      },
    );
    const answers: ImportAnswer[] = [];
    const changes: Change[] = [];
    const known: HeadroomError[] = [];
    for (const group of groups) {
      const ahead = answers.length;
      const request = { files: group, input: reading, mode, strict, dryRun: dryRun === true, ahead };
      try {
        const done = await importExport(context, request, control);
        answers.push(importAnswer(done.record, new Map()));
        changes.push(...done.changes);
      } catch (error) {
        // Of all files of a folder, those that are there already keep no other from being imported.
        if (!(error instanceof HeadroomError)) throw error;
        if (error.code !== 'already_imported') throw refusalOf([error], dryRun === true ? [] : answers);
        known.push(error);
      }
    }
    if (known.length > 0) throw refusalOf(known, dryRun === true ? [] : answers);
    return answerOf(answers, dryRun, changes);
  });
}

/** The refusal of a request of one or several exports, saying which of them were imported nevertheless. */
function refusalOf(errors: readonly HeadroomError[], answers: readonly ImportAnswer[]): HeadroomError {
  const [first] = errors;
  if (first === undefined) throw new Error('nothing was refused');
  const names = answers.map(
    ({ importId, files }) => `${importId} (${files.map(({ name }) => name).join(', ')})`,
  );
  const messages = errors.map(({ message }) => message);
  if (names.length > 0) messages.push(`Imported all the same: ${names.join(', ')}.`);
  const imported = names.length > 0 && { imported: answers.map(({ importId }) => importId) };
  return new HeadroomError(first.code, messages.join(' '), { ...first.details, ...imported });
}

/** Changes which imports count, and says what that does to every budget; a dry run says the same and keeps nothing. */
function changeState(
  context: RequestContext,
  input: { importId: string; dryRun?: boolean | undefined; asOf?: Day | undefined },
  request: { operation: string; label: string },
  work: (writer: Writer, id: string) => StoredImport,
) {
  const { importId, dryRun } = input;
  const asOf = asOfOf(context, input.asOf);
  const { result, changes } = writeFor(
    context,
    { ...request, dryRun },
    (writer) => ({ before: readSpentByBudget(writer, asOf), record: work(writer, importId) }),
    (reader, { before, record }) => ({
      ...importAnswer(readImport(reader, record.id), readReplacedMonths(reader)),
      effects: effectsSince(reader, before, asOf),
    }),
  );
  return answerOf(result, dryRun, changes);
}

export const imports = {
  list: procedures.imports.list.handler(({ input, context }) => {
    const { limit = PAGE, offset = 0 } = input;
    const { imports: found, total } = listImports(readerOf(context), limit, offset);
    const months = readReplacedMonths(readerOf(context));
    return { data: found.map((one) => importAnswer(one, months)), meta: { total, limit, offset } };
  }),
  get: procedures.imports.get.handler(({ input, context }) => ({
    data: importAnswer(readImport(readerOf(context), input.importId), readReplacedMonths(readerOf(context))),
  })),
  preview: procedures.imports.preview.handler(({ input, context }) => {
    const { files, progressId, ...reading } = input;
    return followed(context.backend.clock, progressId, (control) =>
      previewExport(context, filesOf(context, files), reading, control),
    );
  }),
  create: procedures.imports.create.handler(({ input, context }) => create(context, input)),
  progress: procedures.imports.progress.handler(({ input, context }) => ({
    data: progressOf(context.backend.clock, input.progressId),
  })),
  cancel: procedures.imports.cancel.handler(({ input }) => ({
    data: { cancelled: cancelRun(input.progressId) },
  })),
  undo: procedures.imports.undo.handler(({ input, context }) => {
    const request = { operation: 'imports.undo', label: `Undo import ${input.importId}` };
    return changeState(context, input, request, undoImport);
  }),
  restore: procedures.imports.restore.handler(({ input, context }) => {
    const request = { operation: 'imports.restore', label: `Restore import ${input.importId}` };
    return changeState(context, input, request, restoreImport);
  }),
  rejected: procedures.imports.rejected.handler(({ input, context }) => {
    const reader = readerOf(context);
    readImport(reader, input.importId);
    return { data: { csv: csvText(readRejected(reader, input.importId)) } };
  }),
};
