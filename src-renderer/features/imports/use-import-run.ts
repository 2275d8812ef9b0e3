import { useCallback, useRef, useState } from 'react';
import type { Inputs, Outputs } from '#shared/contract/contract.ts';
import type { ImportAnswer } from '#shared/contract/imports.ts';
import { useBackend } from '../../client/backend.tsx';
import type { FileReference } from '../../client/transport.ts';
import { lookInto, type Look } from './look-into.ts';

export type Progress = Outputs['imports']['progress']['data'];
/** How to read, where the file alone does not say; as the contract reads it. */
export type ReadingOptions = Omit<Inputs['imports']['preview'], 'files' | 'progressId'>;

/** What was chosen: as the backend names it, and as the browser holds it. */
interface Chosen {
  readonly files: readonly FileReference[];
  readonly sources: readonly File[];
  readonly options: ReadingOptions;
}

/** Where a run stands: files chosen, looked into, being read, done, or stopped by a reason. */
export type ImportRun =
  | { readonly step: 'idle' }
  | { readonly step: 'looking'; readonly names: readonly string[]; readonly progressId: string }
  | ({ readonly step: 'preview'; readonly looks: readonly Look[] } & Chosen)
  | ({ readonly step: 'stopped'; readonly error: unknown } & Chosen)
  | { readonly step: 'importing'; readonly files: readonly FileReference[]; readonly progressId: string }
  | { readonly step: 'done'; readonly imports: readonly ImportAnswer[] };

export type Mode = NonNullable<ReadingOptions['mode']>;

export interface ImportRunControl {
  readonly run: ImportRun;
  readonly choose: (files: readonly File[]) => Promise<void>;
  readonly look: (files: readonly FileReference[], options: ReadingOptions) => Promise<void>;
  readonly start: (files: readonly FileReference[], options: ReadingOptions) => Promise<void>;
  /** Whether a file of which a row cannot be read is left out whole. */
  readonly isStrict: boolean;
  readonly setStrict: (isStrict: boolean) => void;
  readonly cancel: () => void;
  readonly reset: () => void;
}

/** Whether an import counts; one that was refused whole is kept as an undone one, with the rows that cannot be read. */
export function isInUse({ state }: ImportAnswer): boolean {
  return state === 'published';
}

/** Carries files from the choice to the stored import; each step can be left. */
export function useImportRun(): ImportRunControl {
  const { client, offerFile } = useBackend();
  const [run, setRun] = useState<ImportRun>({ step: 'idle' });
  const [isStrict, setStrict] = useState(false);
  const sources = useRef<readonly File[]>([]);
  /** Files on their way to the backend, which has not heard of them yet. */
  const offering = useRef<AbortController>(undefined);

  const look = useCallback(
    async (files: readonly FileReference[], options: ReadingOptions) => {
      const progressId = crypto.randomUUID();
      setRun({ step: 'looking', names: files.map(({ name }) => name), progressId });
      const chosen = { files, sources: sources.current, options };
      const looks = await lookInto(client.imports.preview, files, { ...options, progressId });
      if (looks === 'cancelled') {
        setRun({ step: 'idle' });
        return;
      }
      const [only] = looks;
      if (only !== undefined && looks.length === 1 && only.preview === undefined)
        setRun({ step: 'stopped', ...chosen, error: only.error });
      else setRun({ step: 'preview', ...chosen, looks });
    },
    [client],
  );

  const choose = useCallback(
    async (files: readonly File[]) => {
      if (files.length === 0) return;
      sources.current = files;
      setStrict(false);
      setRun({ step: 'looking', names: files.map(({ name }) => name), progressId: '' });
      const given = new AbortController();
      offering.current = given;
      try {
        const offered = await Promise.all(files.map((file) => offerFile(file, given.signal)));
        if (!given.signal.aborted) await look(offered, {});
      } catch (error) {
        if (given.signal.aborted) return;
        setRun({ step: 'stopped', files: [], sources: files, options: {}, error });
      }
    },
    [look, offerFile],
  );

  const start: ImportRunControl['start'] = async (files, options) => {
    const progressId = crypto.randomUUID();
    setRun({ step: 'importing', files, progressId });
    try {
      const asked = { files: [...files], ...options, strict: isStrict, progressId };
      const answer = await client.imports.create(asked);
      setRun({ step: 'done', imports: answer.data });
    } catch (error) {
      setRun({ step: 'stopped', files, sources: sources.current, options, error });
    }
  };

  const cancel = (): void => {
    if (run.step === 'looking' && run.progressId === '') {
      offering.current?.abort();
      setRun({ step: 'idle' });
    } else if (run.step === 'importing' || run.step === 'looking')
      void client.imports.cancel({ progressId: run.progressId });
  };
  return { run, choose, look, start, isStrict, setStrict, cancel, reset: () => setRun({ step: 'idle' }) };
}
