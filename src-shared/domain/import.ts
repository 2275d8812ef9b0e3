import type { Day, Month } from './calendar.ts';
import type { Micros } from './money.ts';

/** A record that cannot be read. `row` is the 1-based data record. */
export interface Rejection {
  readonly row: number;
  readonly column: string;
  readonly reason: string;
}

/** The same usage as it was invoiced, or with commitments and prepayments spread over their time. */
export type CostView = 'actual' | 'amortised';

/** `published`: some of it counts; `replaced`: later imports replaced all of it; `undone`: a person took it out. */
export type ImportState = 'staging' | 'published' | 'replaced' | 'undone';

/** One reading of one export (of one or several files) into the workspace. */
export interface Import {
  readonly id: string;
  readonly state: ImportState;
  readonly at: string;
  readonly files: readonly {
    readonly name: string;
    readonly sha256: string;
    readonly bytes: number;
    readonly rows: number;
  }[];
  readonly profile: string;
  readonly encoding: string;
  readonly delimiter: string;
  readonly rows: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly skipped: number;
  readonly rejections: readonly Rejection[];
  /** Stored billed cost by currency, net of credits. */
  readonly controlTotals: Readonly<Record<string, Micros>>;
  readonly creditTotals: Readonly<Record<string, Micros>>;
  readonly effectiveTotals: Readonly<Record<string, Micros>>;
  readonly firstDay: Day | null;
  readonly lastDay: Day | null;
  readonly facts: number;
  /** Source = profile + provider + billing account; with the billing months it decides what a later file replaces. */
  readonly sources: readonly string[];
  readonly billingMonths: readonly Month[];
  readonly replaced: readonly string[];
  /** Whether it takes the place of earlier imports of its sources and months, or is added. Imports of earlier formats do not say. */
  readonly covers?: boolean;
  /** Of two imports of a source and month the one of the higher rank is the newer; a restored one can become the newest. */
  readonly rank?: number;
  readonly view?: CostView | undefined;
  readonly warnings: readonly string[];
}

/** What a column of a table of no known provider can be said to hold. */
export const MAPPED_FIELDS = [
  'date',
  'year',
  'month',
  'week',
  'dayOfMonth',
  'periodStart',
  'periodEnd',
  'amount',
  /** The amount of a table that has none without tax, or that somebody names. */
  'gross',
  'effective',
  'list',
  'debit',
  'credit',
  'sign',
  'currency',
  'provider',
  'account',
  'accountName',
  'service',
  'region',
  'sku',
  'category',
  'quantity',
  'unit',
  'invoice',
  'tags',
  'team',
  'project',
  'environment',
  'costCenter',
] as const;
export type MappedField = (typeof MAPPED_FIELDS)[number];

/** What the readers of exports read, by their names. */
const PROFILE_TITLES: Readonly<Record<string, string>> = {
  focus: 'FOCUS',
  'aws-cur': 'AWS Cost and Usage Report',
  'aws-bill': 'AWS bill (monthly or detailed billing report)',
  'aws-cost-explorer': 'AWS Cost Explorer download',
  azure: 'Azure cost details',
  'gcp-bigquery': 'Google Cloud billing export (BigQuery)',
  'gcp-cost-table': 'Google Cloud console cost table',
  'gcp-file-export': 'Google Cloud file export',
  oci: 'Oracle Cloud cost report',
  digitalocean: 'DigitalOcean invoice',
  alibaba: 'Alibaba Cloud bill',
  openai: 'OpenAI costs',
  databricks: 'Databricks usage',
  datev: 'DATEV posting batch',
  generic: 'table with a date and an amount',
};

/** The names of all readers, as a person chooses one where a file is taken for something else. */
export const PROFILE_NAMES: readonly string[] = Object.keys(PROFILE_TITLES);

/** What a reader reads, in words: `FOCUS`, `Azure cost details`; the name of one from another version stands as it is. */
export function profileTitle(name: string): string {
  return PROFILE_TITLES[name] ?? name;
}
