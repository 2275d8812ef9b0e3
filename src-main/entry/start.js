/** Entry of `npm start`. */
import './keep-compiled.js';
await import('../host/start.ts');
