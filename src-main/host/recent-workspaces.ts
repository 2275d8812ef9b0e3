import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { defaultWorkspace } from '../cli/workspace-file.ts';

const MOST = 12;

interface Recent {
  readonly file: string;
  readonly openedAt: string;
}

/** Where the list of workspaces that were opened is kept: beside the user's own workspace. */
export function recentList(): string {
  return join(dirname(defaultWorkspace()), 'recent.json');
}

/** The workspaces that were opened on this machine and are still there, newest first; a list that cannot be read is empty. */
export function readRecent(list: string): readonly Recent[] {
  try {
    const stored: unknown = JSON.parse(readFileSync(list, 'utf8'));
    return Array.isArray(stored) ? stored.filter(isRecent).filter(({ file }) => existsSync(file)) : [];
  } catch {
    return [];
  }
}

/** Puts a workspace at the head of the list. A list that cannot be written is no reason to fail. */
export function noteRecent(list: string, file: string, openedAt: string): void {
  const others = readRecent(list).filter((one) => one.file !== file);
  try {
    mkdirSync(dirname(list), { recursive: true });
    const draft = `${list}.${process.pid}`;
    writeFileSync(draft, JSON.stringify([{ file, openedAt }, ...others].slice(0, MOST), null, 1), {
      mode: 0o600,
    });
    renameSync(draft, list);
  } catch {
    // A read-only home: the workspace itself is open all the same.
  }
}

function isRecent(value: unknown): value is Recent {
  return (
    typeof value === 'object' &&
    value !== null &&
    'file' in value &&
    typeof value.file === 'string' &&
    'openedAt' in value &&
    typeof value.openedAt === 'string'
  );
}
