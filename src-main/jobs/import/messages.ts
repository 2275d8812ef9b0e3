import type {
  Choice,
  ExportFile,
  ImportErrorCode,
  Progress,
  ReadOptions,
  ReadResult,
} from '../../importers/types.ts';

export interface ImportTask {
  readonly workspace: string;
  readonly number: number;
  readonly at: string;
  readonly files: readonly ExportFile[];
  readonly options: ReadOptions;
}

/** What the worker says. */
export type ImportMessage =
  | { readonly kind: 'progress'; readonly progress: Progress }
  | { readonly kind: 'done'; readonly result: ReadResult }
  | {
      readonly kind: 'failed';
      readonly code: ImportErrorCode | 'already_imported';
      readonly message: string;
      readonly details: Readonly<Record<string, string | number>>;
      readonly choices: readonly Choice[];
    };

/** What the worker is told. */
export type ImportCommand = { readonly kind: 'cancel' };
