import type { Day, Month } from './calendar.ts';
import type { Micros } from './money.ts';

/** A record that cannot be read. `row` is the 1-based data record. */
export interface Rejection {
  readonly row: number;
  readonly column: string;
  readonly reason: string;
}

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
  readonly warnings: readonly string[];
}
