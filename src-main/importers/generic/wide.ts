/** Tables with periods or services across. */
import { dayNumberOf } from '#shared/domain/calendar.ts';
import type { Header } from '../header.ts';
import { headerHash } from '../header-hash.ts';
import type { Amounts, Described, Layout, Sample, Texts, WideColumn } from '../profile.ts';
import { ImportError } from '../types.ts';
import { isNumberedPeriod, type Across } from './across.ts';
import { filledCells, isAmountCell, isYearCell, share } from './cells.ts';
import { currencyOfName, fileCurrency } from './currency.ts';
import { planDays, type Constants } from './day-plan.ts';
import { findRole, type Roles } from './roles.ts';
import { scaleWarnings } from './scale.ts';
import { seriesOf, textsOf } from './series.ts';
import { isTotalOf, labelOfSums } from './totals.ts';

/** Rows of a wide table that are no costs of the period itself. */
const NOT_ACTUAL =
  /^(year ago|last year|prior year|previous year|vorjahr|budget|plan|planned|forecast|variance|difference|delta|abweichung)$/i;
const NO_AMOUNTS: Amounts = { billed: [], effective: [], list: [], contracted: [], quantity: [] };

/** The layout of a table with periods across. */
export function periodsLayout(
  header: Header,
  sample: Sample,
  roles: Roles,
  across: Exclude<Across, { kind: 'fiscal-years' }>,
  constants: Constants,
): Layout {
  const read = across.kind === 'periods' ? across.columns : across.months;
  const columns = read.map(({ column }) => column);
  const warnings = [...passedOver(header, sample, read), ...scaleWarnings(header, sample, columns)];
  const told = { days: [], warnings };
  if (across.kind === 'periods') return { ...layoutOf(header, sample, roles, across.columns), ...told };
  const year = roles.get('year') ?? findRole('year', header, sample);
  if (constants.year === undefined && year >= 0 && share(filledCells(sample, year), isYearCell) > 0.5) {
    const wide = across.months.map(({ column, month }) => ({ column, month }));
    const dayOf = { columns: [year], text: ([cell = '']: readonly string[]) => `${cell.trim()}-01-01` };
    return { ...layoutOf(header, sample, roles, wide), ...told, dayOf };
  }
  const { year: stated } = constants;
  if (stated === undefined)
    throw new ImportError(
      'choice_needed',
      `${sample.name} has months across and no year; say which year they are of.`,
      {},
      [{ option: '--year', values: ['YYYY'], reason: 'The column names are months without a year.' }],
    );
  const wide = across.months.map(({ column, month }) => ({ column, day: dayNumberOf(stated, month, 1) }));
  return { ...layoutOf(header, sample, roles, wide), ...told };
}

/** What is told of columns of amounts that stand among the periods and are none: quarters among months, a thirteenth period. */
function passedOver(
  header: Header,
  sample: Sample,
  periods: readonly { readonly column: number }[],
): string[] {
  const read = new Set(periods.map(({ column }) => column));
  const [first, last] = [Math.min(...read), Math.max(...read)];
  const left = header.names.filter((name, column) => {
    const isAmong = (column > first && column < last) || isNumberedPeriod(name);
    const cells = isAmong && !read.has(column) ? filledCells(sample, column) : [];
    return name !== '' && cells.length > 0 && cells.every(isAmountCell);
  });
  if (left.length === 0) return [];
  const names = left.map((name) => `“${name}”`).join(', ');
  return [`Columns of ${sample.name} that stand among its periods and are none were left out: ${names}.`];
}

/** The layout of a table with services across: its records have a day each. */
export function servicesLayout(
  header: Header,
  sample: Sample,
  roles: Roles,
  wide: readonly WideColumn[],
  constants: Constants,
): Layout {
  return { ...layoutOf(header, sample, roles, wide), ...planDays(header, sample, roles, constants) };
}

function layoutOf(header: Header, sample: Sample, roles: Roles, columns: readonly WideColumn[]): Layout {
  const wide = withCurrencies(header, columns);
  const across = new Set(wide.map(({ column }) => column));
  const label = header.names.findIndex(
    (_, column) =>
      !across.has(column) && column !== roles.get('date') && !filledCells(sample, column).every(isAmountCell),
  );
  const own = Object.entries({ ...textsOf(header, roles), label });
  const texts = Object.fromEntries(own.map(([name, column]) => [name, across.has(column) ? -1 : column]));
  const source = headerHash(header.names);
  const names = Object.keys(texts);
  const sums = labelOfSums(sample, label, [...across]);
  return {
    texts,
    days: [],
    months: [],
    amountColumns: [...across],
    wide,
    describe: (text) => describe(text, names, source, sums),
    ...fileCurrency(header, sample, [...across]),
  };
}

/** Columns whose names are of several currencies have one each. */
function withCurrencies(header: Header, columns: readonly WideColumn[]): readonly WideColumn[] {
  const named = columns.map(({ column }) => currencyOfName(header.names[column] ?? ''));
  if (new Set(named.filter((code) => code !== '')).size < 2) return columns;
  return columns.map((one, index) => {
    const currency = named[index] ?? '';
    return currency === '' ? one : { ...one, currency };
  });
}

function describe(
  text: Texts,
  names: readonly string[],
  source: string,
  sums: string | undefined,
): Described {
  const label = text('label');
  if (isTotalOf(label) || label === sums)
    return { kind: 'summary', what: label || 'total', total: true, amount: -1 };
  if (NOT_ACTUAL.test(label)) return { kind: 'summary', what: label, total: false, amount: -1 };
  const series = seriesOf(text, names, text('service') === '' ? { service: label } : {});
  return { kind: 'charge', billingAccount: text('account') || source, amounts: NO_AMOUNTS, series };
}
