/** What a profile is: how one kind of export is recognised, and how its columns become facts. */
import type { ChargeCategory, CostSeries, Tags } from '#shared/domain/cost.ts';
import type { CostView } from '#shared/domain/import.ts';
import type { Header } from './header.ts';
import type { ReadOptions } from './types.ts';

/** A column that is added (+1) or taken off (−1). */
export interface Term {
  readonly column: number;
  readonly sign: 1 | -1;
}

/** Which columns make the amounts of a charge; no term is zero. */
export interface Amounts {
  readonly billed: readonly Term[];
  readonly effective: readonly Term[];
  readonly list: readonly Term[];
  readonly contracted: readonly Term[];
  readonly quantity: readonly Term[];
}

/** What the text columns of a record say; it must follow from the declared texts alone, because it is remembered. */
export type Described =
  | {
      readonly kind: 'charge';
      readonly series: CostSeries;
      readonly billingAccount: string;
      readonly amounts: Amounts;
    }
  /** A total or rounding record: not a row, only checked against the sum. */
  | { readonly kind: 'summary'; readonly what: string; readonly total: boolean; readonly amount: number }
  | { readonly kind: 'reject'; readonly column: number; readonly reason: string };

export type Texts = (name: string) => string;

/** An amount column of a wide table: what is across becomes a service, an account, another dimension or a day. */
export interface WideColumn {
  readonly column: number;
  readonly service?: string;
  readonly account?: string;
  readonly accountName?: string;
  readonly region?: string;
  readonly sku?: string;
  readonly chargeCategory?: ChargeCategory;
  readonly tags?: Tags;
  readonly currency?: string;
  /** Days since 1970-01-01. */
  readonly day?: number;
  /** The month (1–12) of the year that the record's own day lies in. */
  readonly month?: number;
}

export interface Layout {
  /** Named text columns; −1 is a column the file does not have. */
  readonly texts: Readonly<Record<string, number>>;
  readonly describe: (text: Texts) => Described;
  /** Columns of the charge day; the first one that is not blank counts. */
  readonly days: readonly number[];
  /** Columns of the billing month, likewise; none: the month of the day. */
  readonly months: readonly number[];
  /** Column pairs that span a billing period: they settle the order of day and month. */
  readonly periods?: readonly (readonly [number, number])[];
  /** All amount columns, for the decimal style. */
  readonly amountColumns: readonly number[];
  /** The column of a list of credits beside gross cost. */
  readonly credits?: number;
  /** Columns that hold one credit each beside gross cost. */
  readonly creditColumns?: readonly number[];
  readonly wide?: readonly WideColumn[];
  /** Columns that are the day only together, and how. */
  readonly dayOf?: {
    readonly columns: readonly number[];
    readonly text: (cells: readonly string[]) => string;
  };
  /** Columns of the month a day is billed in, where they only help to settle the order of day and month. */
  readonly monthHints?: readonly number[];
  /** Turns a day text into a full one where the file leaves the year out. */
  readonly completeDay?: (text: string) => string;
  /** The day of all rows of a file that has no date. */
  readonly fixedDay?: string;
  /** The currency of rows that name none. */
  readonly currency?: string;
  /** Likewise, where nothing says it but the marks of other rows: a row's own mark goes first. */
  readonly markedCurrency?: string;
  /** Data records begin this many records behind the header (a second header record, a total). */
  readonly extraHeaderRecords?: number;
  /** Which view of the same usage the file is, where the provider writes two. */
  readonly view?: CostView;
  readonly warnings?: readonly string[];
}

/** The records around the header, as text. */
export interface Sample {
  readonly name: string;
  /** Records before the header. */
  readonly preamble: readonly (readonly string[])[];
  /** Records behind it. */
  readonly records: readonly (readonly string[])[];
}

export interface Match {
  /** The more, the surer; a full set of a provider's own names is above 100. */
  readonly score: number;
  readonly reason: string;
  layout(sample: Sample, options: ReadOptions): Layout;
}

export interface Profile {
  readonly name: string;
  /** A later file of the same source and month replaces the earlier one. */
  readonly replaces: boolean;
  match(header: Header, sample: Sample): Match | undefined;
  /** The column without which a header that is plainly this profile's cannot be read; undefined for any other header. */
  lacks?(header: Header): string | undefined;
}

export function term(column: number, sign: 1 | -1 = 1): readonly Term[] {
  return column < 0 ? [] : [{ column, sign }];
}

/** Everything empty, to be filled by what a file has. */
export const EMPTY_SERIES: CostSeries = {
  currency: '',
  provider: '',
  account: '',
  accountName: '',
  service: '',
  region: '',
  sku: '',
  chargeCategory: 'Usage',
  tags: {},
  chargeClass: '',
  pricingCategory: '',
  commitmentId: '',
  commitmentStatus: '',
  invoice: '',
  unit: '',
};

export function presentColumns(...columns: readonly number[]): number[] {
  return columns.filter((column) => column >= 0);
}
