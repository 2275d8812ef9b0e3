import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { LogEntry } from '../backend.ts';

const LOG_FILE = 'headroom.log';
/** A log of this size is put aside; one older log is kept beside it. */
const MOST_BYTES = 5 * 1024 * 1024;

/** Where logs are kept, beside what the system keeps for applications. */
export function logFolder(environment: NodeJS.ProcessEnv = process.env): string {
  if (process.platform === 'win32')
    return join(environment['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local'), 'Headroom', 'Logs');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Logs', 'Headroom');
  return join(environment['XDG_STATE_HOME'] ?? join(homedir(), '.local', 'state'), 'headroom');
}

export interface OperationLog {
  readonly file: string;
  readonly write: (entry: LogEntry & { readonly at: string }) => void;
  readonly incident: (incident: string, error: unknown, at: string) => void;
}

/**
 * One JSON line per operation and per unexpected failure, never with values of cells. A log that cannot be written is no reason
 * to fail: the operation it would tell of has been done.
 */
export function openOperationLog(folder = logFolder()): OperationLog {
  const file = join(folder, LOG_FILE);
  const append = (record: object): void => {
    try {
      mkdirSync(folder, { recursive: true });
      rotate(file);
      appendFileSync(file, `${JSON.stringify(record)}\n`, { mode: 0o600 });
    } catch {
      // A full disk or a read-only home: the work itself goes on.
    }
  };
  return {
    file,
    write: append,
    incident: (incident, error, at) =>
      append({
        at,
        incident,
        name: error instanceof Error ? error.name : typeof error,
        stack: error instanceof Error ? placesOf(error) : [],
      }),
  };
}

/** Only where it happened: a message may quote what a cell held, over several lines too. */
function placesOf(error: Error): string[] {
  const text = error.stack ?? '';
  const message = text.indexOf(error.message);
  return text
    .slice(message < 0 ? 0 : message + error.message.length)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.startsWith('at '))
    .slice(0, 11);
}

function rotate(file: string): void {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size >= MOST_BYTES) renameSync(file, `${file}.1`);
}
