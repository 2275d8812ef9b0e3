/** Reads the end of a plain file on a thread of its own. */
import { parentPort, workerData } from 'node:worker_threads';
import { openExport, plainBytes } from '../containers.ts';
import { Gathered } from '../gathered.ts';
import { prepare } from '../prepare.ts';
import { RecordLoop } from '../record-loop.ts';
import { rejectedRecord } from '../rejected.ts';
import { RowReader } from '../row-reader.ts';
import type { RejectedRecord } from '../types.ts';
import type { RangeMessage, RangeTask } from './messages.ts';

const PROGRESS_EVERY_BYTES = 16 << 20;
/** A range with more rejected records is read by one thread, which hands them over as they come. */
const MOST_REJECTED = 2000;

const task = workerData as RangeTask;
let isCancelled = false;
parentPort?.on('message', () => (isCancelled = true));
const say = (message: RangeMessage, moved: ArrayBuffer[] = []): void =>
  parentPort?.postMessage(message, moved);

async function run(): Promise<void> {
  const [part] = (await openExport(task.file)).parts;
  if (part === undefined) return say({ kind: 'unsuited' });
  const prepared = await prepare(part, task.options, task.sampleBytes);
  const gathered = new Gathered();
  const rows = new RowReader(prepared, gathered);
  const rejected: RejectedRecord[] = [];
  const records = new RecordLoop(
    prepared,
    rows,
    (column, row, record) => {
      if (rejected.length <= MOST_REJECTED)
        rejected.push(rejectedRecord(task.file.name, { row, column, reason: rows.reason }, record));
    },
    { from: 'records' },
  );
  let bytes = 0;
  let said = 0;
  const count = (more: number): void => void (bytes += more);
  for await (const chunk of plainBytes(task.file.path, count, { start: task.start, end: Infinity })) {
    if (isCancelled || rejected.length > MOST_REJECTED) return say({ kind: 'unsuited' });
    records.push(chunk);
    if (bytes - said < PROGRESS_EVERY_BYTES) continue;
    said = bytes;
    say({ kind: 'progress', bytes, rows: records.rows });
  }
  records.end();
  const done = { kind: 'done', tally: records.tally(), gathered: gathered.parts(), rejected } as const;
  say(done, gathered.table.buffers());
}

try {
  await run();
} catch {
  // One thread reads the whole file then, and says what is wrong with it.
  say({ kind: 'unsuited' });
} finally {
  parentPort?.close();
}
