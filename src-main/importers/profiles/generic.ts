import type { ChargeCategory, CostSeries } from '#shared/domain/cost.ts';
import { CHARGE_CATEGORIES } from '#shared/domain/cost.ts';
import { dayNumberOf } from '#shared/domain/calendar.ts';
import { readAmount } from '../amount-text.ts';
import { periodsAcross, servicesAcross, type Across } from '../generic/across.ts';
import { isBudgetTable, refuseBudgetTable } from '../generic/budget-table.ts';
import { currencyOfName, findRoles, isDayCell, signOf, type Role, type Roles } from '../generic/roles.ts';
import { readDay } from '../dates.ts';
import type { Header } from '../header.ts';
import { headerHash } from '../header-hash.ts';
import {
  EMPTY_SERIES,
  presentColumns,
  term,
  type Amounts,
  type Described,
  type Layout,
  type Match,
  type Profile,
  type Sample,
  type Term,
  type Texts,
  type WideColumn,
} from '../profile.ts';
import { parseTags, tagsOf } from '../tags.ts';
import { ImportError, type ReadOptions } from '../types.ts';

const TOTAL =
  /^(grand |sub)?-?(total|totals|summe|gesamt|gesamtsumme|zwischensumme|suma|somme|totale|totaal|итого|合计|总计)\b.*$/iu;
/** Rows of a wide table that are no costs of the period itself. */
const NOT_ACTUAL =
  /^(year ago|last year|prior year|previous year|vorjahr|budget|plan|planned|forecast|variance|difference|delta|abweichung)$/i;
const TAG_ROLES = ['team', 'project', 'environment', 'costCenter'] as const;
const TAG_COLUMN = /^(?:tags?|labels?)[:/._ -]+(?:user:)?/i;
const FIELDS: Readonly<Record<string, Role>> = {
  billed: 'amount',
  cost: 'amount',
  day: 'date',
  chargeCategory: 'category',
};

/** Any table with a date and an amount: long or wide, ledgers with debit and credit or a sign column included. */
export const generic: Profile = {
  name: 'generic',
  title: 'Any table with a date and an amount',
  replaces: false,
  match(header, sample): Match | undefined {
    const roles = findRoles(header, sample, new Map());
    const across = periodsAcross(header, sample);
    const amount = roles.has('amount') || (roles.has('debit') && roles.has('credit'));
    const named = header.names.filter((name) => name !== '' && !isDayCell(name)).length;
    if ((!roles.has('date') && !amount && across === undefined) || named < 1) return undefined;
    const score =
      (roles.has('date') ? 10 : 0) + (amount ? 10 : 0) + (across === undefined ? 0 : 15) + roles.size;
    return {
      score: Math.min(score, 49),
      reason: reasonOf(header, roles, across),
      layout: (whole, options) => genericLayout(header, whole, options),
    };
  },
};

function reasonOf(header: Header, roles: Roles, across: Across | undefined): string {
  const name = (role: Role): string => header.names[roles.get(role) ?? -1] ?? '';
  if (across !== undefined) return `The table has ${across.kind} across.`;
  return `No provider’s export has this header; “${name('date')}” is read as the day and “${name('amount') || `${name('debit')} − ${name('credit')}`}” as the amount.`;
}

/** The layout of a table whose columns mean what their names, cells or the user say. */
export function genericLayout(header: Header, sample: Sample, options: ReadOptions): Layout {
  const { roles, constants } = mapped(header, sample, options);
  const hasAmount = roles.has('amount') || (roles.has('debit') && roles.has('credit'));
  const across =
    hasAmount && options.map?.['amount'] !== undefined ? undefined : periodsAcross(header, sample);
  if (isBudgetTable(header, sample.name, hasAmount, across !== undefined)) refuseBudgetTable(sample.name);
  if (across?.kind === 'fiscal-years') refuseBudgetTable(sample.name);
  if (across !== undefined)
    return wideLayout(header, sample, roles, acrossColumns(across, constants, sample));
  if (!hasAmount) {
    const services = roles.has('date') ? servicesAcross(header, sample, new Set(roles.values())) : undefined;
    if (services?.kind === 'services') return wideLayout(header, sample, roles, services.columns);
    throw new ImportError(
      'not_an_export',
      `${sample.name} has no column of amounts; name it with --map amount=COLUMN.`,
      {},
      [
        {
          option: '--map amount=',
          values: header.names.filter((name) => name !== ''),
          reason: 'No column is named as an amount.',
        },
      ],
    );
  }
  if (!roles.has('date') && constants.date === undefined) throw missingDate(header, sample);
  return longLayout(header, sample, roles, constants.date);
}

