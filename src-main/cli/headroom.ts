import { join } from 'node:path';
import { builtEntry } from '../host/build.ts';
import { refuseOldRuntime } from '../host/runtime-check.ts';
import type * as CommandLine from './run-command-line.ts';

/**
 * Entry of the command line. The runtime is checked before anything else is loaded: under an old Node the store's native part
 * ends the process without a word.
 */
refuseOldRuntime();
const built = builtEntry(join(import.meta.dirname, '..', '..'), 'command-line');
const { runCommandLine } =
  built === undefined ? await import('./run-command-line.ts') : ((await import(built)) as typeof CommandLine);
process.exitCode = await runCommandLine(process.argv.slice(2));
