/**
 * Civil days and months. A day is text, `2026-04-30`, as the billing data write it; it is never a moment and never shifted
 * into a zone. Arithmetic goes through `Date.UTC`, which knows the Gregorian calendar and no clock.
 */
declare const day: unique symbol;
declare const month: unique symbol;
export type Day = string & { readonly [day]: true };
export type Month = string & { readonly [month]: true };

const DAY_MS = 86_400_000;
const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;

/** Days since 1970-01-01 of a calendar date. */
export function dayNumberOf(year: number, monthOfYear: number, dayOfMonth: number): number {
  return Date.UTC(year, monthOfYear - 1, dayOfMonth) / DAY_MS;
}

/** Whether the text is a day that exists, between the years 1000 and 9999. */
export function isDay(text: string): text is Day {
  const match = DAY.exec(text);
  if (match === null) return false;
  const [year, monthOfYear, dayOfMonth] = [Number(match[1]), Number(match[2]), Number(match[3])];
  return (
    year >= 1000 &&
    monthOfYear >= 1 &&
    monthOfYear <= 12 &&
    dayOfMonth >= 1 &&
    dayOfMonth <= daysIn(year, monthOfYear)
  );
}

/** Whether the text is a month, `2026-04`. */
export function isMonth(text: string): text is Month {
  return MONTH.test(text);
}

/** The day a text names. Not a day: a `RangeError`. */
export function toDay(text: string): Day {
  if (!isDay(text)) throw new RangeError(`not a day: ${text}`);
  return text;
}

/** The month a text names. Not a month: a `RangeError`. */
export function toMonth(text: string): Month {
  if (!isMonth(text)) throw new RangeError(`not a month: ${text}`);
  return text;
}

/** Days since 1970-01-01. */
export function dayNumber(value: Day): number {
  return dayNumberOf(Number(value.slice(0, 4)), Number(value.slice(5, 7)), Number(value.slice(8, 10)));
}

/** The day that lies so many days after 1970-01-01. */
export function dayFromNumber(number: number): Day {
  return new Date(number * DAY_MS).toISOString().slice(0, 10) as Day;
}

export function addDays(value: Day, days: number): Day {
  return dayFromNumber(dayNumber(value) + days);
}

/** Days from one day to another; negative when the second is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return dayNumber(to) - dayNumber(from);
}

/** Monday is 0, Sunday 6. 1970-01-01 was a Thursday. */
export function weekdayOf(value: Day): number {
  return (((dayNumber(value) + 3) % 7) + 7) % 7;
}

/** The day so many working days (Monday to Friday) later; of a weekend, counted from its Friday. */
export function addBusinessDays(value: Day, count: number): Day {
  let current = value;
  for (let left = count; left > 0;) {
    current = addDays(current, 1);
    if (weekdayOf(current) < 5) left -= 1;
  }
  return current;
}

/** Months since January of year 0. */
export function monthNumber(value: Month): number {
  return Number(value.slice(0, 4)) * 12 + Number(value.slice(5, 7)) - 1;
}

export function monthFromNumber(number: number): Month {
  const year = Math.floor(number / 12);
  const monthOfYear = number - year * 12 + 1;
  return `${String(year).padStart(4, '0')}-${monthOfYear < 10 ? '0' : ''}${monthOfYear}` as Month;
}

export function addMonths(value: Month, months: number): Month {
  return monthFromNumber(monthNumber(value) + months);
}

/** Months from one month to another; negative when the second is earlier. */
export function monthsBetween(from: Month, to: Month): number {
  return monthNumber(to) - monthNumber(from);
}

/** The months of a period in order: `monthRange('2026-11', 3)` is November, December, January. */
export function monthRange(start: Month, months: number): Month[] {
  const first = monthNumber(start);
  const range: Month[] = [];
  for (let index = 0; index < months; index += 1) range.push(monthFromNumber(first + index));
  return range;
}

export function monthOf(value: Day): Month {
  return value.slice(0, 7) as Month;
}

export function firstDayOf(value: Month): Day {
  return `${value}-01` as Day;
}

export function lastDayOf(value: Month): Day {
  return `${value}-${String(daysInMonth(value)).padStart(2, '0')}` as Day;
}

export function daysInMonth(value: Month): number {
  return daysIn(Number(value.slice(0, 4)), Number(value.slice(5, 7)));
}

function daysIn(year: number, monthOfYear: number): number {
  if (monthOfYear === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return monthOfYear === 4 || monthOfYear === 6 || monthOfYear === 9 || monthOfYear === 11 ? 30 : 31;
}

/** The first month of the fiscal year a day lies in, given the month (1–12) the year starts with. */
export function fiscalYearStart(value: Day, firstMonth: number): Month {
  const current = monthNumber(monthOf(value));
  const back = ((current % 12) - (firstMonth - 1) + 12) % 12;
  return monthFromNumber(current - back);
}

/** `period` as alerts write it: `2026-01/2026-12`. */
export function periodLabel(start: Month, months: number): string {
  return `${start}/${addMonths(start, months - 1)}`;
}
