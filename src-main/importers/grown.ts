/** Tells parts of one bill from the same bill at two times: an export of a month that goes on holds what the earlier one held. */
import { createHash } from 'node:crypto';
import type { Prepared } from './prepare.ts';

/** Records that are compared: parts of a bill share none of them. */
const COMPARED = 20;
const HASH_LENGTH = 16;
const DAY_IN_NAME = /(?<!\d)(20\d{2})[-_.]?(0[1-9]|1[0-2])[-_.]?(0[1-9]|[12]\d|3[01])$/;

/** What is compared of a file of a bill. */
export interface BillFile {
  /** The name without what tells its kind. */
  readonly name: string;
  /** What its first records are known by. */
  readonly records: readonly string[];
  /** The days of its first records. */
  readonly days: ReadonlySet<number>;
}

/** The day that a name ends with, as digits; empty where there is none. */
export function dayOfName(name: string): string {
  return DAY_IN_NAME.exec(name)?.slice(1).join('') ?? '';
}

/**
 * Whether two files are one bill at two times: their first records are mostly the same, or they are named by different days
 * and tell of the same ones.
 */
export function areOneBillTwice(one: BillFile, other: BillFile): boolean {
  if (shareRecords(one.records, other.records)) return true;
  const [first, second] = [dayOfName(one.name), dayOfName(other.name)];
  return (
    first !== '' && second !== '' && first !== second && [...one.days].some((day) => other.days.has(day))
  );
}

/** What the first records of a table are known by, in their order: hashes, because there can be many files. */
export function recordHashes({ located }: Prepared): string[] {
  return located.sample.records.map((record) =>
    createHash('sha256').update(JSON.stringify(record)).digest('base64').slice(0, HASH_LENGTH),
  );
}

/** Whether most of the first records of the shorter of two tables stand in the other too. */
export function shareRecords(one: readonly string[], other: readonly string[]): boolean {
  const [shorter, longer] = one.length < other.length ? [one, other] : [other, one];
  const known = new Set(longer);
  const compared = shorter.slice(0, COMPARED);
  return compared.length >= 2 && compared.filter((record) => known.has(record)).length * 2 >= compared.length;
}
