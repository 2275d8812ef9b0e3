import { keepCompiled } from '../host/compile-cache.ts';
import { refuseOldRuntime } from '../host/runtime-check.ts';

/**
 * Entry of the command line. The runtime is checked before anything else is loaded: under an old Node the store's native part
 * ends the process without a word.
 */
refuseOldRuntime();
keepCompiled();
const { runCommandLine } = await import('./run-command-line.ts');
process.exitCode = await runCommandLine(process.argv.slice(2));
