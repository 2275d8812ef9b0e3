import type { Change } from '#shared/contract/common.ts';
import type { Day } from '#shared/domain/calendar.ts';
import type { Settings } from '#shared/domain/settings.ts';
import type { Backend } from '../backend.ts';
import { runAside } from '../jobs/aside.ts';
import type { CommittedWrite, WriteOptions } from '../store/store.ts';
import type { SettingsEdit } from './settings-edit.ts';

/** A write that concerns every budget: of settings, or of nothing but the day that the workspace stands on. */
export interface AsideTask {
  readonly workspace: string;
  readonly today: Day;
  readonly options: Omit<WriteOptions, 'label'> & { readonly label: string };
  readonly edit: SettingsEdit | null;
}

export interface AsideAnswer {
  readonly settings: Settings;
  readonly changes: readonly Change[];
  /** For those who follow the workspace's changes; of a dry run it is not told. */
  readonly write: CommittedWrite;
}

const WORKER = new URL('./write-worker.ts', import.meta.url);

/** The last of what is written on another thread, by workspace; one begins when the one before has ended. */
const writing = new WeakMap<Backend['store'], Promise<unknown>>();
/** Of these, what brings a workspace to another day. */
const standing = new WeakMap<Backend['store'], Promise<unknown>>();

/** Changes settings on a thread of its own, and tells of it as a write of this one would. */
export async function editSettingsAside(
  { store, clock, closing }: Backend,
  options: AsideTask['options'],
  edit: SettingsEdit,
): Promise<AsideAnswer> {
  const answer = await writeAside(store, { workspace: store.file, today: clock.today(), options, edit });
  const isWritten = options.dryRun !== true && answer.changes.length > 0;
  // What follows from a change that is written while the host ends is worked out when the workspace is opened again.
  if (isWritten && !closing.aborted) store.tell(answer.write);
  return answer;
}

/** Brings what is kept of all budgets to the day of the workspace, on a thread of its own. */
export async function standAside({ store, clock }: Backend): Promise<CommittedWrite> {
  const options = {
    ...{ operation: 'alerts.evaluate', label: 'Go to another day', actor: 'Headroom', door: 'system' },
    ...{ at: clock.now(), undoable: false },
  };
  const task: AsideTask = { workspace: store.file, today: clock.today(), options, edit: null };
  const running = writeAside(store, task);
  standing.set(
    store,
    running.catch(() => undefined),
  );
  const { write } = await running;
  return write;
}

function writeAside(store: Backend['store'], task: AsideTask): Promise<AsideAnswer> {
  const before = writing.get(store) ?? Promise.resolve();
  const running = before.then(() => runAside<AsideAnswer>(WORKER, task));
  writing.set(
    store,
    running.catch(() => undefined),
  );
  return running;
}

/** Waits until no other thread writes: whoever wrote meanwhile would hold this one up, with all that others ask of it. */
export async function untilWritten({ store }: Pick<Backend, 'store'>): Promise<void> {
  let last: Promise<unknown> | undefined;
  for (let next = writing.get(store); next !== last; next = writing.get(store)) {
    await next;
    last = next;
  }
}

/** Waits for a day that is being gone to: a list asked for meanwhile would work all budgets out on the thread of its door. */
export async function untilStanding({ store }: Pick<Backend, 'store'>): Promise<void> {
  await standing.get(store);
}
