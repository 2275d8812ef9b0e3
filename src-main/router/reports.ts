import { createHash } from 'node:crypto';
import { notFound } from '#shared/contract/errors.ts';
import type { Outputs } from '#shared/contract/contract.ts';
import type { Day } from '#shared/domain/calendar.ts';
import type { MadeReport } from '#shared/domain/made-report.ts';
import { runReport } from '../jobs/report/run-report.ts';
import {
  putMadeReport,
  putReport,
  readMadeReports,
  readReport,
  readReports,
  removeReport,
  type SavedReport,
} from '../store/reports.ts';
import type { Reader } from '../store/reader.ts';
import { requireBudget } from './budget-tree.ts';
import { answerOf, asOfOf, pageOf, procedures, readerOf, writeFor, type RequestContext } from './context.ts';
import { ask } from './reading-thread.ts';
import type { ReportSetting } from './report-input.ts';
import { reportModel, type ReportOptions } from './report-model.ts';

type Options = Outputs['reports']['save']['data']['options'];
type Answer = Outputs['reports']['render']['data'];
type Format = Answer['format'];

function requireReport(reader: Reader, id: string): SavedReport {
  const found = readReport(reader, id);
  if (found === undefined) throw notFound('report', id, '"report list"');
  return found;
}

function reportAnswer({ id, name, options }: SavedReport): Outputs['reports']['list']['data'][number] {
  return { id, name, options: options as Options };
}

function madeAnswer(made: MadeReport): Outputs['reports']['record']['data'] {
  return { ...made, format: made.format as Format };
}

/** Builds the report and sets it, the latter always on a thread of its own. */
async function renderFor(
  context: RequestContext,
  options: ReportOptions,
  asked: Day | undefined,
  format: Format,
): Promise<Answer> {
  const { clock, version, store } = context.backend;
  const started = clock.milliseconds();
  const asOf = asOfOf(context, asked);
  const setting: ReportSetting = {
    workspace: store.file,
    version,
    preparedBy: options.preparedBy ?? context.actor,
    preparedAt: clock.now(),
    locale: options.locale ?? 'en-US',
    paper: { size: options.paper ?? 'A4', orientation: options.orientation ?? 'portrait' },
    detail: options.detail ?? 'standard',
    sections: options.sections,
  };
  const { model, fileName, from, to } = await ask(context, reportModel, { options, asOf, setting, format });
  const { bytes, pages } = await runReport(model, format);
  const { preparedBy, preparedAt } = setting;
  return {
    name: fileName,
    format,
    pages,
    bytes: bytes.length,
    seconds: Math.round(clock.milliseconds() - started) / 1000,
    budgetId: options.budgetId,
    from,
    to,
    asOf,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    preparedBy,
    preparedAt,
    content: Buffer.from(bytes).toString('base64'),
  };
}

type Made = Omit<MadeReport, 'id'>;

/** Notes that a report was handed on. No person takes that back, so it is no step of undoing. */
function note(context: RequestContext, made: Made, dryRun: boolean | undefined) {
  const label = `Report ${made.file} of ${made.from} to ${made.to}`;
  return writeFor(
    context,
    { operation: 'reports.record', label, dryRun, undoable: false },
    (writer): MadeReport => {
      const report = { ...made, id: writer.nextId('made') };
      putMadeReport(writer, report);
      return report;
    },
  );
}

/**
 * A report that was made is noted at once; one that was made in a dry run is not, and neither is one of an earlier moment: the next
 * report would take it for what its readers know.
 */
function answerRendered(
  context: RequestContext,
  data: Answer,
  { knownAt, dryRun }: { readonly knownAt?: string | undefined; readonly dryRun?: boolean | undefined },
) {
  if (knownAt !== undefined) return answerOf(data, dryRun, []);
  const { name, pages: _pages, seconds: _seconds, content: _content, ...made } = data;
  const { changes } = note(context, { ...(made as Omit<Made, 'file'>), file: name }, dryRun);
  return answerOf(data, dryRun, changes);
}

export const reports = {
  list: procedures.reports.list.handler(({ input, context }) =>
    pageOf(readReports(readerOf(context)).map(reportAnswer), input),
  ),
  get: procedures.reports.get.handler(({ input, context }) => ({
    data: reportAnswer(requireReport(readerOf(context), input.id)),
  })),
  save: procedures.reports.save.handler(({ input, context }) => {
    const { id, name, options, dryRun } = input;
    requireBudget(readerOf(context), options.budgetId);
    const request = { operation: 'reports.save', label: `Save report ${name}`, dryRun };
    const { result, changes } = writeFor(context, request, (writer) => {
      const report: SavedReport = { id: id ?? writer.nextId('report'), name, options };
      putReport(writer, report);
      return report;
    });
    return answerOf(reportAnswer(result), dryRun, changes);
  }),
  update: procedures.reports.update.handler(({ input, context }) => {
    const { id, name, options, dryRun } = input;
    const before = requireReport(readerOf(context), id);
    if (options !== undefined) requireBudget(readerOf(context), options.budgetId);
    const report: SavedReport = { id, name: name ?? before.name, options: options ?? before.options };
    const request = { operation: 'reports.update', label: `Change report ${report.name}`, dryRun };
    const { changes } = writeFor(context, request, (writer) => putReport(writer, report));
    return answerOf(reportAnswer(report), dryRun, changes);
  }),
  remove: procedures.reports.remove.handler(({ input, context }) => {
    const { id, dryRun } = input;
    const { name } = requireReport(readerOf(context), id);
    const request = { operation: 'reports.remove', label: `Delete report ${name}`, dryRun };
    const { changes } = writeFor(context, request, (writer) => removeReport(writer, id));
    return answerOf({ id }, dryRun, changes);
  }),
  render: procedures.reports.render.handler(async ({ input, context }) => {
    const { format, asOf, dryRun, ...options } = input;
    const data = await renderFor(context, options, asOf, format ?? 'pdf');
    return answerRendered(context, data, { knownAt: options.knownAt, dryRun });
  }),
  run: procedures.reports.run.handler(async ({ input, context }) => {
    const { id, format, asOf, from, to, knownAt, dryRun } = input;
    const { options } = requireReport(readerOf(context), id);
    const period = { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
    const asked = { ...(options as Options), ...period, knownAt };
    const data = await renderFor(context, asked, asOf, format ?? 'pdf');
    return answerRendered(context, data, { knownAt, dryRun });
  }),
  made: procedures.reports.made.handler(({ input, context }) => {
    const { id } = requireBudget(readerOf(context), input.budgetId);
    return { data: readMadeReports(readerOf(context), id).map((made) => madeAnswer(made)) };
  }),
  record: procedures.reports.record.handler(({ input, context }) => {
    const { dryRun, ...made } = input;
    requireBudget(readerOf(context), made.budgetId);
    const { result, changes } = note(context, made, dryRun);
    return answerOf(madeAnswer(result), dryRun, changes);
  }),
};
