/** Which files of one command are parts of one export. */
import { monthFromNumber, type Month } from '#shared/domain/calendar.ts';
import { openExport } from './containers.ts';
import { DayReader } from './day-reader.ts';
import { areOneBillTwice, dayOfName, recordHashes, shareRecords, type BillFile } from './grown.ts';
import { headerHash } from './header-hash.ts';
import { prepare, type Prepared } from './prepare.ts';
import { ImportError, type ExportFile, type ReadOptions } from './types.ts';

const EXTENSIONS = /(\.(csv|tsv|txt|gz|zip))+$/i;
const PART_NUMBER = /[-_. ]*(part)?[-_. ]*\d{1,6}$/i;

interface Group {
  readonly key: string;
  readonly months: ReadonlySet<Month>;
  readonly files: ExportFile[];
  readonly bills: BillFile[];
}

/**
 * Puts files together that have the same header, the same name but for a part number, and share a billing month. A file of
 * January and one of February are two exports; `costs-00001.csv.gz` and `costs-00002.csv.gz` of one month are one. Files
 * that hold the same are one bill at two times, and stand in the order of the days they are named by.
 */
export async function groupParts(
  files: readonly ExportFile[],
  options: ReadOptions,
): Promise<readonly (readonly ExportFile[])[]> {
  if (files.length < 2) return files.length === 0 ? [] : [files];
  const groups: Group[] = [];
  for (const file of files) {
    const [part] = (await openExport(file)).parts;
    if (part === undefined) continue;
    const prepared = await prepare(part, options);
    const { located } = prepared;
    const name = file.name.replace(EXTENSIONS, '');
    const key = JSON.stringify([
      located.profile.name,
      headerHash(located.header.names),
      name.replace(PART_NUMBER, ''),
    ]);
    const months = monthsOf(prepared);
    const bill = { name, records: recordHashes(prepared), days: daysOf(prepared) };
    const near = groups.filter(
      (one) => one.key === key && [...months].some((month) => one.months.has(month)),
    );
    const group = near.find(({ bills }) => !bills.some((one) => areOneBillTwice(one, bill)));
    if (group !== undefined) {
      group.files.push(file);
      group.bills.push(bill);
      continue;
    }
    const later = near.find(({ bills }) => bills.some((one) => dayOfName(one.name) > dayOfName(name)));
    const at = later === undefined ? groups.length : groups.indexOf(later);
    groups.splice(at, 0, { key, months, files: [file], bills: [bill] });
  }
  return groups.map((group) => group.files);
}

/**
 * Refuses what is read as a further part of an export and is none: another table, or the same bill at another time, of which
 * all that both hold would count twice.
 */
export function refuseNoPart(first: Prepared, further: Prepared): void {
  const [one, other] = [first.located, further.located];
  const columns = (names: readonly string[]): string => names.toSorted().join('\u001F');
  if (one.profile !== other.profile || columns(one.header.names) !== columns(other.header.names))
    throw new ImportError(
      'unreadable',
      `${further.part.name} and ${first.part.name} are different tables; import them one by one.`,
    );
  if (other.profile.replaces && shareRecords(recordHashes(first), recordHashes(further)))
    throw new ImportError(
      'unreadable',
      `${first.part.name} and ${further.part.name} hold the same charges, as one bill at two times; import the later one alone.`,
    );
}

/** The billing months that the first records name. */
export function monthsOf(prepared: Prepared): Set<Month> {
  const { months, days } = prepared.layout;
  const read = readDays(prepared, months.length > 0 ? months : days, ({ month }) => month);
  return new Set(read.map((month) => monthFromNumber(month)));
}

/** The days of the first records. */
function daysOf(prepared: Prepared): Set<number> {
  return new Set(readDays(prepared, prepared.layout.days, ({ day }) => day));
}

function readDays(
  { layout, located, dateOrder }: Prepared,
  columns: readonly number[],
  of: (reader: DayReader) => number,
): number[] {
  const reader = new DayReader(dateOrder, layout.completeDay);
  return located.sample.records.flatMap((record) => {
    const text = columns.map((column) => record[column] ?? '').find((cell) => cell.trim() !== '');
    return text !== undefined && reader.readText(text) ? [of(reader)] : [];
  });
}
