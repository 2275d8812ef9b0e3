import type { Command } from './command.ts';
import { textTable } from './text.ts';

const COMMON_FLAGS = 'Common flags: --workspace FILE, --as-of DAY, --json, --dry-run, --quiet, --debug.';

/** What the commands are called and do. */
export function helpText(commands: readonly Command[]): string {
  const table = textTable(commands, [
    { head: 'Command', value: ({ usage }) => `headroom ${usage}` },
    { head: 'What it does', value: ({ summary }) => summary },
  ]);
  return `Headroom, the cloud-budget workbench.\n\n${table}\n\n${COMMON_FLAGS}`;
}
