/** The thread of an import: reads files, and stages and publishes them or only looks. The page and other requests go on meanwhile. */
import { parentPort, workerData } from 'node:worker_threads';
import { HeadroomError } from '#shared/contract/errors.ts';
import { inspectExport } from '../importers/inspect.ts';
import { readExport } from '../importers/read.ts';
import type { Progress, ReadControl } from '../importers/types.ts';
import { Looking } from '../jobs/import/looking.ts';
import type { ImportCommand, ImportMessage, ImportPhase, ImportTask } from '../jobs/import/messages.ts';
import { asWorkspaceError } from '../store/sqlite.ts';
import { asHeadroomError, cancelled } from './import-errors.ts';
import { ImportSession } from './import-session.ts';

const PROGRESS_EVERY_MS = 100;

const task = workerData as ImportTask;
const abort = new AbortController();
const say = (message: ImportMessage): void => parentPort?.postMessage(message);
const publishOrder = Promise.withResolvers<Extract<ImportCommand, { kind: 'publish' }>>();
parentPort?.on('message', (command: ImportCommand) => {
  if (command.kind === 'publish') publishOrder.resolve(command);
  else {
    abort.abort();
    publishOrder.reject(cancelled());
  }
});
publishOrder.promise.catch(() => undefined);

/** Lets a waiting cancellation through. */
function breathe(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Tells how far it is, ten times a second; the first of a phase always. */
function teller(phase: ImportPhase): (progress: Progress) => void {
  let last = -Infinity;
  return (progress) => {
    const now = performance.now();
    if (now - last < PROGRESS_EVERY_MS) return;
    last = now;
    say({ kind: 'progress', phase, progress });
  };
}

async function look({ files, options }: ImportTask): Promise<void> {
  const looking = new Looking();
  const inspection = await inspectExport(files, options);
  const sink = {
    facts: (batch: Parameters<Looking['add']>[0]) => {
      looking.add(batch);
      return breathe();
    },
    rejected: () => undefined,
  };
  const result = await readExport(files, options, sink, {
    signal: abort.signal,
    onProgress: teller('reading'),
  });
  const portions = looking.portions();
  say({ kind: 'looked', look: { inspection, result, portions, tagKeys: [...looking.tagKeys] } });
}

async function importFiles(order: Extract<ImportTask, { kind: 'import' }>): Promise<void> {
  const session = new ImportSession(order);
  try {
    let read: Progress = { bytes: 0, totalBytes: 0, rows: 0 };
    const [tellReading, tellWriting] = [teller('reading'), teller('writing')];
    const control: ReadControl = {
      signal: abort.signal,
      onProgress: (progress) => tellReading((read = progress)),
      beforeFacts: (files, options) => session.begin(files, options),
    };
    const sink = {
      facts: (batch: Parameters<ImportSession['facts']>[0]) => {
        session.facts(batch);
        tellWriting(read);
        return breathe();
      },
      rejected: (records: Parameters<ImportSession['rejected']>[0]) => session.rejected(records),
    };
    const result = await readExport(order.files, order.options, sink, control);
    session.finish();
    say({ kind: 'staged' });
    say({ kind: 'progress', phase: 'publishing', progress: read });
    say({ kind: 'imported', imported: session.publish(result, await publishOrder.promise) });
  } catch (error) {
    // Whoever waits is told first; what was staged counts nowhere and is cleared away behind the answer.
    fail(error);
    await session.discard();
  }
}

function fail(error: unknown): void {
  const file = task.kind === 'import' ? task.workspace : '';
  const expected = asHeadroomError(asWorkspaceError(file, error));
  if (!(expected instanceof HeadroomError)) throw error;
  const { code, message, details = {} } = expected;
  say({ kind: 'failed', code, message, details });
}

try {
  await (task.kind === 'look' ? look(task).catch(fail) : importFiles(task));
} finally {
  parentPort?.close();
}
