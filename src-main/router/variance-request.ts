import { HeadroomError } from '#shared/contract/errors.ts';
import {
  addMonths,
  firstDayOf,
  lastDayOf,
  monthOf,
  monthsBetween,
  type Day,
  type Month,
} from '#shared/domain/calendar.ts';
import type { Budget } from '#shared/domain/budget.ts';
import { periodMonths, type PeriodName } from '#shared/domain/report-period.ts';
import { isDimension, type Dimension } from '#shared/domain/cost.ts';
import { readChildren } from '../store/budgets.ts';
import type { Reader } from '../store/reader.ts';
import { firstOpenMonth } from '../store/open-month.ts';
import { countingPortions } from '../store/spend.ts';

/** What a comparison is asked for, as each door hands it over. */
export interface VarianceAsk {
  readonly from?: Month | undefined;
  readonly to?: Month | undefined;
  /** Months by their name, where none are named by themselves. */
  readonly period?: PeriodName | undefined;
  /** Dimensions, `month` or `quarter`, separated by commas. */
  readonly by?: string | undefined;
  readonly against?: string | undefined;
  readonly timeBasis?: 'chargeDay' | 'billingMonth' | undefined;
  readonly withForecast?: boolean | undefined;
  readonly knownAt?: string | undefined;
}

export type AgainstKind = 'budget' | 'forecast' | 'previous' | 'lastYear' | 'scenario';
export type RowDimension = Dimension | 'month' | 'quarter';

/** A checked request. */
export interface VarianceRequest {
  readonly from: Month;
  readonly to: Month;
  readonly by: readonly RowDimension[];
  readonly against: { readonly kind: AgainstKind; readonly id: string | null };
  readonly timeBasis: 'chargeDay' | 'billingMonth';
  readonly withForecast: boolean;
  readonly asOf: Day;
  readonly knownAt: string | undefined;
}

const MOST_DIMENSIONS = 3;
const MOST_MONTHS = 120;

/**
 * Checks a request and fills in what it leaves out: from the start of the budget's period to its last month that is complete at
 * asOf, by what the budgets below are about, against the budget.
 */
export function checkRequest(reader: Reader, budget: Budget, asked: VarianceAsk, asOf: Day): VarianceRequest {
  const ask = { ...asked, ...namedMonths(reader, budget, asked, asOf) };
  const last = addMonths(budget.startMonth, budget.months - 1);
  const before = ask.to !== undefined && ask.to < budget.startMonth;
  const from = ask.from ?? (before ? ask.to : undefined) ?? budget.startMonth;
  const to = ask.to ?? defaultEnd(from, last, asOf, lastComplete(reader, asOf, ask.knownAt));
  if (monthsBetween(from, to) < 0) throw invalid('to', `the period ends (${to}) before it begins (${from})`);
  if (monthsBetween(from, to) >= MOST_MONTHS)
    throw invalid('to', `a period has at most ${MOST_MONTHS} months`);
  const against = againstOf(ask.against);
  const withForecast = ask.withForecast ?? false;
  if (withForecast && (against.kind === 'previous' || against.kind === 'lastYear'))
    throw invalid(
      'withForecast',
      'an earlier period is compared with what was spent; leave the forecast out',
    );
  if (ask.knownAt !== undefined && (withForecast || against.kind === 'scenario'))
    throw invalid(
      withForecast ? 'withForecast' : 'against',
      'a forecast and a scenario stand on what is known today; leave knownAt out, or compare with budget, previous or lastYear',
    );
  return {
    from,
    to,
    by: dimensionsOf(ask.by ?? usualDimension(reader, budget)),
    against,
    withForecast,
    timeBasis: ask.timeBasis ?? 'chargeDay',
    asOf,
    knownAt: ask.knownAt,
  };
}

/** The months of a named period; none where months are named by themselves. */
function namedMonths(
  reader: Reader,
  { startMonth, months }: Budget,
  { period, from, to, knownAt }: VarianceAsk,
  asOf: Day,
): Pick<VarianceAsk, 'from' | 'to'> {
  if (period === undefined || period === 'toDate' || from !== undefined || to !== undefined) return {};
  const complete = lastComplete(reader, asOf, knownAt);
  return periodMonths(period, { first: startMonth, months, complete });
}

/** The last month that is complete at asOf, by the data that were there at a moment. */
export function lastComplete(reader: Reader, asOf: Day, knownAt: string | undefined): Month {
  return addMonths(firstOpenMonth(reader, asOf, countingPortions(reader, knownAt)), -1);
}

/** The last complete month; where none of the period is, the month of asOf. */
function defaultEnd(from: Month, last: Month, asOf: Day, complete: Month): Month {
  const end = complete < from ? monthOf(asOf) : complete;
  return end > last ? (last < from ? from : last) : end < from ? from : end;
}

/** The dimension that most of the budgets right below are about, so that their plans stand beside their spend; else service. */
function usualDimension(reader: Reader, budget: Budget): string {
  const pins = readChildren(reader, budget.id).flatMap(({ scope }) =>
    scope.filter(({ op, values }) => op === 'in' && values.length === 1).map(({ dimension }) => dimension),
  );
  const counts = [...Map.groupBy(pins, (dimension) => dimension)].sort(([, a], [, b]) => b.length - a.length);
  return counts[0]?.[0] ?? 'service';
}

function dimensionsOf(text: string): RowDimension[] {
  const names = text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  if (names.length === 0 || names.length > MOST_DIMENSIONS)
    throw invalid('by', `name one to ${MOST_DIMENSIONS} dimensions`);
  if (new Set(names).size < names.length) throw invalid('by', 'names a dimension twice');
  return names.map((name) => {
    if (name === 'month' || name === 'quarter' || isDimension(name)) return name;
    throw invalid(
      'by',
      `"${name}" is not a dimension; use provider, account, service, region, sku, chargeCategory, team, project, environment, costCenter, tag:KEY, month or quarter`,
    );
  });
}

function againstOf(text: string | undefined): VarianceRequest['against'] {
  const name = text ?? 'budget';
  const colon = name.indexOf(':');
  const [kind, id] = colon < 0 ? [name, null] : [name.slice(0, colon), name.slice(colon + 1)];
  if ((kind === 'forecast' || kind === 'scenario') && id !== null && id !== '') return { kind, id };
  if ((kind === 'budget' || kind === 'forecast' || kind === 'previous' || kind === 'lastYear') && id === null)
    return { kind, id: null };
  throw invalid(
    'against',
    `"${name}" is no comparison; use budget, forecast, forecast:ID, previous, lastYear or scenario:ID`,
  );
}

function invalid(path: string, message: string): HeadroomError {
  return new HeadroomError('invalid_input', `"${path}": ${message}.`, { issues: [{ path, message }] });
}

/** A span of days, both included. */
export interface Span {
  readonly from: Day;
  readonly to: Day;
}

/** The days of the period that have passed at asOf; empty (to before from) where none has. */
export function actualSpan({ from, to, asOf }: VarianceRequest): Span {
  const end = lastDayOf(to);
  return { from: firstDayOf(from), to: asOf < end ? asOf : end };
}

/** The months of the earlier period: those just before, or the same of last year. */
export function earlierMonths({ from, to, against }: VarianceRequest): { from: Month; to: Month } {
  const back = against.kind === 'lastYear' ? 12 : monthsBetween(from, to) + 1;
  return { from: addMonths(from, -back), to: addMonths(to, -back) };
}
