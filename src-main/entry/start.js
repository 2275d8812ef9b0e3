/** Entry of `npm start`. */
import './check-runtime.js';
import './keep-compiled.js';
await import('../host/start.ts');
