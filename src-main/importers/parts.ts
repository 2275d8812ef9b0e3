/** Which files of one command are parts of one export. */
import { monthFromNumber, type Month } from '#shared/domain/calendar.ts';
import { openExport } from './containers.ts';
import { DayReader } from './day-reader.ts';
import { headerHash } from './header-hash.ts';
import { prepare, type Prepared } from './prepare.ts';
import type { ExportFile, ReadOptions } from './types.ts';

const EXTENSIONS = /(\.(csv|tsv|txt|gz|zip))+$/i;
const PART_NUMBER = /[-_. ]*(part)?[-_. ]*\d{1,6}$/i;

/**
 * Puts files together that have the same header, the same name but for a part number, and share a billing month. A file of
 * January and one of February are two exports; `costs-00001.csv.gz` and `costs-00002.csv.gz` of one month are one.
 */
export async function groupParts(
  files: readonly ExportFile[],
  options: ReadOptions,
): Promise<readonly (readonly ExportFile[])[]> {
  if (files.length < 2) return files.length === 0 ? [] : [files];
  const groups: { key: string; months: Set<Month>; files: ExportFile[] }[] = [];
  for (const file of files) {
    const [part] = (await openExport(file)).parts;
    if (part === undefined) continue;
    const prepared = await prepare(part, options);
    const { located } = prepared;
    const stem = file.name.replace(EXTENSIONS, '').replace(PART_NUMBER, '');
    const key = JSON.stringify([located.profile.name, headerHash(located.header.names), stem]);
    const months = monthsOf(prepared);
    const group = groups.find((one) => one.key === key && [...months].some((month) => one.months.has(month)));
    if (group === undefined) groups.push({ key, months, files: [file] });
    else group.files.push(file);
  }
  return groups.map((group) => group.files);
}

/** The billing months that the first records name. */
export function monthsOf(prepared: Prepared): Set<Month> {
  const { layout, located, dateOrder } = prepared;
  const reader = new DayReader(dateOrder, layout.completeDay);
  const columns = layout.months.length > 0 ? layout.months : layout.days;
  const months = new Set<Month>();
  for (const record of located.sample.records) {
    const text = columns.map((column) => record[column] ?? '').find((cell) => cell.trim() !== '');
    if (text !== undefined && reader.readText(text)) months.add(monthFromNumber(reader.month));
  }
  return months;
}
