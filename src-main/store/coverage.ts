/** What the imports that count cover: days, months, currencies, and how many facts there are. */
import {
  dayFromNumber,
  dayNumber,
  daysInMonth,
  firstDayOf,
  monthFromNumber,
  type Day,
  type Month,
} from '#shared/domain/calendar.ts';
import type { Reader } from './reader.ts';
import { remembered } from './remembered.ts';
import { countingPortions } from './spend.ts';

export interface DataRange {
  readonly firstDay: Day | null;
  readonly lastDay: Day | null;
  readonly facts: number;
  readonly currencies: readonly string[];
}

/** From one month of a portion to its next by the key, instead of through all of its series. */
const MONTHS_OF_PORTIONS = `WITH RECURSIVE own (portion, month) AS (
    SELECT value, (SELECT min(month) FROM series_month WHERE portion = value) FROM json_each(?)
    UNION ALL
    SELECT own.portion, (SELECT min(m.month) FROM series_month m WHERE m.portion = own.portion AND m.month > own.month)
    FROM own WHERE own.month IS NOT NULL)
  SELECT DISTINCT month FROM own WHERE month IS NOT NULL ORDER BY month`;

/** The months of which published imports hold any charge, of whatever budget. */
export function readCoveredMonths(reader: Reader, portions = countingPortions(reader)): ReadonlySet<Month> {
  return remembered(
    reader,
    `covered months ${portions}`,
    () =>
      new Set(
        reader
          .all<{ month: bigint }>(MONTHS_OF_PORTIONS, portions)
          .map(({ month }) => monthFromNumber(Number(month))),
      ),
  );
}

/** The last day of which imports hold a charge. */
export function readLastDay(reader: Reader, portions = countingPortions(reader)): Day | null {
  return remembered(reader, `last day ${portions}`, () => {
    const row = reader.get<{ last: bigint | null }>(
      'SELECT max((SELECT max(day) FROM fact WHERE portion = value)) AS last FROM json_each(?)',
      portions,
    );
    return toDayOrNull(row?.last);
  });
}

/** What the imports that count cover. */
export function readDataRange(reader: Reader): DataRange {
  const portions = countingPortions(reader);
  return remembered(reader, `range ${portions}`, () => dataRange(reader, portions));
}

function dataRange(reader: Reader, portions: string): DataRange {
  const range = reader.get<{ first: bigint | null; last: bigint | null }>(
    `SELECT min(first) AS first, max(last) AS last FROM
       (SELECT (SELECT min(day) FROM fact WHERE portion = value) AS first, (SELECT max(day) FROM fact WHERE portion = value) AS last FROM json_each(?))`,
    portions,
  );
  const facts = reader.get<{ n: bigint }>(
    'SELECT coalesce(sum(facts), 0) AS n FROM portion WHERE counts = 1',
  );
  const currencies = reader.all<{ currency: string }>(
    `SELECT currency FROM (SELECT DISTINCT currency FROM series) c WHERE EXISTS (
       SELECT 1 FROM series s CROSS JOIN series_month m ON m.series_id = s.id
       WHERE s.currency = c.currency AND m.portion IN (SELECT value FROM json_each(?))) ORDER BY currency`,
    portions,
  );
  return {
    firstDay: toDayOrNull(range?.first),
    lastDay: toDayOrNull(range?.last),
    facts: Number(facts?.n ?? 0n),
    currencies: currencies.map(({ currency }) => currency),
  };
}

function toDayOrNull(number: bigint | null | undefined): Day | null {
  return number === null || number === undefined ? null : dayFromNumber(Number(number));
}

/** On how many days of a month there is any spend. */
export function countDaysOfMonth(reader: Reader, month: Month, portions = countingPortions(reader)): number {
  return remembered(reader, `days ${month} ${portions}`, () => daysOfMonth(reader, month, portions));
}

function daysOfMonth(reader: Reader, month: Month, portions: string): number {
  const first = dayNumber(firstDayOf(month));
  const days = Array.from({ length: daysInMonth(month) }, (_, index) => first + index);
  const row = reader.get<{ n: bigint }>(
    `SELECT count(*) AS n FROM json_each(?) d
     WHERE EXISTS (SELECT 1 FROM json_each(?) i CROSS JOIN fact ON fact.portion = i.value AND fact.day = d.value)`,
    JSON.stringify(days),
    portions,
  );
  return Number(row?.n ?? 0n);
}
