import { setTimeout as rest } from 'node:timers/promises';
import { addDays } from '#shared/domain/calendar.ts';
import type { Backend } from '#main/backend.ts';
import { LAST_DAY } from './plant.ts';
import { figureOf, type Figure } from './timed.ts';

const BEAT_MS = 2;
/** How long what follows behind the answer is looked at. */
const BEHIND_MS = 3000;

/** How long the thread of a host that stays open lets others wait while it does what concerns all budgets, and behind its answer. */
export async function measurePauses(backend: Backend): Promise<Figure[]> {
  const client = backend.client('browser');
  const mapping = (team: string[]) =>
    client.settings.set({ tagMapping: { team, project: [], environment: [], costCenter: [] } });
  const stop = backend.watchDays();
  try {
    return [
      await pauseOf('host: longest pause, a tag mapping that moves all', () => mapping(['nobody'])),
      await pauseOf('host: longest pause, back to that mapping', () => mapping(['team'])),
      await pauseOf('host: longest pause, another day of the month', () =>
        client.settings.set({ asOf: addDays(LAST_DAY, -9) }),
      ),
    ];
  } finally {
    stop();
  }
}

async function pauseOf(what: string, work: () => Promise<unknown>): Promise<Figure> {
  let longest = 0;
  let last = performance.now();
  const beat = setInterval(() => {
    const now = performance.now();
    longest = Math.max(longest, now - last - BEAT_MS);
    last = now;
  }, BEAT_MS);
  await work();
  await rest(BEHIND_MS);
  clearInterval(beat);
  return figureOf(what, [longest]);
}
