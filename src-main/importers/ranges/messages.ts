import type { GatheredParts } from '../gathered.ts';
import type { Tally } from '../tally.ts';
import type { ExportFile, ReadOptions, RejectedRecord } from '../types.ts';

/** The end of a plain file, from a line's beginning, for one thread to read. */
export interface RangeTask {
  readonly file: ExportFile;
  readonly options: ReadOptions;
  readonly start: number;
  /** As much of the file as its header and layout were found in. */
  readonly sampleBytes: number;
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
  /** It was stopped, or has too much that is wrong for a thread of its own. */
  | { readonly kind: 'unsuited' };