interface Constants {
  readonly date?: string;
  readonly year?: number;
}

/** Roles with what the user says: columns by name, a day for a table without one, a year for months without one. */
function mapped(
  header: Header,
  sample: Sample,
  options: ReadOptions,
): { roles: Roles; constants: Constants } {
  const taken = new Map<Role, number>();
  let constants: Constants = {};
  for (const [field, value] of Object.entries(options.map ?? {})) {
    const column = header.column(value);
    if (column >= 0) taken.set(FIELDS[field] ?? (field as Role), column);
    else if (field === 'date' && typeof readDay(value, options.dateOrder) === 'object')
      constants = { ...constants, date: value };
    else if (field === 'year' && /^\d{4}$/.test(value)) constants = { ...constants, year: Number(value) };
    else
      throw new ImportError(
        'not_an_export',
        `${sample.name} has no column “${value}”; it has ${header.names.join(', ')}.`,
      );
  }
  return { roles: findRoles(header, sample, taken), constants };
}

function missingDate(header: Header, sample: Sample): ImportError {
  return new ImportError(
    'choice_needed',
    `${sample.name} has amounts and no date; say which day they belong to.`,
    {},
    [
      {
        option: '--date',
        values: ['YYYY-MM-DD'],
        reason: `No column holds a day; give one for the whole file, or a column with --map date=COLUMN (${header.names.join(', ')}).`,
      },
    ],
  );
}

function acrossColumns(
  across: Exclude<Across, { kind: 'fiscal-years' }>,
  { year }: Constants,
  sample: Sample,
): readonly WideColumn[] {
  if (across.kind !== 'bare-months') return across.columns;
  if (year === undefined)
    throw new ImportError(
      'choice_needed',
      `${sample.name} has months across and no year; say which year they are of.`,
      {},
      [{ option: '--year', values: ['YYYY'], reason: 'The column names are months without a year.' }],
    );
  return across.months.map(({ column, month }) => ({ column, day: dayNumberOf(year, month, 1) }));
}

function textsOf(header: Header, roles: Roles): Record<string, number> {
  const texts: Record<string, number> = {};
  for (const role of [
    'sign',
    'currency',
    'provider',
    'account',
    'accountName',
    'service',
    'region',
    'sku',
    'category',
    'unit',
    'invoice',
    'tags',
    ...TAG_ROLES,
  ] as const)
    texts[role] = roles.get(role) ?? -1;
  header.startingWith(TAG_COLUMN).forEach(({ column, rest }) => (texts[`tag:${rest}`] = column));
  return texts;
}

function longLayout(header: Header, sample: Sample, roles: Roles, fixedDay: string | undefined): Layout {
  const column = (role: Role): number => roles.get(role) ?? -1;
  const amount = column('amount');
  const isPair = amount < 0;
  const billed: readonly Term[] = isPair
    ? [...term(column('debit')), ...term(column('credit'), -1)]
    : term(amount);
  const effective = term(column('effective'));
  const amounts: Amounts = {
    billed,
    effective: effective.length > 0 ? effective : billed,
    list: term(column('list')),
    contracted: [],
    quantity: term(column('quantity')),
  };
  const first = firstText(header, sample, roles);
  const texts = { ...textsOf(header, roles), first, dateText: fixedDay === undefined ? column('date') : -1 };
  const currency = fileCurrency(
    header,
    sample,
    billed.map((one) => one.column),
  );
  const source = headerHash(header.names);
  const isTotal = totalTest(sample, column('date'));
  return {
    texts: isTotal ? texts : { ...texts, dateText: -1 },
    days: fixedDay === undefined ? presentColumns(column('date')) : [],
    months: [],
    amountColumns: presentColumns(...billed.map((one) => one.column), column('effective')),
    describe: (text) => describeLong(text, amounts, billed[0]?.column ?? -1, source),
    ...(currency !== '' && { currency }),
    ...(fixedDay !== undefined && { fixedDay }),
  };
}

/** Total records can stand in the day column; only then are its texts looked at, since each day would be a text of its own. */
function totalTest(sample: Sample, dateColumn: number): boolean {
  return dateColumn >= 0 || sample.records.length === 0;
}

function firstText(header: Header, sample: Sample, roles: Roles): number {
  const dates = roles.get('date') ?? -1;
  const amount = roles.get('amount') ?? -1;
  return header.names.findIndex(
    (_, column) =>
      column !== dates &&
      column !== amount &&
      sample.records.some((record) => TOTAL.test(record[column]?.trim() ?? '')),
  );
}

