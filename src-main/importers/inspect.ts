/** Looks at an export without reading all of it: what it is, how it would be read, and its first records both ways. */
import { AmountReader } from './amount-reader.ts';
import { openExport } from './containers.ts';
import { DayReader } from './day-reader.ts';
import { newDecimal } from './decimal.ts';
import { headerHash } from './header-hash.ts';
import { monthsOf } from './parts.ts';
import { prepare, type Prepared } from './prepare.ts';
import { dayFromNumber } from '#shared/domain/calendar.ts';
import { ImportError, type Example, type ExportFile, type Inspection, type ReadOptions } from './types.ts';

const EXAMPLES = 5;

/** Inspects the first table of the files. */
export async function inspectExport(files: readonly ExportFile[], options: ReadOptions): Promise<Inspection> {
  const [file] = files;
  if (file === undefined) throw new ImportError('unreadable', 'No file is named.');
  const opened = await openExport(file);
  const [part] = opened.parts;
  if (part === undefined) throw new ImportError('unreadable', `${file.name} holds no table.`);
  const prepared = await prepare(part, options);
  const { located, layout, encoding, dialect } = prepared;
  const used = usedColumns(prepared);
  const usedIndexes = new Set(used.map(({ index }) => index));
  return {
    name: file.name,
    profile: located.profile.name,
    reason: located.match.reason,
    replaces: located.profile.replaces,
    encoding: encoding.name,
    delimiter: dialect.delimiter,
    header: located.header.names,
    headerLine: located.index + 1,
    headerHash: headerHash(located.header.names),
    remembered: located.isRemembered,
    columnsUsed: used.map(({ field, index }) => ({ field, column: located.header.names[index] ?? '' })),
    columnsIgnored: located.header.names.filter((name, index) => name !== '' && !usedIndexes.has(index)),
    decimal: prepared.decimal,
    dateOrder: prepared.dateOrder ?? 'ymd',
    billingMonths: [...monthsOf(prepared)].sort(),
    examples: located.sample.records
      .slice(layout.extraHeaderRecords ?? 0)
      .slice(0, EXAMPLES)
      .map((record) => exampleOf(record, prepared, used)),
    warnings: [...opened.warnings, ...prepared.warnings],
  };
}

interface Used {
  readonly field: string;
  readonly index: number;
  readonly kind: 'text' | 'day' | 'amount';
}

function usedColumns({ layout }: Prepared): Used[] {
  const texts = Object.entries(layout.texts).map(([field, index]) => ({
    field,
    index,
    kind: 'text' as const,
  }));
  const days = layout.days.map((index) => ({ field: 'day', index, kind: 'day' as const }));
  const months = layout.months.map((index) => ({ field: 'billingMonth', index, kind: 'day' as const }));
  const amounts = layout.amountColumns.map((index) => ({ field: 'amount', index, kind: 'amount' as const }));
  const credits =
    layout.credits === undefined ? [] : [{ field: 'credits', index: layout.credits, kind: 'text' as const }];
  return [...days, ...months, ...amounts, ...credits, ...texts].filter(({ index }) => index >= 0);
}

function exampleOf(record: readonly string[], prepared: Prepared, used: readonly Used[]): Example {
  const days = new DayReader(prepared.dateOrder, prepared.layout.completeDay);
  const amounts = new AmountReader(prepared.decimal);
  const raw: Record<string, string> = {};
  const parsed: Record<string, string> = {};
  for (const { field, index, kind } of used) {
    const cell = record[index] ?? '';
    const name = prepared.located.header.names[index] ?? field;
    raw[name] = cell;
    if (kind === 'text') parsed[name] = cell.trim();
    else if (kind === 'day') parsed[name] = days.readText(cell) ? dayFromNumber(days.day) : days.reason(cell);
    else parsed[name] = amountText(amounts, cell);
  }
  return { raw, parsed };
}

function amountText(amounts: AmountReader, cell: string): string {
  const value = newDecimal();
  const read = amounts.readText(cell, value);
  return read === 'ok' ? amounts.plain : read === 'bad' ? amounts.reason : '';
}
