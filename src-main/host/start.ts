import { join } from 'node:path';
import { builtEntry } from './build.ts';
import type * as Application from './start-application.ts';

/** Starts the application from its own build where that is not older than the sources. */
const built = builtEntry(join(import.meta.dirname, '..', '..'), 'start-application');
const { start } =
  built === undefined
    ? await import('./start-application.ts')
    : ((await import(built)) as typeof Application);
process.exitCode = await start(process.argv.slice(2));
