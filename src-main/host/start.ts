import { keepCompiled } from './compile-cache.ts';
import { refuseOldRuntime } from './runtime-check.ts';

/** Entry of `npm start`. The runtime is checked before anything else is loaded. */
refuseOldRuntime();
keepCompiled();
const { start } = await import('./start-application.ts');
process.exitCode = await start(process.argv.slice(2));
