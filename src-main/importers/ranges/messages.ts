import type { GatheredParts } from '../gathered.ts';
import type { Tally } from '../tally.ts';
import type { ExportFile, ReadOptions, RejectedRecord } from '../types.ts';

/** A range of a plain file for one thread to read. */
export interface RangeTask {
  readonly file: ExportFile;
  readonly options: ReadOptions;
  readonly start: number;
  readonly end: number;
  /** As much of the file as its header and layout were found in. */
  readonly sampleBytes: number;
  readonly isFirst: boolean;
  readonly isLast: boolean;
}

export type RangeMessage =
  | { readonly kind: 'progress'; readonly bytes: number; readonly rows: number }
  | {
      readonly kind: 'done';
      readonly tally: Tally;
      readonly gathered: GatheredParts;
      /** Numbered from the first record of the range. */
      readonly rejected: readonly RejectedRecord[];
    }
  /** The range does not end where a record ends, or is not worth a thread of its own. */
  | { readonly kind: 'unsuited' };
