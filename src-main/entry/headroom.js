/** Entry of the command line. */
import './keep-compiled.js';
await import('../cli/headroom.ts');
