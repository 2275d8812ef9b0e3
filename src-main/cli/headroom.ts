import { join } from 'node:path';
import { builtEntry } from '../host/build.ts';
import type * as CommandLine from './run-command-line.ts';

/** Runs the command line from its own build where that is not older than the sources. */
const built = builtEntry(join(import.meta.dirname, '..', '..'), 'command-line');
const { runCommandLine } =
  built === undefined ? await import('./run-command-line.ts') : ((await import(built)) as typeof CommandLine);
process.exitCode = await runCommandLine(process.argv.slice(2));
