/** Reads an export and stages its facts, on a thread of its own: the page and other requests go on meanwhile. */
import { parentPort, workerData } from 'node:worker_threads';
import { readExport } from '../../importers/read.ts';
import { ImportError } from '../../importers/types.ts';
import { StagedImport } from '../../store/staging.ts';
import { identityOf } from './identity.ts';
import type { ImportCommand, ImportMessage, ImportTask } from './messages.ts';

const PROGRESS_EVERY_MS = 100;

const task = workerData as ImportTask;
const abort = new AbortController();
const say = (message: ImportMessage): void => parentPort?.postMessage(message);
parentPort?.on('message', ({ kind }: ImportCommand) => {
  if (kind === 'cancel') abort.abort();
});

/** Lets a waiting cancellation through. */
function breathe(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

async function run(): Promise<void> {
  const staged = new StagedImport(task.workspace, task.number, task.at);
  let last = 0;
  try {
    const result = await readExport(
      task.files,
      task.options,
      {
        facts: (batch) => {
          staged.facts(batch);
          return breathe();
        },
        rejected: (records) => staged.rejected(records),
      },
      {
        signal: abort.signal,
        onProgress: (progress) => {
          const now = performance.now();
          if (now - last < PROGRESS_EVERY_MS) return;
          last = now;
          say({ kind: 'progress', progress });
        },
        beforeFacts: (files, options) => {
          const known = staged.knownAs(identityOf(files, options));
          if (known !== undefined) throw new AlreadyImported(known);
        },
      },
    );
    staged.finish();
    say({ kind: 'done', result });
  } catch (error) {
    staged.discard();
    report(error);
  }
}

class AlreadyImported extends Error {
  readonly importId: string;

  constructor(importId: string) {
    super(importId);
    this.importId = importId;
  }
}

function report(error: unknown): void {
  if (error instanceof ImportError) {
    const { code, message, details, choices } = error;
    say({ kind: 'failed', code, message, details, choices });
  } else if (error instanceof AlreadyImported) {
    const { importId } = error;
    const message = `${task.files.map(({ name }) => name).join(', ')} has already been imported as ${importId}.`;
    say({ kind: 'failed', code: 'already_imported', message, details: { importId }, choices: [] });
  } else throw error;
}

try {
  await run();
} finally {
  parentPort?.close();
}
