import type { ReactNode } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Button, Progress } from '@mantine/core';
import { useQueries } from '../../client/backend.tsx';
import type { FileReference } from '../../client/transport.ts';
import { bytesText, countText } from '../../format/style.ts';
import { Panel } from '../../ui/Panel.tsx';

const ASK_EVERY_MS = 250;

/** How far the reading is, and the way to stop it: nothing of a stopped import stays. */
export function ImportProgress({
  progressId,
  files,
  onCancel,
}: {
  readonly progressId: string;
  readonly files: readonly FileReference[];
  readonly onCancel: () => void;
}): ReactNode {
  const progress = useQuery({
    ...useQueries().imports.progress.queryOptions({ input: { progressId } }),
    refetchInterval: ASK_EVERY_MS,
  }).data?.data;
  const known = progress ?? null;
  const percent = known === null || known.totalBytes === 0 ? 0 : (known.bytes / known.totalBytes) * 100;
  const text =
    known === null
      ? 'Starting…'
      : `${known.phase}: ${countText(known.rows, 'row', 'rows')}, ${bytesText(known.bytes)} of ${bytesText(known.totalBytes)}, ${countText(known.rowsPerSecond, 'row', 'rows')} a second${known.secondsLeft === null ? '' : `, about ${countText(Math.ceil(known.secondsLeft), 'second', 'seconds')} left`}`;
  return (
    <Panel
      title={`Importing ${files.map(({ name }) => name).join(', ')}`}
      label="You can go on working meanwhile"
      actions={
        <Button variant="default" onClick={onCancel}>
          Stop
        </Button>
      }
    >
      <div className="stack">
        <Progress value={percent} aria-label="Import" transitionDuration={0} />
        <p aria-live="polite">{text}</p>
      </div>
    </Panel>
  );
}
