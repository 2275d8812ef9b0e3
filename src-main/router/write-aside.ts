import type { Change } from '#shared/contract/common.ts';
import type { Day } from '#shared/domain/calendar.ts';
import type { Settings } from '#shared/domain/settings.ts';
import type { Backend } from '../backend.ts';
import { runAside } from '../jobs/aside.ts';
import { countRows } from '../store/counts.ts';
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

/** Of more budgets than this everything is not worked out anew on a thread that others wait for. */
const MOST_HERE = 500;

/** Whether a workspace has so many budgets that what concerns all of them is done on a thread of its own. */
export function isForAside({ store }: Backend): boolean {
  return countRows(store.reader).budgets > MOST_HERE;
}

/** What is being written on another thread, by workspace. */
const writing = new WeakMap<Backend['store'], Promise<unknown>>();
/** Of these, what brings a workspace to another day. */
const standing = new WeakMap<Backend['store'], Promise<unknown>>();

/** Changes settings on a thread of its own, and tells of it as a write of this one would. */
export async function editSettingsAside(
  { store, clock }: Backend,
  options: AsideTask['options'],
  edit: SettingsEdit,
): Promise<AsideAnswer> {
  const answer = await writeAside(store, { workspace: store.file, today: clock.today(), options, edit });
  if (options.dryRun !== true && answer.changes.length > 0) store.tell(answer.write);
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
  const running = runAside<AsideAnswer>(WORKER, task);
  writing.set(
    store,
    running.catch(() => undefined),
  );
  return running;
}

/** Waits until no other thread writes: whoever wrote meanwhile would hold this one up, with all that others ask of it. */
export async function untilWritten({ store }: Pick<Backend, 'store'>): Promise<void> {
  await writing.get(store);
}

/** Waits for a day that is being gone to: a list asked for meanwhile would work all budgets out on the thread of its door. */
export async function untilStanding({ store }: Pick<Backend, 'store'>): Promise<void> {
  await standing.get(store);
}
