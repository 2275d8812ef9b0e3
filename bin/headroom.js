/** Entry of the command line. */
import './keep-compiled.js';
await import('../src-main/cli/headroom.ts');
