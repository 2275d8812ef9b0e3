/** Entry of `npm start`. */
import './keep-compiled.js';
await import('../src-main/host/start.ts');
