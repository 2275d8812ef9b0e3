import type { Micros } from '../../domain/money.ts';
import type { Day, Month } from '../../domain/calendar.ts';
import type { BudgetStatus } from '../../domain/budget.ts';
import type { BridgeInput } from '../../charts/bridge.ts';
import type { FanSeries } from '../../charts/fan.ts';
import type { RankedBar, SpendMonths } from '../../charts/bars.ts';

/** A figure or a word with its type, so that paper writes it for the locale and a spreadsheet keeps it a number. */
export type Cell =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'money'; readonly value: Micros }
  /** Printed with all six decimals: control totals. */
  | { readonly kind: 'exact'; readonly value: Micros }
  /** Printed with sign, symbol and word. */
  | { readonly kind: 'variance'; readonly value: Micros }
  /** Signed percent, `3.2` for 3.2 %; null where the base is zero. */
  | { readonly kind: 'percent'; readonly value: number | null }
  | { readonly kind: 'integer'; readonly value: number }
  | { readonly kind: 'decimal'; readonly value: number; readonly digits: number }
  /** A share of one: 0.81. */
  | { readonly kind: 'probability'; readonly value: number }
  | { readonly kind: 'day'; readonly value: Day }
  | { readonly kind: 'month'; readonly value: Month }
  | { readonly kind: 'status'; readonly value: BudgetStatus }
  | { readonly kind: 'empty' };

export interface ReportColumn {
  readonly id: string;
  readonly head: string;
  readonly align: 'left' | 'right';
}

export interface ReportRow {
  readonly cells: readonly Cell[];
  /** Steps of indentation of the first cell. */
  readonly depth?: number;
  /** Subtotals stand in semibold. */
  readonly strong?: boolean;
  readonly material?: boolean;
}

export interface ReportTable {
  readonly kind: 'table';
  /** The name of the table's data in the attached CSV. */
  readonly id: string;
  readonly title: string;
  readonly note?: string;
  readonly columns: readonly ReportColumn[];
  /** Stands before the rows. */
  readonly total: ReportRow | null;
  readonly rows: readonly ReportRow[];
  /** What paper prints where small rows are folded into "Other (n)"; spreadsheets always hold `rows`. */
  readonly printedRows?: readonly ReportRow[];
  /** What stands in the place of a table without rows. */
  readonly whenEmpty: string;
}

export interface HeadlineFigure {
  readonly label: string;
  readonly value: Cell;
  readonly note: string;
}

export type ReportChart =
  | { readonly kind: 'fan'; readonly series: FanSeries; readonly mode: 'cumulative' | 'monthly' }
  | { readonly kind: 'bridge'; readonly input: BridgeInput }
  | { readonly kind: 'spend'; readonly months: SpendMonths }
  | { readonly kind: 'ranked'; readonly bars: readonly RankedBar[]; readonly unit: 'money' | 'plain' };

export type ReportBlock =
  | { readonly kind: 'finding'; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string; readonly muted?: boolean }
  | { readonly kind: 'subheading'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'figures'; readonly items: readonly HeadlineFigure[] }
  | {
      readonly kind: 'chart';
      readonly chart: ReportChart;
      readonly title: string;
      /** Measure, unit, period, basis. */
      readonly caption: string;
      readonly alternative: string;
      /** Points on paper. */
      readonly height: number;
      readonly foot?: string;
    }
  | ReportTable;

export interface ReportSection {
  readonly id: SectionName;
  readonly title: string;
  readonly startsPage: boolean;
  readonly blocks: readonly ReportBlock[];
}

export const SECTION_NAMES = [
  'summary',
  'bridge',
  'variance',
  'months',
  'budgets',
  'forecast',
  'alerts',
  'approvals',
  'commentary',
  'assumptions',
  'restatements',
  'lineage',
  'method',
] as const;
export type SectionName = (typeof SECTION_NAMES)[number];
/** Sections of what is kept of today alone: a report of what was known earlier leaves them out. */
export const SECTIONS_OF_TODAY: readonly SectionName[] = ['forecast', 'alerts', 'approvals'];

export interface Paper {
  readonly size: 'A4' | 'Letter';
  readonly orientation: 'portrait' | 'landscape';
}

export interface ReportCover {
  readonly title: string;
  readonly entity: string;
  readonly path: string;
  readonly finding: string;
  /** Name and value pairs: period, scenario, currency, basis, as of, prepared by and at. */
  readonly facts: readonly { readonly name: string; readonly value: string }[];
}

/** A whole report before it has a form: the PDF, the spreadsheet, the CSV and the page's preview are written from this. */
export interface ReportModel {
  readonly title: string;
  readonly language: string;
  readonly locale: string;
  readonly currency: string;
  readonly paper: Paper;
  readonly author: string;
  /** An ISO moment; it is the document's date, so that the same model gives the same bytes. */
  readonly preparedAt: string;
  /** On each page: entity, period, as of, basis, currency. */
  readonly stamp: string;
  readonly version: string;
  readonly cover: ReportCover;
  readonly sections: readonly ReportSection[];
}
