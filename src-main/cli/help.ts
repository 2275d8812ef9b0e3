import type { Command } from './command.ts';
import { wrapped } from './text.ts';

const WIDTH = 100;
const COMMON_FLAGS =
  'Common flags: --workspace FILE, --as-of DAY, --json, --dry-run, --quiet, --debug, --help; --version alone.';

/** What the commands are called and do: each usage, folded to the width of a terminal, with its summary below. */
export function helpText(commands: readonly Command[]): string {
  const entries = commands.map(({ usage, summary }) =>
    [...wrapped(`headroom ${usage}`, WIDTH, '    '), `    ${summary}`].join('\n'),
  );
  return `Headroom, the cloud-budget workbench.\n\n${entries.join('\n')}\n\n${COMMON_FLAGS}`;
}
