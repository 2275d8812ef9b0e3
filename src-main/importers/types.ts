/**
 * The interface between reading an export and storing it. Reading knows no database; storing knows no file format.
 * The sink gets facts that are already grouped, exact and rounded, so that it only has to insert them.
 */
import type { CostSeries } from '#shared/domain/cost.ts';
import type { Day, Month } from '#shared/domain/calendar.ts';
import type { CostView, Rejection } from '#shared/domain/import.ts';
import type { Micros } from '#shared/domain/money.ts';

/** An export on the local disk. Standard input and uploads are spooled to a file first, because a file is read twice. */
export interface ExportFile {
  /** As the user calls it; decides nothing but messages and which files are parts of one export. */
  readonly name: string;
  readonly path: string;
}

export const DATE_ORDERS = ['dmy', 'mdy', 'ymd'] as const;
export type DateOrder = (typeof DATE_ORDERS)[number];
export const DECIMAL_MARKS = ['.', ','] as const;
export type DecimalMark = (typeof DECIMAL_MARKS)[number];

/** What the user decides instead of the detection; what is left out is detected. */
export interface ReadOptions {
  readonly profile?: string;
  /**
   * Our field by column name, `{ amount: 'Betrag', date: 'Belegdatum' }`. `date` may be a day and `year` a year
   * (`{ date: '2015-12-31' }`) where the file has neither.
   */
  readonly map?: Readonly<Record<string, string>>;
  /** The currency of rows that name none. */
  readonly currency?: string;
  readonly dateOrder?: DateOrder;
  readonly decimal?: DecimalMark;
  readonly encoding?: string;
  readonly delimiter?: string;
  /** What was chosen for headers met before, by `headerHash`; what is asked now goes before it. */
  readonly remembered?: Readonly<Record<string, ReadOptions>>;
}

export const IMPORT_ERROR_CODES = [
  'unreadable',
  'choice_needed',
  'not_an_export',
  'budget_table',
  'nothing_to_import',
  'cancelled',
] as const;
export type ImportErrorCode = (typeof IMPORT_ERROR_CODES)[number];

/** A decision that only a person can take, and the option that takes it. */
export interface Choice {
  /** As on the command line: `--date-order`, `--map date=`. */
  readonly option: string;
  readonly values: readonly string[];
  readonly reason: string;
}

/** Why an export cannot be read. The message is one sentence for people. */
export class ImportError extends Error {
  readonly code: ImportErrorCode;
  readonly details: Readonly<Record<string, string | number>>;
  readonly choices: readonly Choice[];

  constructor(
    code: ImportErrorCode,
    message: string,
    details: Readonly<Record<string, string | number>> = {},
    choices: readonly Choice[] = [],
  ) {
    super(message);
    this.name = 'ImportError';
    this.code = code;
    this.details = details;
    this.choices = choices;
  }
}

/** A record as it stands in the file beside what is made of it, by column. */
export interface Example {
  readonly raw: Readonly<Record<string, string>>;
  readonly parsed: Readonly<Record<string, string>>;
}

/** What is known of an export before it is read: for the preview and for remembering headers. */
export interface Inspection {
  readonly name: string;
  readonly profile: string;
  /** Why this profile, in one sentence. */
  readonly reason: string;
  /** Files of these profiles replace earlier ones of the same source and month; others are added. */
  readonly replaces: boolean;
  readonly encoding: string;
  readonly delimiter: string;
  readonly header: readonly string[];
  /** The 1-based record the header stands in. */
  readonly headerLine: number;
  readonly headerHash: string;
  /** Whether choices of an earlier file with this header are used. */
  readonly remembered: boolean;
  readonly columnsUsed: readonly { readonly field: string; readonly column: string }[];
  readonly columnsIgnored: readonly string[];
  readonly decimal: DecimalMark;
  readonly dateOrder: DateOrder;
  readonly billingMonths: readonly Month[];
  readonly examples: readonly Example[];
  readonly warnings: readonly string[];
}

/** Whole micros: as numbers where all of an import and their sums are exact as such, else as 64-bit integers. */
export type MicrosColumn = Float64Array | BigInt64Array;

/** A series of one source (`profile|provider|billing account`): what a later file of the source replaces is told by it. */
export interface SourcedSeries {
  readonly series: CostSeries;
  readonly source: string;
  /** Made from a credits column beside the cost, so that its charges come on top of those of the records. */
  readonly credit: boolean;
}

/**
 * Facts in columns. Over all batches a (series, day, billing month) comes once. Days are days since 1970-01-01, months
 * are months since January of year 0 (`dayFromNumber`, `monthFromNumber` of the domain), amounts are micros.
 */
export interface FactBatch {
  /** Series met for the first time (all of them in the first batch); the k-th of all batches has index k. */
  readonly newSeries: readonly SourcedSeries[];
  readonly count: number;
  readonly series: Int32Array;
  readonly day: Int32Array;
  readonly billingMonth: Int32Array;
  /** The first record of a fact, counted from 1 over the files of the export, and how many records it sums up. */
  readonly firstRow: Int32Array;
  readonly rows: Int32Array;
  readonly billed: MicrosColumn;
  readonly effective: MicrosColumn;
  readonly list: MicrosColumn;
  readonly contracted: MicrosColumn;
  readonly quantity: Float64Array;
}

/** A record that could not be read, with its cells, so that it can be saved, mended and read again. */
export interface RejectedRecord extends Rejection {
  readonly file: string;
  readonly cells: readonly string[];
}

/** Where an export goes. Calls are in order and never overlap; a promise is waited for. A batch is valid during its call. */
export interface FactSink {
  facts(batch: FactBatch): void | Promise<void>;
  rejected(records: readonly RejectedRecord[]): void | Promise<void>;
}

export interface Progress {
  /** Bytes of the files on disk, compressed ones as they are. */
  readonly bytes: number;
  readonly totalBytes: number;
  readonly rows: number;
}

export interface ReadControl {
  /** Aborting ends the reading with an `ImportError` of code `cancelled`. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
  /** Called when all is read and nothing is handed over yet; throwing ends the reading. */
  readonly beforeFacts?: (files: readonly ReadFile[], options: ReadOptions) => void | Promise<void>;
}

export interface ReadFile {
  readonly name: string;
  /** Of the bytes after decompression: the identity of the content. */
  readonly sha256: string;
  /** Size on disk. */
  readonly bytes: number;
  readonly rows: number;
}

/** What reading an export found. Rows = accepted + rejected + skipped. */
export interface ReadResult {
  readonly profile: string;
  readonly replaces: boolean;
  /** Which view of one usage the file is, where a provider writes two of them that differ in nothing but the costs. */
  readonly view: CostView | undefined;
  readonly encoding: string;
  readonly delimiter: string;
  readonly headerHash: string;
  /** As they were used: what was asked, and what was remembered of the header. */
  readonly options: ReadOptions;
  readonly rows: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly skipped: number;
  /** The first hundred; the sink got all of them. */
  readonly rejections: readonly Rejection[];
  /** Stored billed cost by currency, net of credits: the exact sum, rounded once. */
  readonly controlTotals: Readonly<Record<string, Micros>>;
  readonly creditTotals: Readonly<Record<string, Micros>>;
  readonly effectiveTotals: Readonly<Record<string, Micros>>;
  readonly firstDay: Day | null;
  readonly lastDay: Day | null;
  readonly facts: number;
  /** `profile|provider|billing account`, sorted. */
  readonly sources: readonly string[];
  readonly billingMonths: readonly Month[];
  readonly files: readonly ReadFile[];
  readonly warnings: readonly string[];
}
