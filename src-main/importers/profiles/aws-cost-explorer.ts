import type { ChargeCategory } from '#shared/domain/cost.ts';
import { currencyOfMark } from '../amount-text.ts';
import {
  EMPTY_SERIES,
  type Described,
  type Layout,
  type Profile,
  type Sample,
  type WideColumn,
} from '../profile.ts';
import { readDay } from '../dates.ts';
import { currencyOfName } from '../generic/currency.ts';
import { tagsOf } from '../tags.ts';

const TOTAL_COLUMN = /^total costs?\s*(\(.*\))?$/i;
const TOTAL_USAGE = /^total usage\b/i;
const WITH_MARK = /^(.*?)\s*\(([^()]{1,4})\)$/s;
/** The column of what has no tag or category. */
const NO_TAG = /^no (tag key|cost category|\w+)\b/i;
const SKU = /^(usage type|usage type group|instance type|(api )?operation)$/;
const NONE_OF_OURS = new Set(
  'platform,purchase option,tenancy,database engine,cache engine,legal entity,billing entity'.split(','),
);
const TOTAL_ROW = /^(.* )?total$/i;

/** AWS Cost Explorer "Download CSV": services or linked accounts across, one record a day or month; total records within. */
export const awsCostExplorer: Profile = {
  name: 'aws-cost-explorer',
  replaces: true,
  match(header, sample) {
    const { names } = header;
    const last = names[totalOf(names)] ?? '';
    if (names.length < 2 || last === '') return undefined;
    const first = sample.records.find((record) => isDayText(record[0] ?? ''));
    const hasTotal = sample.records.slice(0, 3).some((record) => TOTAL_ROW.test((record[0] ?? '').trim()));
    if (first === undefined || !(hasTotal || names.some((name) => WITH_MARK.test(name)))) return undefined;
    return {
      score: 110,
      reason: `A last column is “${last}” and the records are days or months, as Cost Explorer writes them.`,
      layout: () => layoutOf(names, sample),
    };
  },
};

/** The column of the total, which only that of the usage can follow; −1 where none is. */
function totalOf(names: readonly string[]): number {
  const last = names.length - (TOTAL_USAGE.test(names.at(-1) ?? '') ? 2 : 1);
  return TOTAL_COLUMN.test(names[last] ?? '') ? last : -1;
}

function isDayText(text: string): boolean {
  return typeof readDay(text, undefined) === 'object';
}

function layoutOf(names: readonly string[], sample: Sample): Layout {
  const accountNames = sample.records.find((record) =>
    /^linked account name$/i.test((record[0] ?? '').trim()),
  );
  const byAccount = /^linked account/i.test(names[0] ?? '');
  const total = totalOf(names);
  const columns = names.length === 2 ? [total] : costColumns(names, total);
  const mark = WITH_MARK.exec(names[total] ?? '')?.[2] ?? currencyOfName(names[1] ?? '');
  const bare = (name: string): string => (WITH_MARK.exec(name)?.[1] ?? name).trim();
  const wide = columns.map((column): WideColumn => {
    const name = bare(names[column] ?? '');
    if (names.length === 2) return { column };
    if (!byAccount) return { column, ...groupedBy(names[0] ?? '', name) };
    return { column, account: name, accountName: bare(accountNames?.[column] ?? '') };
  });
  return {
    texts: { first: 0 },
    days: [0],
    months: [],
    amountColumns: columns,
    wide,
    describe: (text) => describe(text('first')),
    ...(currencyOfMark(mark) !== '' && { currency: currencyOfMark(mark) }),
  };
}

/** The columns before the total, without those of usage, whose mark is a unit where the others have the currency. */
function costColumns(names: readonly string[], total: number): number[] {
  const markOf = (column: number): string | undefined => WITH_MARK.exec(names[column] ?? '')?.[2];
  const columns = names.flatMap((name, column) =>
    column > 0 && column < total && !TOTAL_USAGE.test(name) ? [column] : [],
  );
  const mark = markOf(total);
  const isMarked = mark !== undefined && columns.some((column) => markOf(column) === mark);
  return isMarked ? columns.filter((column) => [undefined, mark].includes(markOf(column))) : columns;
}

/** What a column stands for by what the costs are grouped by; what is no dimension of ours is a tag key. */
function groupedBy(dimension: string, name: string): Omit<WideColumn, 'column'> {
  const key = dimension.trim().toLowerCase();
  if (key === '' || key === 'service') return { service: name };
  if (key === 'region' || key === 'availability zone') return { region: name };
  if (SKU.test(key)) return { sku: name };
  if (key === 'charge type') return { chargeCategory: categoryOf(name) };
  return NONE_OF_OURS.has(key) || NO_TAG.test(name) ? {} : { tags: tagsOf([[dimension, name]]) };
}

function categoryOf(name: string): ChargeCategory {
  if (/refund/i.test(name)) return 'Adjustment';
  if (/credit|discount/i.test(name)) return 'Credit';
  if (/tax/i.test(name)) return 'Tax';
  return /fee|upfront|subscription/i.test(name) ? 'Purchase' : 'Usage';
}

function describe(first: string): Described {
  if (TOTAL_ROW.test(first)) return { kind: 'summary', what: first, total: true, amount: -1 };
  if (/^linked account name$/i.test(first)) return { kind: 'summary', what: first, total: false, amount: -1 };
  const none = { billed: [], effective: [], list: [], contracted: [], quantity: [] };
  return { kind: 'charge', billingAccount: '', amounts: none, series: { ...EMPTY_SERIES, provider: 'AWS' } };
}
