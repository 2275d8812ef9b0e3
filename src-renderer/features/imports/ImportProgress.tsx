import type { ReactNode } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Button, Progress } from '@mantine/core';
import type { Outputs } from '#shared/contract/contract.ts';
import { useQueries } from '../../client/backend.tsx';
import { bytesText, countText } from '../../format/style.ts';
import { Panel } from '../../ui/Panel.tsx';

const ASK_EVERY_MS = 250;

type Known = NonNullable<Outputs['imports']['progress']['data']>;

const PHASE_WORDS: Readonly<Record<string, string>> = {
  reading: 'Reading',
  writing: 'Storing what was read',
  publishing: 'Adding it to the budgets',
};

/** How far a reading is, and the way to stop it: nothing of a stopped one stays. */
export function ImportProgress({
  title,
  label,
  progressId,
  onCancel,
}: {
  readonly title: string;
  readonly label: string;
  readonly progressId: string;
  readonly onCancel: () => void;
}): ReactNode {
  const progress = useQuery({
    ...useQueries().imports.progress.queryOptions({ input: { progressId } }),
    enabled: progressId !== '',
    refetchInterval: ASK_EVERY_MS,
  }).data?.data;
  const known = progress ?? null;
  const percent = known === null || known.totalBytes === 0 ? 0 : (known.bytes / known.totalBytes) * 100;
  return (
    <Panel
      title={title}
      label={label}
      actions={
        <Button variant="default" onClick={onCancel}>
          Stop
        </Button>
      }
    >
      <div className="stack">
        <Progress value={percent} aria-label={title} transitionDuration={0} />
        <p aria-live="polite">
          {known === null || known.totalBytes === 0 ? 'Starting…' : progressText(known)}
        </p>
      </div>
    </Panel>
  );
}

function progressText({ phase, rows, bytes, totalBytes, rowsPerSecond, secondsLeft }: Known): string {
  const left =
    phase !== 'reading' || secondsLeft === null
      ? ''
      : `, about ${countText(Math.ceil(secondsLeft), 'second', 'seconds')} left`;
  return `${PHASE_WORDS[phase] ?? phase}: ${countText(rows, 'row', 'rows')}, ${bytesText(bytes)} of ${bytesText(totalBytes)}, ${countText(rowsPerSecond, 'row', 'rows')} a second${left}`;
}
