import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { toDay, type Day } from '#shared/domain/calendar.ts';
import { createBackend, type Backend, type Clock } from '#main/backend.ts';
import { openStore, type Store } from '#main/store/store.ts';

/** A folder that is gone after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'headroom-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A clock that stands still until it is set. */
export interface TestClock extends Clock {
  set(day: string): void;
}

export function testClock(day = '2026-06-30'): TestClock {
  let today: Day = toDay(day);
  let ticks = 0;
  return {
    now: () => `${today}T12:00:${String(ticks++ % 60).padStart(2, '0')}.000Z`,
    today: () => today,
    milliseconds: () => performance.now(),
    set: (next) => {
      today = toDay(next);
    },
  };
}

export function openTestStore(file = join(temporaryFolder(), 'test.headroom')): Store {
  const store = openStore(file, { create: true });
  if (store === undefined) throw new Error('no store');
  onTestFinished(() => store.close());
  return store;
}

/** A backend over a real workspace file. */
export function testBackend(options: { file?: string; clock?: Clock } = {}): Backend {
  const store = openTestStore(options.file);
  return createBackend({ store, clock: options.clock ?? testClock(), version: 'test', actor: 'tester' });
}
