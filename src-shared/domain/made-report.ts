import type { Day, Month } from './calendar.ts';

/** A report that was handed on: of what it was, and by which bytes it is known again. */
export interface MadeReport {
  readonly id: string;
  readonly budgetId: string;
  readonly from: Month;
  readonly to: Month;
  readonly asOf: Day;
  readonly format: string;
  /** The name of the file, without a folder. */
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly preparedBy: string;
  /** An ISO moment. */
  readonly preparedAt: string;
}

/** What of a report decides whether another one is the same, made again. */
export type ReportSubject = Pick<MadeReport, 'from' | 'to' | 'asOf'>;

/**
 * The report that a reader of a new one has seen last: the latest of those made that is not the new one itself, made again for
 * the same period and day.
 *
 * @example lastReport([january, february], { ...february }) // january: February is printed again
 */
export function lastReport(made: readonly MadeReport[], next: ReportSubject): MadeReport | null {
  return made.reduce<MadeReport | null>((latest, report) => {
    if (report.from === next.from && report.to === next.to && report.asOf === next.asOf) return latest;
    return latest === null || report.preparedAt > latest.preparedAt ? report : latest;
  }, null);
}
