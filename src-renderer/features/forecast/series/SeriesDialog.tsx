import { useState, type ReactNode } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Button, Progress } from '@mantine/core';
import type { Outputs } from '#shared/contract/contract.ts';
import { useQueries } from '../../../client/backend.tsx';
import { countText } from '../../../format/style.ts';
import { Dialog } from '../../../ui/Dialog.tsx';
import { NEW_SERIES_DRAFT } from './series-draft.ts';
import { SeriesForm } from './SeriesForm.tsx';
import { SeriesResult } from './SeriesResult.tsx';
import { useSeriesRun } from './use-series-run.ts';

const ASK_EVERY_MS = 250;

/** Forecasts of any table of series, which need not have to do with the workspace; nothing of them is stored. */
export function SeriesDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const control = useSeriesRun();
  const [draft, setDraft] = useState(NEW_SERIES_DRAFT);
  const { run, file } = control;
  return (
    <Dialog
      onClose={onClose}
      size={760}
      title="Forecast a file of series"
      // A slip beside the dialog loses neither a run nor its result.
      closeOnClickOutside={run.step === 'asking'}
    >
      {run.step === 'asking' ? (
        <SeriesForm {...{ control, draft, onClose }} error={run.error} onChange={setDraft} />
      ) : run.step === 'running' ? (
        <Running name={file?.name ?? ''} progressId={run.progressId} onStop={control.stop} />
      ) : (
        <SeriesResult name={file?.name ?? ''} answer={run.answer} onAgain={control.again} />
      )}
    </Dialog>
  );
}

function Running({
  name,
  progressId,
  onStop,
}: {
  readonly name: string;
  readonly progressId: string;
  readonly onStop: () => void;
}): ReactNode {
  const progress = useQuery({
    ...useQueries().forecastSeries.progress.queryOptions({ input: { progressId } }),
    refetchInterval: ASK_EVERY_MS,
    gcTime: 0,
  }).data?.data;
  return (
    <div className="stack">
      <p className="title">Forecasting {name}</p>
      <Progress value={percentOf(progress)} aria-label={`Forecasting ${name}`} transitionDuration={0} />
      <p aria-live="polite">{progressText(progress)}</p>
      <div className="row">
        <Button variant="default" autoFocus onClick={onStop}>
          Stop
        </Button>
      </div>
    </div>
  );
}

type Known = Outputs['forecastSeries']['progress']['data'] | undefined;

function percentOf(progress: Known): number {
  const total = progress?.total ?? 0;
  return total === 0 ? 0 : ((progress?.done ?? 0) / total) * 100;
}

function progressText(progress: Known): string {
  if (progress === undefined || progress === null) return 'Starting…';
  const { total, done } = progress;
  if (total !== null) return `${done} of ${countText(total, 'series', 'series')} forecast`;
  return done === 0 ? 'Reading…' : `Reading: ${countText(done, 'row', 'rows')}`;
}
