/** The common shape of provider layouts: columns by the name of our field, tags in one cell or in columns of their own. */
import type { CostSeries } from '#shared/domain/cost.ts';
import type { Header } from './header.ts';
import { EMPTY_SERIES, term, type Amounts, type Described, type Layout, type Texts } from './profile.ts';
import { parseTags, tagsOf } from './tags.ts';

export interface TagColumn {
  readonly column: number;
  readonly rest: string;
}

export interface ChargeLayout {
  /** Columns by field: those of a series, `billingAccount`, `tags`, and what `refine` asks for. */
  readonly texts: Readonly<Record<string, number>>;
  readonly tagColumns?: readonly TagColumn[];
  readonly amounts: Amounts;
  readonly days: readonly number[];
  readonly months?: readonly number[];
  /** What is the same for all records. */
  readonly fixed?: Partial<CostSeries>;
  /** Corrects what the columns say, or turns the record into something else. */
  readonly refine?: (charge: Extract<Described, { kind: 'charge' }>, text: Texts) => Described;
  readonly more?: Partial<Layout>;
}

const SERIES_TEXTS = [
  'currency',
  'provider',
  'account',
  'accountName',
  'service',
  'region',
  'sku',
  'chargeClass',
  'pricingCategory',
  'commitmentId',
  'commitmentStatus',
  'invoice',
  'unit',
] as const;

/** Builds the layout of a table with one charge a record. */
export function chargeLayout(spec: ChargeLayout): Layout {
  const tagColumns = spec.tagColumns ?? [];
  const texts: Record<string, number> = { ...spec.texts };
  tagColumns.forEach(({ column }, index) => (texts[`tag:${index}`] = column));
  const { billed, effective, list, contracted, quantity } = spec.amounts;
  const costs = [...billed, ...effective, ...list, ...contracted].map(({ column }) => column);
  return {
    texts,
    days: spec.days,
    months: spec.months ?? [],
    amountColumns: [...new Set(costs.length > 0 ? costs : quantity.map(({ column }) => column))],
    describe: (text) => describe(spec, tagColumns, text),
    ...spec.more,
  };
}

function describe(spec: ChargeLayout, tagColumns: readonly TagColumn[], text: Texts): Described {
  const fields = Object.fromEntries(SERIES_TEXTS.map((name) => [name, text(name)]));
  const own = tagColumns.map(({ rest }, index) => [rest, text(`tag:${index}`)] as const);
  const tags = { ...parseTags(text('tags')), ...tagsOf(own) };
  const series: CostSeries = { ...EMPTY_SERIES, ...fields, ...spec.fixed, tags: sorted(tags) };
  const charge = {
    kind: 'charge',
    billingAccount: text('billingAccount'),
    amounts: spec.amounts,
    series,
  } as const;
  return spec.refine === undefined ? charge : spec.refine(charge, text);
}

function sorted(tags: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(tags).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Amounts of the first columns that are there; effective cost is billed cost where there is none of its own. */
export function amountsOf(
  header: Header,
  names: {
    readonly billed: readonly string[];
    readonly effective?: readonly string[];
    readonly list?: readonly string[];
    readonly contracted?: readonly string[];
    readonly quantity?: readonly string[];
  },
): Amounts {
  const billed = term(header.column(...names.billed));
  const effective = term(header.column(...(names.effective ?? [])));
  return {
    billed,
    effective: effective.length > 0 ? effective : billed,
    list: term(header.column(...(names.list ?? []))),
    contracted: term(header.column(...(names.contracted ?? []))),
    quantity: term(header.column(...(names.quantity ?? []))),
  };
}