function describeLong(text: Texts, amounts: Amounts, amountColumn: number, source: string): Described {
  const what = [text('dateText'), text('first')].find((cell) => TOTAL.test(cell));
  if (what !== undefined) return { kind: 'summary', what, total: true, amount: amountColumn };
  const sign = signOf(text('sign'));
  const turned = (terms: readonly Term[]): readonly Term[] =>
    sign > 0 ? terms : terms.map((one) => ({ column: one.column, sign: one.sign > 0 ? -1 : 1 }));
  return {
    kind: 'charge',
    billingAccount: text('account') || source,
    amounts: { ...amounts, billed: turned(amounts.billed), effective: turned(amounts.effective) },
    series: seriesOf(text, {}),
  };
}

function seriesOf(text: Texts, own: Partial<CostSeries>): CostSeries {
  const mappedTags = TAG_ROLES.map((role) => [role, text(role)] as const);
  return {
    ...EMPTY_SERIES,
    currency: text('currency'),
    provider: text('provider'),
    account: text('account'),
    accountName: text('accountName'),
    service: text('service'),
    region: text('region'),
    sku: text('sku'),
    unit: text('unit'),
    invoice: text('invoice'),
    chargeCategory: categoryOf(text('category')),
    tags: { ...parseTags(text('tags')), ...tagsOf(mappedTags) },
    ...own,
  };
}

function categoryOf(text: string): ChargeCategory {
  const found = CHARGE_CATEGORIES.find((category) => category.toLowerCase() === text.toLowerCase());
  if (found !== undefined) return found;
  return /refund/i.test(text) ? 'Adjustment' : 'Usage';
}

function wideLayout(header: Header, sample: Sample, roles: Roles, wide: readonly WideColumn[]): Layout {
  const across = new Set(wide.map(({ column }) => column));
  const label = header.names.findIndex((_, column) => !across.has(column) && column !== roles.get('date'));
  const texts = { ...textsOf(header, roles), label, dateText: roles.get('date') ?? -1 };
  const overAcross = Object.fromEntries(
    Object.entries(texts).map(([name, column]) => [name, across.has(column) ? -1 : column]),
  );
  const currency = fileCurrency(header, sample, [...across]);
  const hasOwnDays = wide[0]?.day !== undefined;
  const source = headerHash(header.names);
  return {
    texts: overAcross,
    days: hasOwnDays ? [] : presentColumns(roles.get('date') ?? -1),
    months: [],
    amountColumns: [...across],
    wide,
    describe: (text) => describeWide(text, source),
    ...(currency !== '' && { currency }),
    ...(hasOwnDays && { fixedDay: '2000-01-01' }),
  };
}

function describeWide(text: Texts, source: string): Described {
  const label = text('label');
  const what = [label, text('dateText')].find((cell) => TOTAL.test(cell));
  if (what !== undefined) return { kind: 'summary', what, total: true, amount: -1 };
  if (NOT_ACTUAL.test(label)) return { kind: 'summary', what: label, total: false, amount: -1 };
  const amounts: Amounts = { billed: [], effective: [], list: [], contracted: [], quantity: [] };
  const series = seriesOf(text, text('service') === '' ? { service: label } : {});
  return { kind: 'charge', billingAccount: text('account') || source, amounts, series };
}

/** The currency in the name of the amount column, else the mark in its cells, where all cells agree. */
function fileCurrency(header: Header, sample: Sample, columns: readonly number[]): string {
  const named = columns
    .map((column) => currencyOfName(header.names[column] ?? ''))
    .find((code) => code !== '');
  if (named !== undefined) return named;
  const bracket = /\(([^()]{1,3})\)\s*$/;
  const marks = new Set<string>();
  for (const column of columns) {
    const inName = bracket.exec(header.names[column] ?? '')?.[1];
    if (inName !== undefined) marks.add(markOf(`${inName}1`));
    for (const record of sample.records) {
      const mark = markOf(record[column] ?? '');
      if (mark !== '') marks.add(mark);
    }
  }
  marks.delete('');
  return marks.size === 1 ? ([...marks][0] ?? '') : '';
}

function markOf(cell: string): string {
  if (!/[^\d\s.,()+-]/u.test(cell)) return '';
  for (const mark of ['.', ','] as const) {
    const amount = readAmount(cell, mark);
    if (amount.kind === 'plain') return amount.currency;
  }
  return '';
}
