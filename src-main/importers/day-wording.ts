/** Puts days that are written in words, in weeks, in eras or as periods of a ledger in the plain form of digits. */

/** The Japanese eras by the sign and the letter they are written with, and the year before their first. */
const ERAS: Readonly<Record<string, number>> = {
  ...{ 令和: 2018, 平成: 1988, 昭和: 1925 },
  ...{ R: 2018, H: 1988, S: 1925 },
};
const ERA =
  /^(令和|平成|昭和|[RHS](?=\d{1,2}[./-]\d{1,2}[./-]|R?\d))\.?\s*(\d{1,2}|元)\s*(?:年|[./-])\s*(?=\d)/u;
/** A month alone is plain in the era that lasts: `R8.1`. */
const ERA_MONTH = /^(R)(\d{1,2})[./-](?=\d{1,2}$)/u;
/** `2026-W05`, `2026 KW 5`. */
const YEAR_WEEK = /^(\d{4})[-\s/.]*(?:W|KW|CW)\s*(\d{1,2})$/i;
/** `W05 2026`, `KW 5/2026`. */
const WEEK_YEAR = /^(?:W|KW|CW)\s*(\d{1,2})[-\s/.]+(\d{4})$/i;
const PERIOD_WORD = String.raw`(?:p|per\.?|period|periode|période|periodo|período)`;
const YEAR_PERIOD = new RegExp(`^(\\d{4})[-\\s/.]*${PERIOD_WORD}\\s*0?(\\d{1,2})$`, 'i');
const PERIOD_YEAR = new RegExp(`^${PERIOD_WORD}\\s*0?(\\d{1,2})[-\\s/.]+(\\d{4})$`, 'i');
/** What stands before the first day of a week, and before its last. */
const WEEK_FROM =
  /^(?:(?:week|wk\.?)\s+(?:of|commencing|beginning|starting|from)|w\/c|woche\s+(?:ab|vom)|semaine\s+du|semana\s+del?)[\s:]+(?=.*\d)/i;
const WEEK_TO = /^(?:(?:week|wk\.?)\s+(?:ending|ended|to)|w\/e|woche\s+bis)[\s:]+(?=.*\d)/i;

/** A cell without the words that only say which day of a week it is. */
export function withoutWeek(cell: string): string {
  return cell.replace(WEEK_FROM, '').replace(WEEK_TO, '');
}

/** Whether a cell says that its day is the last of a week. */
export function endsWeek(cell: string): boolean {
  return WEEK_TO.test(cell);
}

/**
 * The plain form of a day; any other text as it stands.
 *
 * @example inPlainForm('2024年1月15日') // '2024-1-15'
 * @example inPlainForm('令和8年1月5日') // '2026-1-5'
 * @example inPlainForm('2026-W05') // '2026-01-26'
 */
export function inPlainForm(cell: string): string {
  const ordered = cell
    .replace(YEAR_WEEK, (_, year, week) => mondayOf(Number(year), Number(week)) ?? cell)
    .replace(WEEK_YEAR, (_, week, year) => mondayOf(Number(year), Number(week)) ?? cell)
    .replace(YEAR_PERIOD, '$1-$2')
    .replace(PERIOD_YEAR, '$2-$1');
  return (
    inCommonYears(ordered)
      .replace(/^(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월](?:\s*(\d{1,2})\s*[日일])?/u, (_, year, month, day) =>
        [year, month, day].filter((part) => part !== undefined).join('-'),
      )
      // A billing period of Azure’s old statement: `201807(7/1/2018 - 7/31/2018)`.
      .replace(/^((?:19|20)\d{4})\s*\(.*\)$/, '$1')
      .replace(/(?<=\d)\.\s+(?=\d)/g, '.')
      .replace(/(?<=\d)\.$/, '')
      .replace(/(?<=[\s\d])(?:de|del|of|d[ei]) (?=[\p{L}\d])/gu, '')
  );
}

/** A day of a Japanese era in common years; any other text as it stands. */
function inCommonYears(cell: string): string {
  const [begin, era = '', year = ''] = ERA.exec(cell) ?? ERA_MONTH.exec(cell) ?? [];
  const before = ERAS[era];
  if (begin === undefined || before === undefined) return cell;
  const common = before + (year === '元' ? 1 : Number(year));
  const rest = cell.slice(begin.length);
  const isInWords = rest.includes('月');
  return `${common}${isInWords ? '年' : '-'}${isInWords ? rest : rest.replace(/[./]/g, '-')}`;
}

/** The Monday that ISO 8601 begins a week with; `undefined` where the year has no such week. */
function mondayOf(year: number, week: number): string | undefined {
  const fourth = new Date(Date.UTC(year, 0, 4));
  const monday = new Date(fourth.getTime());
  monday.setUTCDate(4 - ((fourth.getUTCDay() + 6) % 7) + (week - 1) * 7);
  const thursday = new Date(monday.getTime());
  thursday.setUTCDate(monday.getUTCDate() + 3);
  const isOfYear = week >= 1 && thursday.getUTCFullYear() === year;
  return isOfYear ? monday.toISOString().slice(0, 10) : undefined;
}
