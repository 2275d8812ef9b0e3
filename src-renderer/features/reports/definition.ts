/** What a report shows, as the page's address states it. */
import { addMonths, isMonth, type Month } from '#shared/domain/calendar.ts';
import { PERIOD_NAMES, type PeriodName } from '#shared/domain/report-period.ts';
import { SECTION_NAMES, type SectionName } from '#shared/engine/report/model.ts';
import type { Outputs } from '#shared/contract/contract.ts';
import { isEarlierPeriod } from '../../forms/dimensions.ts';
import { monthText } from '../../format/style.ts';
import type { Months } from '../../session/period.ts';

export type Definition = Outputs['reports']['save']['data']['options'];

export const DEFAULT_BY = 'team,service';

export const PERIOD_WORDS: Readonly<Record<PeriodName | 'range', string>> = {
  toDate: 'Period to date',
  month: 'Latest month',
  quarter: 'Latest three months',
  year: 'Whole period',
  range: 'Other months',
};

export const SECTION_WORDS: Readonly<Record<SectionName, string>> = {
  summary: 'Summary',
  bridge: 'Bridge',
  variance: 'Variance',
  months: 'Months',
  budgets: 'Budgets',
  forecast: 'Forecast',
  alerts: 'Alerts',
  approvals: 'Approvals',
  commentary: 'Commentary',
  assumptions: 'Assumptions',
  restatements: 'Restatements',
  lineage: 'Lineage',
  method: 'Method',
};

/** What each choice is called in the address; what is left out there is the default. */
const NAMES = {
  from: 'from',
  to: 'to',
  period: 'period',
  by: 'by',
  against: 'against',
  timeBasis: 'basis',
  withForecast: 'ahead',
  sections: 'sections',
  detail: 'detail',
  locale: 'locale',
  paper: 'paper',
  orientation: 'orientation',
  preparedBy: 'prepared',
} as const satisfies Partial<Record<keyof Definition, string>>;

type Choice = keyof typeof NAMES;
/** What is changed in a definition; undefined takes a choice back to its default. */
export type Change = { readonly [Name in Choice]?: Definition[Name] | undefined };

/** Reads an address's query; without months there, those of the bar, else the budget's period to date. */
export function definitionOf(
  query: URLSearchParams,
  budgetId: string,
  months: Months | undefined,
): Definition {
  const text = (name: Choice): string | undefined => query.get(NAMES[name]) ?? undefined;
  const one = <Value extends string>(name: Choice, values: readonly Value[]): Value | undefined =>
    values.find((value) => value === text(name));
  const month = (name: 'from' | 'to'): Month | undefined => {
    const value = text(name);
    return value !== undefined && isMonth(value) ? value : undefined;
  };
  const period = one('period', PERIOD_NAMES);
  const named = { from: month('from'), to: month('to') };
  const isNamed = named.from !== undefined || named.to !== undefined;
  const against = text('against') ?? 'budget';
  const sections = text('sections')?.split(',');
  return given({
    budgetId,
    ...(isNamed ? named : period !== undefined ? { period } : (months ?? { period: 'toDate' as const })),
    by: text('by') === '' ? undefined : (text('by') ?? DEFAULT_BY),
    against,
    timeBasis: one('timeBasis', ['chargeDay', 'billingMonth']),
    withForecast: text('withForecast') === 'true' && !isEarlierPeriod(against) ? true : undefined,
    sections: sections === undefined ? undefined : SECTION_NAMES.filter((name) => sections.includes(name)),
    detail: one('detail', ['summary', 'standard', 'full']),
    locale: text('locale') === '' ? undefined : (text('locale') ?? navigator.language),
    paper: one('paper', ['A4', 'Letter']),
    orientation: one('orientation', ['portrait', 'landscape']),
    preparedBy: text('preparedBy'),
  });
}

/** The part of an address that states a change: null where it is the default. */
export function addressPart(change: Change): Record<string, string | null> {
  return Object.fromEntries(
    Object.entries(change).map(([name, value]) => [
      NAMES[name as Choice],
      value === undefined || value === false ? null : String(value),
    ]),
  );
}

/** The whole address of a definition, as `#/reports/BUDGET/` is followed by it. */
export function addressOfDefinition({ budgetId: _, ...choices }: Definition, id?: string): string {
  const query = new URLSearchParams();
  // Without any months in it an address would be of those of the bar.
  if (choices.from === undefined && choices.to === undefined) query.set('period', 'toDate');
  // What a definition leaves to the report is no choice of this page either.
  for (const name of ['by', 'locale'] as const) if (choices[name] === undefined) query.set(NAMES[name], '');
  for (const [name, value] of Object.entries(addressPart(choices)))
    if (value !== null) query.set(name, value);
  if (id !== undefined) query.set('saved', id);
  return query.toString();
}

/** The same report of the months that follow by one; one whose months move on by themselves stays as it is. */
export function nextMonth(definition: Definition): Definition {
  const { from, to } = definition;
  return {
    ...definition,
    ...(from === undefined ? {} : { from: addMonths(from, 1) }),
    ...(to === undefined ? {} : { to: addMonths(to, 1) }),
  };
}

/** `Latest month`, or the months themselves. */
export function monthsText({ period, from, to }: Definition): string {
  if (from === undefined && to === undefined) return PERIOD_WORDS[period ?? 'toDate'];
  if (from === to) return monthText(from ?? '');
  return `${from === undefined ? 'Start' : monthText(from)} – ${to === undefined ? 'now' : monthText(to)}`;
}

type Given<Part> = { [Name in keyof Part]: Exclude<Part[Name], undefined> };

/** Without the choices that nobody made. */
function given<Part extends object>(part: Part): Given<Part> {
  return Object.fromEntries(Object.entries(part).filter(([, value]) => value !== undefined)) as Given<Part>;
}
