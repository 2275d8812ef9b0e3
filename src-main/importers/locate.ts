/** Finds the header of a table and the profile that knows it. */
import { profileTitle } from '#shared/domain/import.ts';
import { Header } from './header.ts';
import { headerHash } from './header-hash.ts';
import type { Match, Profile, Sample } from './profile.ts';
import { fiscalPeriods } from './generic/across.ts';
import { isDataRecord, isDayCell } from './generic/cells.ts';
import { genericLayout, onlyCounts } from './profiles/generic.ts';
import { GENERIC, PROFILES } from './profiles/index.ts';
import { ImportError, type ReadOptions } from './types.ts';

export interface LocatedHeader {
  /** Record of the header, from 0. */
  readonly index: number;
  readonly header: Header;
  readonly profile: Profile;
  readonly match: Match;
  readonly sample: Sample;
  /** As asked, with what was remembered of this header. */
  readonly options: ReadOptions;
  readonly isRemembered: boolean;
}

const FARTHEST_HEADER = 40;
/** A record with more fields is no header. */
const WIDEST_HEADER = 20_000;
/** Below it a provider's header is too thin to be trusted before the general reader. */
export const SURE = 50;

/**
 * The first record, among the first forty, that a profile knows; the surest profile of all.
 *
 * @throws ImportError `not_an_export` where the asked profile does not know the header; else what the general reader says.
 */
export function locateHeader(
  name: string,
  records: readonly (readonly string[])[],
  stated: ReadOptions,
): LocatedHeader {
  const { remembered = {}, ...own } = stated;
  const known = records
    .slice(0, FARTHEST_HEADER)
    .map((record) =>
      record.length > WIDEST_HEADER ? undefined : remembered[headerHash(new Header(record).names)],
    )
    .find((choices) => choices !== undefined);
  const map = { ...known?.map, ...own.map };
  const options = { ...known, ...own, ...(Object.keys(map).length > 0 && { map }) };
  return { ...locate(name, records, options), options, isRemembered: known !== undefined };
}

type Located = Omit<LocatedHeader, 'options' | 'isRemembered'>;

function locate(name: string, records: readonly (readonly string[])[], options: ReadOptions): Located {
  const asked = options.profile === undefined ? undefined : profileNamed(options.profile);
  const profiles = asked === undefined ? PROFILES : [asked];
  let best: Located | undefined;
  for (let index = 0; index < Math.min(FARTHEST_HEADER, records.length); index += 1) {
    for (const profile of options.map === undefined || asked !== undefined ? profiles : []) {
      const found = matched(name, records, index, profile);
      if (found !== undefined && found.match.score > (best?.match.score ?? SURE - 1)) best = found;
    }
  }
  if (best !== undefined) return best;
  if (asked !== undefined && asked !== GENERIC)
    throw new ImportError('not_an_export', `${name} does not have the columns of the profile ${asked.name}.`);
  if (asked === undefined && options.map === undefined) refuseIncomplete(name, records);
  return locateGeneric(name, records, options);
}

/** A header that is plainly a known one but for a column it needs is no table for the general reader to guess at. */
function refuseIncomplete(name: string, records: readonly (readonly string[])[]): void {
  for (const names of records.slice(0, FARTHEST_HEADER)) {
    if (names.length > WIDEST_HEADER) continue;
    const header = new Header(names);
    for (const profile of PROFILES) {
      const column = profile.lacks?.(header);
      if (column === undefined) continue;
      throw new ImportError(
        'not_an_export',
        `${name} is a ${profileTitle(profile.name)} export without the column ${column}; export it again with that column, or name the columns to use with --map.`,
        { column },
      );
    }
  }
}

function profileNamed(name: string): Profile {
  const known = [...PROFILES, GENERIC];
  const profile = known.find((candidate) => candidate.name === name.toLowerCase());
  if (profile !== undefined) return profile;
  throw new ImportError(
    'unreadable',
    `There is no profile “${name}”; there are ${known.map((each) => each.name).join(', ')}.`,
  );
}

function sampleAt(name: string, records: readonly (readonly string[])[], index: number): Sample {
  return { name, preamble: records.slice(0, index), records: records.slice(index + 1) };
}

