import type { Outputs } from '#shared/contract/contract.ts';
import { formatAmount, money, type Micros } from '#shared/domain/money.ts';
import type { ExportFile } from '../importers/types.ts';
import type { Look } from '../jobs/import/messages.ts';
import type { ImportControl } from '../jobs/import/run-import.ts';
import { readImport } from '../store/imports.ts';
import type { Reader } from '../store/reader.ts';
import type { Replacement } from '../store/restatement.ts';
import { readerOf, type RequestContext } from './context.ts';
import { coversEarlier, type Mode } from './import-publish.ts';
import { warningsOfEarlier } from './import-warnings.ts';
import { consequencesOf, importedAs, lookAtFiles, replacementOf, type ReadingInput } from './import-run.ts';

type Preview = Outputs['imports']['preview']['data'];

export function totalsOf(totals: Readonly<Record<string, Micros>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(totals).map(([currency, amount]) => [currency, formatAmount(amount)]),
  );
}

/** Reads all of the files on a thread of its own, keeps nothing, and says what importing them would do. */
export async function previewExport(
  context: RequestContext,
  files: readonly ExportFile[],
  { mode = 'auto', ...input }: ReadingInput & { readonly mode?: Mode | undefined },
  control: ImportControl,
): Promise<{ data: Preview }> {
  const look = await lookAtFiles(context, files, input, control);
  return { data: previewOf(readerOf(context), look, mode) };
}

function previewOf(reader: Reader, look: Look, mode: Mode): Preview {
  const { inspection, result, tagKeys } = look;
  const { columnsUsed, columnsIgnored, examples, header } = inspection;
  const replacement = replacementOf(reader, look, coversEarlier(result, mode));
  return {
    profile: inspection.profile,
    reason: inspection.reason,
    remembered: inspection.remembered,
    encoding: inspection.encoding,
    delimiter: inspection.delimiter,
    header: [...header],
    columnsUsed: columnsUsed.map((one) => ({ ...one })),
    columnsIgnored: [...columnsIgnored],
    decimal: inspection.decimal,
    dateOrder: inspection.dateOrder,
    examples: examples.map(({ raw, parsed }) => ({ raw: { ...raw }, parsed: { ...parsed } })),
    counts: {
      rows: result.rows,
      accepted: result.accepted,
      rejected: result.rejected,
      skipped: result.skipped,
    },
    rejections: result.rejections.map((one) => ({ ...one })),
    controlTotals: totalsOf(result.controlTotals),
    firstDay: result.firstDay,
    lastDay: result.lastDay,
    alreadyImported: importedAs(reader, result),
    consequences: consequencesOf(look, replacement),
    replaces: replacedBy(reader, replacement),
    tagKeys: [...tagKeys].map(([key, rows]) => ({ key, rows })).sort((a, b) => b.rows - a.rows),
    warnings: [
      ...new Set([
        ...inspection.warnings,
        ...result.warnings,
        ...warningsOfEarlier(reader, result, replacement, mode === 'append'),
      ]),
    ],
  };
}

function replacedBy(
  reader: Reader,
  { replaced, replacedMonths, restated }: Replacement,
): Preview['replaces'] {
  return replaced.map((importId) => ({
    importId,
    files: readImport(reader, importId).files.map(({ name }) => name),
    months: [...new Set(replacedMonths.flatMap((one) => (one.importId === importId ? [one.month] : [])))],
    differences: restated
      .filter((one) => one.importId === importId)
      .map(({ month, service, change, currency }) => ({ month, service, change: money(change, currency) })),
  }));
}
