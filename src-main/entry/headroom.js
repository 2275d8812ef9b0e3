/** Entry of the command line. */
import './check-runtime.js';
import './keep-compiled.js';
await import('../cli/headroom.ts');
