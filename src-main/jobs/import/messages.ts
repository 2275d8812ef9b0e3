import type { ErrorCode } from '#shared/contract/errors.ts';
import type { Day } from '#shared/domain/calendar.ts';
import type {
  Choice,
  ExportFile,
  Inspection,
  Progress,
  ReadOptions,
  ReadResult,
} from '../../importers/types.ts';
import type { CommittedWrite } from '../../store/store.ts';
import type { ComingPortion, ServiceSum } from '../../store/restatement.ts';

/** How files that were read are published: what their reader cannot know. */
export interface PublishOrder {
  readonly mode: 'auto' | 'append' | 'replace';
  readonly strict: boolean;
  readonly tags: Readonly<Record<string, string>> | undefined;
  readonly actor: string;
  readonly door: string;
}

/** `look` reads and keeps nothing; `import` puts what it reads into the workspace. */
export type ImportTask = {
  readonly files: readonly ExportFile[];
  readonly options: ReadOptions;
  /** One 32-bit word both sides can see: `RUNNING`, `CANCELLED` or `COMMITTING`. */
  readonly fate: Int32Array<SharedArrayBuffer>;
} & (
  | { readonly kind: 'look' }
  | {
      readonly kind: 'import';
      readonly workspace: string;
      readonly at: string;
      readonly today: Day;
      readonly publish: PublishOrder;
    }
);

/** Whoever changes the word from `RUNNING` first has decided whether the import comes to be. */
export const RUNNING = 0;
export const CANCELLED = 1;
export const COMMITTING = 2;

export interface LookedPortion extends Omit<ComingPortion, 'importNumber' | 'sums'> {
  readonly sums: readonly ServiceSum[];
  /** Amounts it sums up: one a record, or one a cell of a wide table; credits of a column beside the cost are not counted. */
  readonly charges: number;
}

/** What looking at files found. */
export interface Look {
  readonly inspection: Inspection;
  readonly result: ReadResult;
  readonly portions: readonly LookedPortion[];
  /** In how many facts a tag key occurs. */
  readonly tagKeys: readonly (readonly [string, number])[];
}

/** An import that was published. */
export interface Imported {
  readonly importId: string;
  /** For those who follow the workspace's changes. */
  readonly write: CommittedWrite;
}

/** What the worker says. */
export type ImportMessage =
  | { readonly kind: 'progress'; readonly phase: ImportPhase; readonly progress: Progress }
  | { readonly kind: 'looked'; readonly look: Look }
  /** All is staged; it waits for the moment to publish at. */
  | { readonly kind: 'staged' }
  | { readonly kind: 'imported'; readonly imported: Imported }
  | {
      readonly kind: 'failed';
      readonly code: ErrorCode;
      readonly message: string;
      readonly details: Readonly<Record<string, unknown>> & { readonly choices?: readonly Choice[] };
    };

export type ImportPhase = 'reading' | 'writing' | 'publishing';

/** What the worker is told. */
export type ImportCommand =
  { readonly kind: 'cancel' } | { readonly kind: 'publish'; readonly at: string; readonly seconds: number };
