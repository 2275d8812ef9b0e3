import { reasonOf } from './usage.ts';

/**
 * Keeps the command from ending in a crash where its answer cannot be written. A reader that has had enough, as in
 * `headroom costs | head`, ends the output and not the command; of anything else, such as a full disk, one sentence says it.
 * Answers the exit status that follows: 2 where the answer was lost, else the command's own.
 */
export function watchOutput(): (status: number) => number {
  let isLost = false;
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE' || isLost) return;
      isLost = true;
      process.exitCode = 2;
      if (stream === process.stdout)
        process.stderr.write(`headroom: The answer could not be written: ${reasonOf(error)}.\n`);
    });
  return (status) => (isLost ? 2 : status);
}
