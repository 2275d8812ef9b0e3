import { addMonths, lastDayOf, monthOf, type Day, type Month } from '#shared/domain/calendar.ts';
import type { Reader } from './reader.ts';
import { countDaysOfMonth, readLastDay } from './coverage.ts';
import { countingPortions } from './spend.ts';

/** Exports of the last days come late: a month whose data end within so many days of its end is complete once it is over. */
const BILLING_LAG_DAYS = 3;
/** A month with fewer days of data than this is kept by the month, not by the day. */
export const DAILY_DATA_DAYS = 5;

/** The first month not complete at asOf, by the calendar and by the data, which may end earlier. */
export function firstOpenMonth(reader: Reader, asOf: Day, portions = countingPortions(reader)): Month {
  const byCalendar = asOf === lastDayOf(monthOf(asOf)) ? addMonths(monthOf(asOf), 1) : monthOf(asOf);
  const lastDay = readLastDay(reader, portions);
  if (lastDay === null || lastDay >= asOf) return byCalendar;
  const dataMonth = monthOf(lastDay);
  if (dataMonth >= byCalendar) return byCalendar;
  const daysMissing = Number(lastDayOf(dataMonth).slice(8)) - Number(lastDay.slice(8));
  const isComplete =
    daysMissing <= BILLING_LAG_DAYS || countDaysOfMonth(reader, dataMonth, portions) < DAILY_DATA_DAYS;
  return isComplete ? addMonths(dataMonth, 1) : dataMonth;
}
