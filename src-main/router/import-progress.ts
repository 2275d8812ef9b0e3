import type { Outputs } from '#shared/contract/contract.ts';
import type { Clock } from '../backend.ts';
import type { Progress } from '../importers/types.ts';
import type { ImportPhase } from '../jobs/import/messages.ts';
import type { ImportControl } from '../jobs/import/run-import.ts';

interface Running {
  readonly abort: AbortController;
  readonly started: number;
  isTooLate: boolean;
  phase: ImportPhase;
  progress: Progress;
}

/** Imports and previews that run, by the id their caller gave them. */
const running = new Map<string, Running>();

/** Does work that its caller can ask about, and stop, by an id. */
export async function followed<Answer>(
  clock: Clock,
  progressId: string | undefined,
  work: (control: ImportControl) => Promise<Answer>,
): Promise<Answer> {
  const entry: Running = {
    abort: new AbortController(),
    started: clock.milliseconds(),
    isTooLate: false,
    phase: 'reading',
    progress: { bytes: 0, totalBytes: 0, rows: 0 },
  };
  if (progressId !== undefined) running.set(progressId, entry);
  try {
    return await work({
      signal: entry.abort.signal,
      onProgress: (progress, phase) => Object.assign(entry, { progress, phase }),
      onTooLate: () => (entry.isTooLate = true),
    });
  } finally {
    if (progressId !== undefined) running.delete(progressId);
  }
}

/** How far a run is; null where none of that id runs. The time left is that of reading, by its speed so far. */
export function progressOf(clock: Clock, progressId: string): Outputs['imports']['progress']['data'] {
  const found = running.get(progressId);
  if (found === undefined) return null;
  const { bytes, totalBytes, rows } = found.progress;
  const seconds = Math.max(0.001, (clock.milliseconds() - found.started) / 1000);
  const secondsLeft = bytes > 0 ? ((totalBytes - bytes) * seconds) / bytes : null;
  return {
    phase: found.phase,
    bytes,
    totalBytes,
    rows,
    rowsPerSecond: Math.round(rows / seconds),
    secondsLeft,
  };
}

/** Stops a run; answers whether one of that id ran and nothing of it comes to be. */
export function cancelRun(progressId: string): boolean {
  const found = running.get(progressId);
  found?.abort.abort();
  return found !== undefined && !found.isTooLate;
}
