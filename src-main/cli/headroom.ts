import { join } from 'node:path';
import { builtEntry } from '../host/build.ts';
import { watchOutput } from './standard-output.ts';
import type * as CommandLine from './run-command-line.ts';

/** Runs the command line from its own build where that is not older than the sources. */
const built = builtEntry(join(import.meta.dirname, '..', '..'), 'command-line');
const { runCommandLine } =
  built === undefined ? await import('./run-command-line.ts') : ((await import(built)) as typeof CommandLine);
const statusOf = watchOutput();
process.exitCode = statusOf(await runCommandLine(process.argv.slice(2)));
