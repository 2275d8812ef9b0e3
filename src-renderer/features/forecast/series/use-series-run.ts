import { useEffect, useRef, useState } from 'react';
import type { Outputs } from '#shared/contract/contract.ts';
import { useBackend } from '../../../client/backend.tsx';
import { failureOf } from '../../../client/failure.ts';
import type { FileReference } from '../../../client/transport.ts';
import { decimalSign } from '../../../format/style.ts';
import { levelsOf, type SeriesDraft } from './series-draft.ts';

export type SeriesAnswer = Outputs['forecastSeries']['create']['data'];

/** Where a run stands: what is asked, with why the last try failed; being worked out; done. */
export type SeriesRun =
  | { readonly step: 'asking'; readonly error: unknown }
  | { readonly step: 'running'; readonly progressId: string }
  | { readonly step: 'done'; readonly answer: SeriesAnswer };

export interface SeriesRunControl {
  readonly run: SeriesRun;
  readonly file: File | undefined;
  readonly choose: (file: File) => void;
  readonly start: (draft: SeriesDraft) => Promise<void>;
  readonly stop: () => void;
  /** Back to what is asked, with the file that was chosen. */
  readonly again: () => void;
}

const ASKING: SeriesRun = { step: 'asking', error: null };

/** Has the series of a file forecast. Whoever leaves the dialog stops the run: nothing of it is kept anywhere. */
export function useSeriesRun(): SeriesRunControl {
  const { client, offerFile } = useBackend();
  const [run, setRun] = useState<SeriesRun>(ASKING);
  const [file, setFile] = useState<File>();
  /** What the backend knows the file by, so that trying it otherwise does not send it again. */
  const offered = useRef<FileReference>(undefined);
  const going = useRef<AbortController>(undefined);
  useEffect(() => () => going.current?.abort(), []);

  const start = async (draft: SeriesDraft): Promise<void> => {
    if (file === undefined) return;
    const caller = new AbortController();
    going.current = caller;
    const { signal } = caller;
    const progressId = crypto.randomUUID();
    setRun({ step: 'running', progressId });
    try {
      offered.current ??= await offerFile(file, signal);
      const { horizon, season, model } = draft;
      const asked = { horizon, season, model, levels: levelsOf(draft, decimalSign()) };
      const { data } = await client.forecastSeries.create(
        { file: offered.current, ...asked, progressId },
        { signal },
      );
      if (!signal.aborted) setRun({ step: 'done', answer: data });
    } catch (error) {
      if (signal.aborted) return;
      // The upload may have been cleared away meanwhile: the next try sends it again.
      if (failureOf(error).code === 'not_found') offered.current = undefined;
      setRun({ step: 'asking', error });
    }
  };

  return {
    run,
    file,
    choose: (chosen) => {
      offered.current = undefined;
      setFile(chosen);
      setRun(ASKING);
    },
    start,
    stop: () => {
      going.current?.abort();
      setRun(ASKING);
    },
    again: () => setRun(ASKING),
  };
}
