import { useCallback, useState } from 'react';
import type { Inputs, Outputs } from '#shared/contract/contract.ts';
import type { ImportAnswer } from '#shared/contract/imports.ts';
import { useBackend } from '../../client/backend.tsx';
import type { FileReference } from '../../client/transport.ts';

export type Preview = Outputs['imports']['preview']['data'];
export type Progress = Outputs['imports']['progress']['data'];
/** How to read, where the file alone does not say; as the contract reads it. */
export type ReadingOptions = Omit<Inputs['imports']['preview'], 'files'>;

/** Where a run stands: files chosen, looked into, being read, done, or stopped by a reason. */
export type ImportRun =
  | { readonly step: 'idle' }
  | { readonly step: 'looking'; readonly names: readonly string[] }
  | {
      readonly step: 'preview';
      readonly files: readonly FileReference[];
      readonly options: ReadingOptions;
      readonly preview: Preview;
    }
  | {
      readonly step: 'stopped';
      readonly files: readonly FileReference[];
      readonly options: ReadingOptions;
      readonly error: unknown;
    }
  | { readonly step: 'importing'; readonly files: readonly FileReference[]; readonly progressId: string }
  | { readonly step: 'done'; readonly imports: readonly ImportAnswer[] };

export interface ImportRunControl {
  readonly run: ImportRun;
  readonly choose: (files: readonly File[]) => Promise<void>;
  readonly look: (files: readonly FileReference[], options: ReadingOptions) => Promise<void>;
  readonly start: (
    files: readonly FileReference[],
    options: ReadingOptions,
    mode: 'auto' | 'append' | 'replace',
  ) => Promise<void>;
  readonly cancel: () => void;
  readonly reset: () => void;
}

/** Carries files from the choice to the stored import; each step can be left. */
export function useImportRun(): ImportRunControl {
  const { client, offerFile } = useBackend();
  const [run, setRun] = useState<ImportRun>({ step: 'idle' });

  const look = useCallback(
    async (files: readonly FileReference[], options: ReadingOptions) => {
      setRun({ step: 'looking', names: files.map(({ name }) => name) });
      try {
        const answer = await client.imports.preview({ files: [...files], ...options });
        setRun({ step: 'preview', files, options, preview: answer.data });
      } catch (error) {
        setRun({ step: 'stopped', files, options, error });
      }
    },
    [client],
  );

  const choose = useCallback(
    async (files: readonly File[]) => {
      if (files.length === 0) return;
      setRun({ step: 'looking', names: files.map(({ name }) => name) });
      try {
        await look(await Promise.all(files.map((file) => offerFile(file))), {});
      } catch (error) {
        setRun({ step: 'stopped', files: [], options: {}, error });
      }
    },
    [look, offerFile],
  );

  const start: ImportRunControl['start'] = async (files, options, mode) => {
    const progressId = crypto.randomUUID();
    setRun({ step: 'importing', files, progressId });
    try {
      const answer = await client.imports.create({ files: [...files], ...options, mode, progressId });
      setRun({ step: 'done', imports: answer.data });
    } catch (error) {
      setRun({ step: 'stopped', files, options, error });
    }
  };

  const cancel = (): void => {
    if (run.step === 'importing') void client.imports.cancel({ progressId: run.progressId });
  };
  return { run, choose, look, start, cancel, reset: () => setRun({ step: 'idle' }) };
}
