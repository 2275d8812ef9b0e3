import { join } from 'node:path';
import { builtEntry } from './build.ts';
import { refuseOldRuntime } from './runtime-check.ts';
import type * as Application from './start-application.ts';

/** Entry of `npm start`. The runtime is checked before anything else is loaded. */
refuseOldRuntime();
const built = builtEntry(join(import.meta.dirname, '..', '..'), 'start-application');
const { start } =
  built === undefined
    ? await import('./start-application.ts')
    : ((await import(built)) as typeof Application);
process.exitCode = await start(process.argv.slice(2));