function matched(
  name: string,
  records: readonly (readonly string[])[],
  index: number,
  profile: Profile,
): Located | undefined {
  const names = records[index] ?? [];
  if (names.length > WIDEST_HEADER) return undefined;
  const header = new Header(names);
  const sample = sampleAt(name, records, index);
  const match = profile.match(header, sample);
  return match === undefined ? undefined : { index, header, profile, match, sample };
}

/** Whether the user names columns by their number, because the table has no header. */
function namesNumbers({ map = {} }: ReadOptions): boolean {
  const columns = Object.entries(map).flatMap(([field, value]) => (field === 'year' ? [] : [value]));
  return columns.length > 0 && columns.every((value) => /^\d{1,4}$/.test(value));
}

function numbered(name: string, records: readonly (readonly string[])[]): Located {
  const header = new Header((records[0] ?? []).map((_, column) => String(column + 1)));
  const sample: Sample = { name, preamble: [], records };
  const match: Match = {
    score: 1,
    reason: 'The table has no header; its columns are named by their number.',
    layout: (whole, asked) => genericLayout(header, whole, asked),
  };
  return { index: -1, header, profile: GENERIC, match, sample };
}

/** The first record that has the columns the user names; any record does where none are named. */
function withColumns(
  name: string,
  records: readonly (readonly string[])[],
  { map = {} }: ReadOptions,
): Located | undefined {
  const values = Object.entries(map).flatMap(([field, value]) =>
    field === 'amount' || field === 'date' ? [value] : [],
  );
  if (values.length === 0) return undefined;
  for (const [index, names] of records.slice(0, FARTHEST_HEADER).entries()) {
    if (names.length > WIDEST_HEADER) continue;
    const header = new Header(names);
    if (!values.every((value) => header.column(value) >= 0)) continue;
    const match: Match = {
      score: 1,
      reason: 'The header has the columns that were named.',
      layout: (whole, asked) => genericLayout(header, whole, asked),
    };
    return { index, header, profile: GENERIC, match, sample: sampleAt(name, records, index) };
  }
  return undefined;
}

/** The general reader takes the record whose names say most; without one, the widest early record is asked for its reason. */
function locateGeneric(name: string, records: readonly (readonly string[])[], options: ReadOptions): Located {
  if (namesNumbers(options)) return numbered(name, records);
  const mapped = withColumns(name, records, options);
  if (mapped !== undefined) return mapped;
  let best: Located | undefined;
  for (let index = 0; index < Math.min(FARTHEST_HEADER, records.length); index += 1) {
    const found = matched(name, records, index, GENERIC);
    if (found !== undefined && found.match.score > (best?.match.score ?? 0)) best = found;
  }
  if (best === undefined) throw withoutHeader(name, records);
  return best;
}

/** What a table of usage without its cost is told: the first record, among the first forty, that names what is counted. */
function unitsAlone(name: string, records: readonly (readonly string[])[]): ImportError | undefined {
  for (const [index, names] of records.slice(0, FARTHEST_HEADER).entries()) {
    if (names.length > WIDEST_HEADER) continue;
    const told = onlyCounts(new Header(names), sampleAt(name, records, index));
    if (told !== undefined) return told;
  }
  return undefined;
}

/** What a table with periods of fiscal years across is told, whose months nothing in it says. */
function fiscalAlone(name: string, records: readonly (readonly string[])[]): ImportError | undefined {
  const periods = records.slice(0, FARTHEST_HEADER).map((names) => fiscalPeriods(names));
  const [first] = periods.find((names) => names.length >= 2) ?? [];
  if (first === undefined) return undefined;
  return new ImportError(
    'not_an_export',
    `${name} has periods of fiscal years across, such as “${first}”, and does not say in which months they are; name the columns by their months, such as 2026-01.`,
  );
}

/** A first record with a day and an amount is data: which column is which, only the user knows. */
function withoutHeader(name: string, records: readonly (readonly string[])[]): ImportError {
  const first = records[0] ?? [];
  if (!isDataRecord(first))
    return (
      unitsAlone(name, records) ??
      fiscalAlone(name, records) ??
      new ImportError('not_an_export', `${name} holds no table of costs.`)
    );
  return new ImportError(
    'choice_needed',
    `${name} has no header; say which columns hold the day and the amount.`,
    {},
    [
      {
        option: '--map',
        values: [`date=${first.findIndex(isDayCell) + 1},amount=COLUMN`],
        reason: 'The first record is data; name columns by their number, counted from 1.',
      },
    ],
  );
}
